// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {vm} from "./support/Vm.sol";

/// @dev What is sent together: what brings nothing is passed over, and the rest is paid.
contract BatchesTest is EscrowFixture {
    uint256 internal constant SECOND_KEY = 0xfeed;
    bytes32 internal jobId;
    address internal second = vm.addr(SECOND_KEY);

    function setUp() public {
        deploy();
        jobId = openJob("job", 100 ether);
    }

    // ------------------------------------------------------------------ vouchers

    function redeemMany(ILoamEscrow.Voucher[] memory vouchers, address[] memory payOut) internal {
        bytes[] memory signatures = new bytes[](vouchers.length);
        for (uint256 i; i < vouchers.length; ++i) signatures[i] = sign(SESSION_KEY, vouchers[i]);
        escrow.redeemMany(vouchers, signatures, payOut);
    }

    /// @dev Of an ended epoch, a closed job and a job nobody opened.
    function deadVouchers() internal returns (ILoamEscrow.Voucher[] memory dead) {
        bytes32 closed = openJob("closed", 10 ether);
        vm.prank(session);
        escrow.close(closed);
        reserve(jobId, stranger, 1 ether);
        vm.prank(stranger);
        escrow.leaveJob(jobId);
        reserve(jobId, stranger, 1 ether);
        dead = new ILoamEscrow.Voucher[](3);
        dead[0] = ILoamEscrow.Voucher(jobId, stranger, 0, 1 ether);
        dead[1] = ILoamEscrow.Voucher(closed, payee, 0, 1 ether);
        dead[2] = ILoamEscrow.Voucher("none", payee, 0, 1 ether);
    }

    function test_redeemManyPassesOverWhatBringsNothing() public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher[] memory dead = deadVouchers();
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](6);
        for (uint256 i; i < 3; ++i) {
            vouchers[2 * i] = dead[i];
            vouchers[2 * i + 1] = ILoamEscrow.Voucher(jobId, payee, 0, uint128(i + 1) * 1 ether);
        }
        vm.recordLogs();
        redeemMany(vouchers, new address[](0));
        vm.assertEq(vm.getRecordedLogs().length, 3);
        vm.assertEq(escrow.credit(payee), 3 ether);
        vm.assertEq(escrow.credit(stranger), 0);
        vm.assertEq(escrow.job(jobId).paid, 3 ether);
        vm.assertEq(escrow.job(jobId).reserved, 8 ether);
        vm.recordLogs();
        redeemMany(vouchers, new address[](0));
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_oneForgedSignatureFailsAll() public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](2);
        bytes[] memory signatures = new bytes[](2);
        for (uint256 i; i < 2; ++i) vouchers[i] = ILoamEscrow.Voucher(jobId, payee, 0, uint128(i + 1));
        (signatures[0], signatures[1]) = (sign(SESSION_KEY, vouchers[0]), sign(PAYEE_KEY, vouchers[1]));
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
        escrow.redeemMany(vouchers, signatures, new address[](0));
    }

    /// @dev Nobody signs what cannot be read; nobody is no session key either, of a job that pays nothing.
    function test_anUnreadableSignatureIsNobodys() public {
        ILoamEscrow.Voucher[] memory dead = deadVouchers();
        escrow.redeemMany(dead, new bytes[](3), new address[](0));
    }

    function test_redeemManySendsThePayeesItNamesAllTheirCredit() public {
        address[] memory payOut = new address[](3);
        (payOut[0], payOut[1], payOut[2]) = (payee, stranger, second);
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](3);
        for (uint256 i; i < 3; ++i) {
            address who = i == 2 ? second : payee;
            bytes32 opened = openJob(bytes32(i + 1), 10 ether);
            reserve(opened, who, 2 ether);
            vouchers[i] = ILoamEscrow.Voucher(opened, who, 0, 2 ether);
        }
        credit(payee, 1 ether);
        vm.recordLogs();
        redeemMany(vouchers, payOut);
        vm.assertEq(vm.getRecordedLogs().length, 7);
        vm.assertEq(glm.balanceOf(payee), 5 ether);
        vm.assertEq(glm.balanceOf(second), 2 ether);
        vm.assertEq(glm.balanceOf(stranger), 0);
        vm.assertEq(escrow.credit(payee) + escrow.credit(second), 0);
    }

    // ------------------------------------------------------------------ withdrawals

    function credit(address who, uint128 amount) internal {
        reserve(jobId, who, amount);
        vm.prank(session);
        escrow.settle(jobId, one(who, amount));
    }
}
