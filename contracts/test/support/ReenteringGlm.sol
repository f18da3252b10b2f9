// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LocalGlm} from "../../src/LocalGlm.sol";

/// @title GLM that calls the escrow back in the middle of the next transfer that the escrow makes, or of the
/// next permit that it sends.
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
        callBack();
        super._update(from, to, value);
    }

    function _approve(address holder, address spender, uint256 value, bool emitEvent) internal override {
        callBack();
        super._approve(holder, spender, value, emitEvent);
    }

    function callBack() private {
        if (msg.sender != _escrow || _call.length == 0) return;
        bytes memory data = _call;
        delete _call;
        called = true;
        (worked, returned) = _escrow.call(data);
    }
}
