// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {SmartWallet} from "./support/SmartWallet.sol";
import {vm} from "./support/Vm.sol";

/// @dev Answers `isValidSignature` with whatever bytes it was made with, or fails.
contract OddWallet {
    bytes private _answer;
    bool private immutable _fails;

    constructor(bytes memory answer, bool fails) {
        (_answer, _fails) = (answer, fails);
    }

    fallback() external {
        bytes memory answer = _answer;
        bool fails = _fails;
        assembly {
            switch fails
            case 0 { return(add(answer, 32), mload(answer)) }
            default { revert(add(answer, 32), mload(answer)) }
        }
    }
}

/// @dev Who may sign what: a plain session key its vouchers, and any payee, a contract too, its orders.
contract SignersTest is EscrowFixture {
    bytes4 internal constant MAGIC = 0x1626ba7e;
    bytes32 internal jobId;

    function setUp() public {
        deploy();
        jobId = openJob("job", 100 ether);
    }

    function test_aSmartWalletAsTheSessionCallsButSignsNoVoucher() public {
        ILoamEscrow.Terms memory terms = termsFor("wallet", 10 ether);
        terms.session = address(new SmartWallet(session));
        vm.prank(requestor);
        bytes32 opened = escrow.open(terms);
        vm.prank(terms.session);
        escrow.reserve(opened, one(payee, 10 ether));
        vm.prank(terms.session);
        escrow.settle(opened, one(payee, 5 ether));
        vm.assertEq(escrow.credit(payee), 5 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(opened, payee, 0, 6 ether);
        bytes memory signature = sign(SESSION_KEY, voucher);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, terms.session));
        escrow.redeem(voucher, signature);
    }

    function test_noOddAnswerPassesForASignature() public {
        bytes[5] memory answers = [
            bytes(""),
            abi.encodePacked(MAGIC),
            abi.encode(true),
            abi.encode(bytes4(0xffffffff)),
            abi.encodePacked(bytes28(0), MAGIC)
        ];
        for (uint256 i; i < 2 * answers.length; ++i) {
            refuses(address(new OddWallet(answers[i / 2], i % 2 == 1)));
        }
        refuses(address(new OddWallet(abi.encode(MAGIC), true)));
        refuses(address(glm));
    }

    function refuses(address signer) internal {
        reserve(jobId, signer, 1 ether);
        vm.prank(session);
        escrow.settle(jobId, one(signer, 1 ether));
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(signer, stranger, 1 ether, 0, 0, block.timestamp);
        bytes memory signature = sign(PAYEE_KEY, order);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, signer));
        escrow.withdrawBySig(order, signature);
    }

    function test_aSmartWalletMayBeThePayee() public {
        SmartWallet wallet = new SmartWallet(vm.addr(PAYEE_KEY));
        reserve(jobId, address(wallet), 10 ether);
        vm.prank(session);
        escrow.settle(jobId, one(address(wallet), 6 ether));
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(address(wallet), vm.addr(7), 2 ether, 0, 0, block.timestamp);
        bytes memory signature = sign(PAYEE_KEY, order);
        bytes memory byAnother = sign(SESSION_KEY, order);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, address(wallet)));
        escrow.withdrawBySig(order, byAnother);
        escrow.withdrawBySig(order, signature);
        vm.assertEq(glm.balanceOf(vm.addr(7)), 2 ether);
        escrow.withdraw(address(wallet));
        vm.assertEq(glm.balanceOf(address(wallet)), 4 ether);
    }

    /// @dev A signature whose `s` is in the upper half is the same to the curve, and refused.
    function test_aMalleableSignatureIsRefused() public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, 4 ether);
        bytes memory signature = sign(SESSION_KEY, voucher);
        (bytes32 r, bytes32 s, bytes1 v) = (bytes32(0), bytes32(0), signature[64]);
        assembly {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
        }
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes memory mirrored = abi.encodePacked(r, order - uint256(s), v == 0x1b ? 0x1c : 0x1b);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
        escrow.redeem(voucher, mirrored);
        escrow.redeem(voucher, signature);
    }

    /// @dev Made for another chain, another escrow, another name or another version.
    function test_aSignatureIsOfOneDomain() public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, 4 ether);
        bytes32 structHash = hash(voucher);
        bytes[4] memory moved = [
            signHash(SESSION_KEY, domain("Loam Escrow", "2", block.chainid + 1, address(escrow)), structHash),
            signHash(SESSION_KEY, domain("Loam Escrow", "2", block.chainid, address(this)), structHash),
            signHash(SESSION_KEY, domain("Loam", "2", block.chainid, address(escrow)), structHash),
            signHash(SESSION_KEY, domain("Loam Escrow", "1", block.chainid, address(escrow)), structHash)
        ];
        for (uint256 i; i < moved.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
            escrow.redeem(voucher, moved[i]);
        }
    }
}
