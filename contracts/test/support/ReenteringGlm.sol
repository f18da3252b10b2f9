// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LocalGlm} from "../../src/LocalGlm.sol";

/// @title GLM that calls the escrow back in the middle of the next transfer that the escrow makes.
contract ReenteringGlm is LocalGlm {
    address private _escrow;
    bytes private _call;
    bool public called;
    bool public worked;
    bytes public returned;

    function arm(address escrow, bytes calldata data) external {
        (_escrow, _call) = (escrow, data);
        (called, worked, returned) = (false, false, "");
    }

    function _update(address from, address to, uint256 value) internal override {
        if (msg.sender == _escrow && _call.length > 0) {
            bytes memory data = _call;
            delete _call;
            called = true;
            (worked, returned) = _escrow.call(data);
        }
        super._update(from, to, value);
    }
}
