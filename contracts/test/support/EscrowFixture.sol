// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../../src/ILoamEscrow.sol";
import {LocalGlm} from "../../src/LocalGlm.sol";
import {vm} from "./Vm.sol";

/// @dev People, keys and signatures. Digests are written out here again rather than taken from the
/// contract, so that a wrong type or domain shows.
contract EscrowFixture {
    uint256 internal constant REQUESTOR_KEY = 0xa11ce;
    uint256 internal constant SESSION_KEY = 0x5e55;
    uint256 internal constant PAYEE_KEY = 0xbeef;
    uint40 internal constant LIFETIME = 1 days;
    uint32 internal constant GRACE = 1 hours;
    uint32 internal constant NOTICE = 10 minutes;

    address internal requestor = vm.addr(REQUESTOR_KEY);
    address internal session = vm.addr(SESSION_KEY);
    address internal payee = vm.addr(PAYEE_KEY);
    address internal author = vm.addr(0xa0740);
    address internal stranger = vm.addr(0xbad);
    LocalGlm internal glm;
    ILoamEscrow internal escrow;

    function deploy() internal {
        deploy(new LocalGlm());
    }

    /// @dev The escrow is compiled by itself, with more effort. Where `LOAM_MUTANT` names an artifact, that
    /// one stands in for it: a mutation run.
    /// @param token Its whole supply is this contract's.
    function deploy(LocalGlm token) internal {
        glm = token;
        string memory artifact = vm.envOr("LOAM_MUTANT", string("LoamEscrow.sol:LoamEscrow"));
        escrow = ILoamEscrow(vm.deployCode(artifact, abi.encode(token)));
        glm.transfer(requestor, 1_000_000 ether);
        vm.prank(requestor);
        glm.approve(address(escrow), type(uint256).max);
    }

    function termsFor(bytes32 salt, uint128 amount) internal view returns (ILoamEscrow.Terms memory) {
        return ILoamEscrow.Terms(
            salt, session, amount, uint40(block.timestamp) + LIFETIME, GRACE, NOTICE, 0, address(0), 0
        );
    }

    function openJob(bytes32 salt, uint128 amount) internal returns (bytes32) {
        vm.prank(requestor);
        return escrow.open(termsFor(salt, amount));
    }

    /// @dev A job whose app's author has `share` basis points.
    function openJobWithShare(bytes32 salt, uint128 amount, uint16 share) internal returns (bytes32) {
        ILoamEscrow.Terms memory terms = termsFor(salt, amount);
        (terms.author, terms.share) = (author, share);
        vm.prank(requestor);
        return escrow.open(terms);
    }

    function one(address who, uint128 amount) internal pure returns (ILoamEscrow.PayeeAmount[] memory list) {
        list = new ILoamEscrow.PayeeAmount[](1);
        list[0] = ILoamEscrow.PayeeAmount(who, amount);
    }

    function only(address who) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = who;
    }

    function reserve(bytes32 jobId, address who, uint128 cap) internal {
        vm.prank(session);
        escrow.reserve(jobId, one(who, cap));
    }

    function sign(uint256 key, ILoamEscrow.Voucher memory v) internal view returns (bytes memory) {
        return signHash(key, escrowDomain(), hash(v));
    }

    function sign(uint256 key, ILoamEscrow.Withdrawal memory w) internal view returns (bytes memory) {
        bytes32 typehash = keccak256(
            "Withdrawal(address payee,address to,uint256 amount,uint256 fee,uint256 nonce,uint256 expiry)"
        );
        bytes32 structHash =
            keccak256(abi.encode(typehash, w.payee, w.to, w.amount, w.fee, w.nonce, w.expiry));
        return signHash(key, escrowDomain(), structHash);
    }

    function hash(ILoamEscrow.Voucher memory v) internal pure returns (bytes32) {
        bytes32 typehash = keccak256("Voucher(bytes32 jobId,address payee,uint24 epoch,uint128 cumulative)");
        return keccak256(abi.encode(typehash, v.jobId, v.payee, v.epoch, v.cumulative));
    }

    /// @dev The requestor lets the escrow take everything, if `key` is its own and the token is as GLM on mainnet.
    function signPermit(uint256 key, uint256 nonce, uint256 expiry)
        internal
        view
        returns (ILoamEscrow.Permit memory)
    {
        bytes32 typehash =
            keccak256("Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)");
        bytes32 structHash =
            keccak256(abi.encode(typehash, requestor, address(escrow), nonce, expiry, true));
        bytes32 glmDomain = domain("Golem Network Token", "1", block.chainid, address(glm));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked(hex"1901", glmDomain, structHash)));
        return ILoamEscrow.Permit(nonce, expiry, v, r, s);
    }

    function escrowDomain() private view returns (bytes32) {
        return domain("Loam Escrow", "2", block.chainid, address(escrow));
    }

    function domain(string memory name, string memory version, uint256 chain, address verifier)
        internal
        pure
        returns (bytes32)
    {
        bytes32 typehash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        return keccak256(
            abi.encode(typehash, keccak256(bytes(name)), keccak256(bytes(version)), chain, verifier)
        );
    }

    function signHash(uint256 key, bytes32 domain_, bytes32 structHash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain_, structHash)));
        return abi.encodePacked(r, s, v);
    }
}
