// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {vm} from "./support/Vm.sol";

/// @dev The last second and the last wei on either side of every rule.
contract BoundariesTest is EscrowFixture {
    bytes32 internal jobId;

    function setUp() public {
        deploy();
        jobId = openJob("job", 100 ether);
    }

    function refusesToOpen(ILoamEscrow.Terms memory terms, bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(requestor);
        escrow.open(terms);
    }

    function opens(ILoamEscrow.Terms memory terms) internal returns (bytes32) {
        vm.prank(requestor);
        return escrow.open(terms);
    }

    function test_aDeadlineIsInTheFuture() public {
        ILoamEscrow.Terms memory terms = termsFor("soon", 0);
        terms.deadline = uint40(block.timestamp);
        refusesToOpen(terms, abi.encodeWithSelector(ILoamEscrow.InvalidTerms.selector, "deadline"));
        terms.deadline = uint40(block.timestamp) + 1;
        vm.assertEq(escrow.job(opens(terms)).deadline, block.timestamp + 1);
    }

    function test_theShortestTermsAndTheLongest() public {
        ILoamEscrow.Terms memory terms = termsFor("short", 0);
        (terms.grace, terms.notice) = (1, 1);
        opens(terms);
        terms = termsFor("long", 1 ether);
        (terms.deadline, terms.grace) = (type(uint40).max, type(uint32).max);
        terms.notice = type(uint32).max;
        bytes32 long = opens(terms);
        reserve(long, payee, 1 ether);
        vm.prank(session);
        escrow.noticeClose(long, only(payee));
        vm.assertEq(escrow.channel(long, payee).closesAt, block.timestamp + type(uint32).max);
        uint256 closableAt = uint256(type(uint40).max) + type(uint32).max;
        vm.warp(closableAt);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.NotAllowed.selector, long, stranger));
        vm.prank(stranger);
        escrow.close(long);
        vm.warp(closableAt + 1);
        vm.prank(stranger);
        escrow.close(long);
    }

    function test_closeOpensToAnyoneASecondAfterGrace() public {
        reserve(jobId, payee, 10 ether);
        uint256 closableAt = escrow.job(jobId).deadline + GRACE;
        vm.warp(closableAt);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.NotAllowed.selector, jobId, stranger));
        vm.prank(stranger);
        escrow.close(jobId);
        vm.expectRevert(
            abi.encodeWithSelector(ILoamEscrow.StillReserved.selector, jobId, 10 ether, closableAt)
        );
        vm.prank(session);
        escrow.close(jobId);
        vm.warp(closableAt + 1);
        vm.prank(stranger);
        escrow.close(jobId);
        vm.assertEq(escrow.job(jobId).refunded, 100 ether);
        vm.assertEq(glm.balanceOf(requestor), 1_000_000 ether);
    }

    function test_vouchersArePaidUntilTheJobIsClosed() public {
        reserve(jobId, payee, 10 ether);
        vm.warp(uint256(escrow.job(jobId).deadline) + GRACE + 1);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, 1);
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
        vm.prank(stranger);
        escrow.close(jobId);
        voucher.cumulative = 2;
        bytes memory signature = sign(SESSION_KEY, voucher);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.JobIsClosed.selector, jobId));
        escrow.redeem(voucher, signature);
    }

    function test_noticeIsOverAtItsLastSecond() public {
        reserve(jobId, payee, 10 ether);
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        uint256 closesAt = block.timestamp + NOTICE;
        vm.warp(closesAt - 1);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.NoticeRunning.selector, payee, closesAt));
        escrow.finishClose(jobId, only(payee));
        vm.warp(closesAt);
        escrow.finishClose(jobId, only(payee));
        vm.assertEq(escrow.channel(jobId, payee).closesAt, 0);
    }

    function test_anOrderIsGoodUntilItsExpiry() public {
        ILoamEscrow.Withdrawal memory order = creditedOrder(2 ether);
        bytes memory signature = sign(PAYEE_KEY, order);
        vm.warp(order.expiry + 1);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.WithdrawalExpired.selector, order.expiry));
        escrow.withdrawBySig(order, signature);
        vm.warp(order.expiry);
        escrow.withdrawBySig(order, signature);
        vm.assertEq(glm.balanceOf(order.to), 2 ether);
    }

    function creditedOrder(uint256 amount) internal returns (ILoamEscrow.Withdrawal memory) {
        reserve(jobId, payee, 10 ether);
        vm.prank(session);
        escrow.settle(jobId, one(payee, 6 ether));
        return ILoamEscrow.Withdrawal(payee, vm.addr(7), amount, 0, 0, block.timestamp + 60);
    }

    function test_anOrderTakesAWeiAtLeastAndTheCreditAtMost() public {
        ILoamEscrow.Withdrawal memory order = creditedOrder(0);
        bytes memory signature = sign(PAYEE_KEY, order);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.CreditTooSmall.selector, payee, 6 ether, 0));
        escrow.withdrawBySig(order, signature);
        order.amount = 6 ether + 1;
        signature = sign(PAYEE_KEY, order);
        vm.expectRevert(
            abi.encodeWithSelector(ILoamEscrow.CreditTooSmall.selector, payee, 6 ether, 6 ether + 1)
        );
        escrow.withdrawBySig(order, signature);
        (order.amount, order.fee) = (6 ether, 6 ether);
        signature = sign(PAYEE_KEY, order);
        vm.prank(stranger);
        escrow.withdrawBySig(order, signature);
        vm.assertEq(glm.balanceOf(stranger), 6 ether);
        vm.assertEq(glm.balanceOf(order.to), 0);
    }

    function test_allThatIsFreeMayBeReservedOrTaken() public {
        bytes memory tooMuch =
            abi.encodeWithSelector(ILoamEscrow.FreeTooSmall.selector, jobId, 100 ether, 100 ether + 1);
        vm.expectRevert(tooMuch);
        vm.prank(session);
        escrow.reserve(jobId, one(payee, 100 ether + 1));
        vm.expectRevert(tooMuch);
        vm.prank(requestor);
        escrow.withdrawFree(jobId, 100 ether + 1);
        reserve(jobId, payee, 60 ether);
        vm.prank(requestor);
        escrow.withdrawFree(jobId, 40 ether);
        vm.assertEq(escrow.job(jobId).free, 0);
        vm.assertEq(escrow.job(jobId).reserved, 60 ether);
    }

    function test_amountsEndAtWhatASlotHolds() public {
        uint128 over = uint128(type(uint96).max) + 1;
        bytes memory reason =
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, uint8(96), over);
        refusesToOpen(termsFor("over", over), reason);
        vm.expectRevert(reason);
        vm.prank(requestor);
        escrow.fund(jobId, over);
        vm.expectRevert(reason);
        vm.prank(session);
        escrow.reserve(jobId, one(payee, over));
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.FreeTooSmall.selector, jobId, 100 ether, over));
        vm.prank(requestor);
        escrow.withdrawFree(jobId, over);
    }

    function test_aTotalPaysUpToTheCapAndNeverTwice() public {
        reserve(jobId, payee, 10 ether);
        reserve(jobId, stranger, 10 ether);
        ILoamEscrow.PayeeAmount[] memory totals = new ILoamEscrow.PayeeAmount[](2);
        totals[0] = ILoamEscrow.PayeeAmount(payee, type(uint128).max);
        totals[1] = ILoamEscrow.PayeeAmount(stranger, 1);
        vm.prank(requestor);
        escrow.settle(jobId, totals);
        vm.prank(session);
        escrow.settle(jobId, totals);
        vm.assertEq(escrow.credit(payee), 10 ether);
        vm.assertEq(escrow.credit(stranger), 1);
        ILoamEscrow.Job memory job = escrow.job(jobId);
        vm.assertEq(job.paid, 10 ether + 1);
        vm.assertEq(job.reserved, 10 ether - 1);
    }

    function test_aWeiIsPaidSharedAndWithdrawn() public {
        bytes32 shared = openJobWithShare("least", 10_000, 1);
        reserve(shared, payee, 10_000);
        vm.prank(session);
        escrow.settle(shared, one(payee, 10_000));
        vm.assertEq(escrow.credit(author), 1);
        escrow.withdraw(author);
        vm.assertEq(glm.balanceOf(author), 1);
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(payee, vm.addr(7), 1, 1, 0, block.timestamp);
        bytes memory signature = sign(PAYEE_KEY, order);
        vm.prank(stranger);
        escrow.withdrawBySig(order, signature);
        vm.assertEq(glm.balanceOf(stranger), 1);
    }

    function test_anEmptiedChannelMayBeReservedAgain() public {
        reserve(jobId, payee, 10 ether);
        vm.prank(session);
        escrow.settle(jobId, one(payee, 4 ether));
        vm.prank(payee);
        escrow.leaveJob(jobId);
        reserve(jobId, payee, 5 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 1, 6 ether);
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
        vm.assertEq(escrow.credit(payee), 5 ether);
        vm.assertEq(escrow.channel(jobId, payee).epoch, 1);
        vm.assertEq(escrow.job(jobId).free, 95 ether);
    }
}
