// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LocalGlm} from "../src/LocalGlm.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {vm} from "./support/Vm.sol";

/// @dev The permit of mainnet's GLM, as the local chain has it.
contract LocalGlmTest is EscrowFixture {
    uint256 internal constant HOLDER_KEY = 0x401de5;
    address internal holder = vm.addr(HOLDER_KEY);

    function setUp() public {
        glm = new LocalGlm();
    }

    /// @param refusal What the token should revert with; nothing where it should not.
    function permit(uint256 key, uint256 nonce, uint256 expiry, bool allowed, bytes memory refusal) internal {
        bytes32 structHash = keccak256(abi.encode(glm.PERMIT_TYPEHASH(), holder, payee, nonce, expiry, allowed));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", glm.DOMAIN_SEPARATOR(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        if (refusal.length > 0) vm.expectRevert(refusal);
        glm.permit(holder, payee, nonce, expiry, allowed, v, r, s);
    }

    function test_aPermitAllowsEverythingAndTheNextNothing() public {
        vm.assertEq(glm.DOMAIN_SEPARATOR(), domain("Golem Network Token", "1", block.chainid, address(glm)));
        permit(HOLDER_KEY, 0, 0, true, "");
        vm.assertEq(glm.allowance(holder, payee), type(uint256).max);
        permit(HOLDER_KEY, 1, block.timestamp, false, "");
        vm.assertEq(glm.allowance(holder, payee), 0);
    }

    function test_permitRefusals() public {
        vm.warp(1_000);
        permit(HOLDER_KEY, 0, 999, true, abi.encodeWithSelector(LocalGlm.PermitExpired.selector, 999));
        bytes memory wrongNonce = abi.encodeWithSelector(LocalGlm.WrongPermitNonce.selector, holder, 0, 1);
        permit(HOLDER_KEY, 1, 0, true, wrongNonce);
        bytes memory wrongSigner = abi.encodeWithSelector(LocalGlm.WrongPermitSigner.selector, holder, stranger);
        permit(0xbad, 0, 0, true, wrongSigner);
        vm.assertEq(glm.allowance(holder, payee), 0);
    }
}
