// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {vm} from "./support/Vm.sol";

/// @dev An account whose code knows every signature (EIP-1271).
contract SignsEverything {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return this.isValidSignature.selector;
    }
}

/// @dev An account whose code knows none.
contract SignsNothing {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }
}

contract LoamEscrowTest is EscrowFixture {
    bytes32 internal jobId;

    function setUp() public {
        deploy();
        jobId = openJob("job", 100 ether);
    }

    function refuse(bytes memory reason) internal {
        vm.expectRevert(reason);
    }

    // ------------------------------------------------------------------ open

    function test_openLocksAndForwardsTheStipend() public {
        vm.deal(requestor, 1 ether);
        vm.prank(requestor);
        bytes32 opened = escrow.open{value: 0.3 ether}(termsFor("stipend", 5 ether));
        vm.assertEq(session.balance, 0.3 ether);
        vm.assertTrue(opened == escrow.jobIdFor(requestor, "stipend"), "id");
        vm.assertEq(escrow.job(opened).free, 5 ether);
    }

    function test_openRefusesASaltUsedTwice() public {
        ILoamEscrow.Terms memory terms = termsFor("job", 1);
        refuse(abi.encodeWithSelector(ILoamEscrow.JobExists.selector, jobId));
        vm.prank(requestor);
        escrow.open(terms);
    }

    function test_openRefusesBadTerms() public {
        string[4] memory fields = ["session", "deadline", "grace", "notice"];
        for (uint256 i; i < 4; ++i) {
            ILoamEscrow.Terms memory terms = termsFor("bad", 1);
            if (i == 0) terms.session = address(0);
            if (i == 1) terms.deadline = uint40(block.timestamp);
            if (i == 2) terms.grace = 0;
            if (i == 3) terms.notice = 0;
            refuse(abi.encodeWithSelector(ILoamEscrow.InvalidTerms.selector, fields[i]));
            vm.prank(requestor);
            escrow.open(terms);
        }
    }

    function test_openRefusesASessionThatCannotReceive() public {
        vm.deal(requestor, 1 ether);
        ILoamEscrow.Terms memory terms = termsFor("contract", 1);
        terms.session = address(glm);
        refuse(abi.encodeWithSelector(ILoamEscrow.StipendRefused.selector, address(glm), 1));
        vm.prank(requestor);
        escrow.open{value: 1}(terms);
    }

    function test_aSessionThatCannotReceiveNeedsNoStipend() public {
        ILoamEscrow.Terms memory terms = termsFor("contract", 1);
        terms.session = address(glm);
        vm.prank(requestor);
        vm.assertEq(escrow.job(escrow.open(terms)).free, 1);
    }

    /// @dev Every field after every step.
    function test_theBooksOfAJobFromOpenToClose() public {
        ILoamEscrow.Terms memory terms = termsFor("life", 100 ether);
        (terms.author, terms.share) = (author, 1_000);
        ILoamEscrow.Job memory expected;
        (expected.requestor, expected.session) = (requestor, session);
        (expected.deadline, expected.grace, expected.notice) = (terms.deadline, GRACE, NOTICE);
        (expected.author, expected.share) = (author, 1_000);
        (expected.deposited, expected.free) = (100 ether, 100 ether);
        vm.prank(requestor);
        bytes32 life = escrow.open(terms);
        checkJob(life, expected);
        vm.prank(requestor);
        escrow.fund(life, 5 ether);
        (expected.deposited, expected.free) = (105 ether, 105 ether);
        checkJob(life, expected);
        reserve(life, payee, 20 ether);
        (expected.free, expected.reserved) = (85 ether, 20 ether);
        checkJob(life, expected);
        vm.prank(requestor);
        escrow.settle(life, one(payee, 8 ether));
        (expected.reserved, expected.paid) = (12 ether, 8 ether);
        checkJob(life, expected);
        vm.prank(requestor);
        escrow.withdrawFree(life, 10 ether);
        (expected.free, expected.refunded) = (75 ether, 10 ether);
        checkJob(life, expected);
        vm.prank(payee);
        escrow.leaveJob(life);
        (expected.free, expected.reserved) = (87 ether, 0);
        checkJob(life, expected);
        reserve(life, stranger, 7 ether);
        vm.warp(uint256(terms.deadline) + GRACE + 1);
        escrow.close(life);
        (expected.free, expected.refunded, expected.closed) = (0, 97 ether, true);
        checkJob(life, expected);
    }

    function checkJob(bytes32 id, ILoamEscrow.Job memory expected) internal view {
        vm.assertEq(abi.encode(escrow.job(id)), abi.encode(expected));
    }

    // ------------------------------------------------------------------ channels

    function test_reserveRaisesAbsoluteCaps() public {
        reserve(jobId, payee, 10 ether);
        reserve(jobId, payee, 15 ether);
        vm.assertEq(escrow.job(jobId).reserved, 15 ether);
        vm.assertEq(escrow.job(jobId).free, 85 ether);
    }

    function test_reserveRefusals() public {
        reserve(jobId, payee, 10 ether);
        refuse(abi.encodeWithSelector(ILoamEscrow.CapFalls.selector, payee, 10 ether, 9 ether));
        vm.prank(session);
        escrow.reserve(jobId, one(payee, 9 ether));
        refuse(abi.encodeWithSelector(ILoamEscrow.FreeTooSmall.selector, jobId, 90 ether, 91 ether));
        vm.prank(session);
        escrow.reserve(jobId, one(payee, 101 ether));
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidPayee.selector, address(0)));
        vm.prank(session);
        escrow.reserve(jobId, one(address(0), 1));
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidPayee.selector, address(escrow)));
        vm.prank(session);
        escrow.reserve(jobId, one(address(escrow), 1));
        refuse(abi.encodeWithSelector(ILoamEscrow.UnknownJob.selector, bytes32("none")));
        escrow.reserve("none", one(payee, 1));
    }

    function test_strangersCommitNothing() public {
        bytes memory reason = abi.encodeWithSelector(ILoamEscrow.NotAllowed.selector, jobId, stranger);
        bytes[6] memory calls = [
            abi.encodeCall(escrow.reserve, (jobId, one(stranger, 1))),
            abi.encodeCall(escrow.settle, (jobId, one(stranger, 1))),
            abi.encodeCall(escrow.noticeClose, (jobId, only(payee))),
            abi.encodeCall(escrow.extend, (jobId, type(uint40).max)),
            abi.encodeCall(escrow.withdrawFree, (jobId, 1)),
            abi.encodeCall(escrow.close, (jobId))
        ];
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(stranger);
            (bool ok, bytes memory returned) = address(escrow).call(calls[i]);
            vm.assertTrue(!ok && keccak256(returned) == keccak256(reason), "a stranger was let in");
        }
    }

    function test_sessionKeyTakesNothingOut() public {
        refuse(abi.encodeWithSelector(ILoamEscrow.NotAllowed.selector, jobId, session));
        vm.prank(session);
        escrow.withdrawFree(jobId, 1);
        refuse(abi.encodeWithSelector(ILoamEscrow.NotAllowed.selector, jobId, session));
        vm.prank(session);
        escrow.extend(jobId, type(uint40).max);
    }

    function test_noticeThenFinish() public {
        reserve(jobId, payee, 10 ether);
        refuse(abi.encodeWithSelector(ILoamEscrow.NoticeMissing.selector, payee));
        escrow.finishClose(jobId, only(payee));
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        uint256 closesAt = block.timestamp + NOTICE;
        refuse(abi.encodeWithSelector(ILoamEscrow.NoticeRunning.selector, payee, closesAt));
        escrow.finishClose(jobId, only(payee));
        vm.warp(closesAt);
        escrow.finishClose(jobId, only(payee));
        vm.assertEq(escrow.job(jobId).free, 100 ether);
        vm.assertEq(escrow.channel(jobId, payee).epoch, 1);
    }

    function test_aSecondNoticeDoesNotMoveTheFirst() public {
        reserve(jobId, payee, 10 ether);
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        uint256 closesAt = escrow.channel(jobId, payee).closesAt;
        vm.warp(block.timestamp + 5);
        vm.prank(requestor);
        escrow.noticeClose(jobId, only(payee));
        vm.assertEq(escrow.channel(jobId, payee).closesAt, closesAt);
    }

    function test_reservingAgainCancelsTheNotice() public {
        reserve(jobId, payee, 10 ether);
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        reserve(jobId, payee, 10 ether);
        vm.warp(block.timestamp + NOTICE);
        refuse(abi.encodeWithSelector(ILoamEscrow.NoticeMissing.selector, payee));
        escrow.finishClose(jobId, only(payee));
    }

    function test_payeeLeaves() public {
        reserve(jobId, payee, 10 ether);
        vm.prank(payee);
        escrow.leaveJob(jobId);
        vm.assertEq(escrow.job(jobId).reserved, 0);
    }

    // ------------------------------------------------------------------ paying

    function test_anyoneRedeemsForThePayeeOnce() public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, 4 ether);
        bytes memory signature = sign(SESSION_KEY, voucher);
        vm.prank(stranger);
        escrow.redeem(voucher, signature);
        vm.assertEq(escrow.credit(payee), 4 ether);
        refuse(abi.encodeWithSelector(ILoamEscrow.NothingToPay.selector, jobId, payee, 4 ether));
        escrow.redeem(voucher, signature);
    }

    function test_redeemManyPassesOverWhatIsPaid() public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](2);
        bytes[] memory signatures = new bytes[](2);
        vouchers[0] = ILoamEscrow.Voucher(jobId, payee, 0, 5 ether);
        vouchers[1] = ILoamEscrow.Voucher(jobId, payee, 0, 3 ether);
        for (uint256 i; i < 2; ++i) signatures[i] = sign(SESSION_KEY, vouchers[i]);
        escrow.redeemMany(vouchers, signatures, new address[](0));
        vm.assertEq(escrow.credit(payee), 5 ether);
        refuse(abi.encodeWithSelector(ILoamEscrow.LengthsDiffer.selector, 2, 1));
        escrow.redeemMany(vouchers, new bytes[](1), new address[](0));
    }

    function test_forgedAndMovedVouchersFail() public {
        bytes32 other = openJob("other", 10 ether);
        reserve(jobId, payee, 10 ether);
        reserve(other, payee, 10 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, 4 ether);
        bytes memory byPayee = sign(PAYEE_KEY, voucher);
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
        escrow.redeem(voucher, byPayee);
        bytes memory good = sign(SESSION_KEY, voucher);
        voucher.jobId = other;
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
        escrow.redeem(voucher, good);
    }

    function test_anEndedEpochsVoucherIsRefusedInTheNext() public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, 4 ether);
        bytes memory signature = sign(SESSION_KEY, voucher);
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        vm.warp(block.timestamp + NOTICE);
        escrow.finishClose(jobId, only(payee));
        reserve(jobId, payee, 10 ether);
        refuse(abi.encodeWithSelector(ILoamEscrow.WrongEpoch.selector, jobId, payee, 1, 0));
        escrow.redeem(voucher, signature);
        voucher.epoch = 1;
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
        escrow.redeem(voucher, signature);
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
        vm.assertEq(escrow.credit(payee), 4 ether);
        voucher.epoch = 2;
        signature = sign(SESSION_KEY, voucher);
        refuse(abi.encodeWithSelector(ILoamEscrow.WrongEpoch.selector, jobId, payee, 1, 2));
        escrow.redeem(voucher, signature);
    }

    function test_codeAtTheSessionTakesNoVoucherBack() public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, 4 ether);
        bytes memory signature = sign(SESSION_KEY, voucher);
        vm.etch(session, address(new SignsNothing()).code);
        escrow.redeem(voucher, signature);
        vm.assertEq(escrow.credit(payee), 4 ether);
    }

    function test_codeAtTheSessionSignsNoVoucher() public {
        reserve(jobId, payee, 10 ether);
        vm.etch(session, address(new SignsEverything()).code);
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
        escrow.redeem(ILoamEscrow.Voucher(jobId, payee, 0, 4 ether), "");
    }

    function test_aContractWithdrawsBySignature() public {
        ILoamEscrow.Withdrawal memory order = creditedOrder();
        vm.etch(payee, address(new SignsEverything()).code);
        escrow.withdrawBySig(order, "");
        vm.assertEq(glm.balanceOf(order.to), 5 ether);
        vm.etch(payee, address(new SignsNothing()).code);
        order.nonce = 1;
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, payee));
        escrow.withdrawBySig(order, "");
    }

    function test_withdrawPaysOnlyThePayee() public {
        reserve(jobId, payee, 10 ether);
        vm.prank(session);
        escrow.settle(jobId, one(payee, 6 ether));
        vm.prank(stranger);
        escrow.withdraw(payee);
        vm.assertEq(glm.balanceOf(payee), 6 ether);
        refuse(abi.encodeWithSelector(ILoamEscrow.CreditTooSmall.selector, payee, 0, 1));
        escrow.withdraw(payee);
    }

    function test_withdrawBySigPaysTheRelayerOutOfTheAmount() public {
        ILoamEscrow.Withdrawal memory order = creditedOrder();
        bytes memory signature = sign(PAYEE_KEY, order);
        vm.prank(stranger);
        escrow.withdrawBySig(order, signature);
        vm.assertEq(glm.balanceOf(order.to), 5 ether);
        vm.assertEq(glm.balanceOf(stranger), 1 ether);
        vm.assertEq(escrow.withdrawalNonce(payee), 1);
        refuse(abi.encodeWithSelector(ILoamEscrow.WrongNonce.selector, payee, 1, 0));
        escrow.withdrawBySig(order, signature);
    }

    function test_withdrawBySigRefusals() public {
        ILoamEscrow.Withdrawal memory order = creditedOrder();
        bytes memory signature = sign(SESSION_KEY, order);
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, payee));
        escrow.withdrawBySig(order, signature);
        order.fee = 7 ether;
        refuse(abi.encodeWithSelector(ILoamEscrow.FeeTooLarge.selector, 6 ether, 7 ether));
        escrow.withdrawBySig(order, signature);
        order.fee = 0;
        order.amount = 7 ether;
        signature = sign(PAYEE_KEY, order);
        refuse(abi.encodeWithSelector(ILoamEscrow.CreditTooSmall.selector, payee, 6 ether, 7 ether));
        escrow.withdrawBySig(order, signature);
        order.to = address(0);
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidPayee.selector, address(0)));
        escrow.withdrawBySig(order, signature);
        order.to = address(escrow);
        refuse(abi.encodeWithSelector(ILoamEscrow.InvalidPayee.selector, address(escrow)));
        escrow.withdrawBySig(order, signature);
        (order.to, order.nonce) = (stranger, 3);
        refuse(abi.encodeWithSelector(ILoamEscrow.WrongNonce.selector, payee, 0, 3));
        escrow.withdrawBySig(order, signature);
        vm.warp(order.expiry + 1);
        refuse(abi.encodeWithSelector(ILoamEscrow.WithdrawalExpired.selector, order.expiry));
        escrow.withdrawBySig(order, signature);
    }

    function creditedOrder() internal returns (ILoamEscrow.Withdrawal memory) {
        reserve(jobId, payee, 10 ether);
        vm.prank(session);
        escrow.settle(jobId, one(payee, 6 ether));
        return ILoamEscrow.Withdrawal(payee, vm.addr(7), 6 ether, 1 ether, 0, block.timestamp + 60);
    }

    // ------------------------------------------------------------------ the end

    function test_fundExtendAndWithdrawFree() public {
        glm.approve(address(escrow), 3 ether);
        escrow.fund(jobId, 3 ether);
        uint40 deadline = escrow.job(jobId).deadline;
        refuse(abi.encodeWithSelector(ILoamEscrow.DeadlineFalls.selector, deadline, deadline));
        vm.prank(requestor);
        escrow.extend(jobId, deadline);
        vm.prank(requestor);
        escrow.extend(jobId, deadline + 1);
        vm.assertEq(escrow.job(jobId).deadline, deadline + 1);
        refuse(abi.encodeWithSelector(ILoamEscrow.FreeTooSmall.selector, jobId, 103 ether, 104 ether));
        vm.prank(requestor);
        escrow.withdrawFree(jobId, 104 ether);
        vm.prank(requestor);
        escrow.withdrawFree(jobId, 103 ether);
        vm.assertEq(escrow.job(jobId).refunded, 103 ether);
    }

    function test_closeRefundsTheRequestorAndEndsEverything() public {
        uint256 before = glm.balanceOf(requestor);
        vm.prank(session);
        escrow.close(jobId);
        vm.assertEq(glm.balanceOf(requestor), before + 100 ether);
        refuse(abi.encodeWithSelector(ILoamEscrow.JobIsClosed.selector, jobId));
        escrow.fund(jobId, 1);
    }
}
