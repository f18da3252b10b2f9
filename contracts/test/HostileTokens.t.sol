// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {Mood, OddToken} from "./support/OddToken.sol";
import {ReenteringGlm} from "./support/ReenteringGlm.sol";
import {vm} from "./support/Vm.sol";

/// @dev Tokens that take a fee, lie, say nothing, pause, or call back.
contract HostileTokensTest is EscrowFixture {
    OddToken internal token;
    bytes32 internal jobId;

    function setUp() public {
        token = new OddToken();
        deploy(token);
        jobId = openJob("job", 100 ether);
        reserve(jobId, payee, 10 ether);
        reserve(jobId, stranger, 10 ether);
        vm.prank(session);
        escrow.settle(jobId, one(payee, 6 ether));
        vm.prank(session);
        escrow.settle(jobId, one(stranger, 5 ether));
    }

    function refusesDeposits(bytes memory reason) internal {
        ILoamEscrow.Terms memory terms = termsFor("odd", 1 ether);
        vm.expectRevert(reason);
        vm.prank(requestor);
        escrow.open(terms);
        vm.expectRevert(reason);
        vm.prank(requestor);
        escrow.fund(jobId, 1 ether);
    }

    function shortTransfer(uint256 received) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILoamEscrow.ShortTransfer.selector, 1 ether, received);
    }

    function test_refusesDepositsThatArriveShortLongOrNotAtAll() public {
        token.become(Mood.TakesAFee);
        refusesDeposits(shortTransfer(0.99 ether));
        token.become(Mood.AddsABonus);
        refusesDeposits(shortTransfer(1 ether + 1));
        token.become(Mood.MovesNothing);
        refusesDeposits(shortTransfer(0));
        token.become(Mood.ReturnsFalse);
        refusesDeposits(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token)));
    }

    function test_aFeeOnTheWayOutIsTheReceiversAlone() public {
        token.become(Mood.TakesAFee);
        escrow.withdraw(payee);
        vm.assertEq(token.balanceOf(payee), 5.94 ether);
        vm.assertEq(token.balanceOf(address(escrow)), 94 ether);
        vm.assertEq(escrow.credit(stranger), 5 ether);
    }

    function test_aTokenThatReturnsNothingWorks() public {
        token.become(Mood.ReturnsNothing);
        vm.prank(requestor);
        escrow.fund(jobId, 1 ether);
        escrow.withdraw(payee);
        vm.assertEq(token.balanceOf(payee), 6 ether);
        vm.assertEq(escrow.job(jobId).free, 81 ether);
    }

    /// @dev Some tokens refuse to move nothing: without a fee none is moved.
    function test_anOrderWithoutAFeeMovesNone() public {
        token.become(Mood.RefusesNothing);
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(payee, vm.addr(7), 1 ether, 0, 0, block.timestamp);
        escrow.withdrawBySig(order, sign(PAYEE_KEY, order));
        vm.assertEq(token.balanceOf(order.to), 1 ether);
    }

    function test_whatIsOwedOutlivesATokenThatPausesOrLies() public {
        refusesToPayOut(Mood.Pauses, abi.encodeWithSelector(OddToken.Paused.selector));
        refusesToPayOut(
            Mood.ReturnsFalse,
            abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token))
        );
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, 7 ether);
        token.become(Mood.Pauses);
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
        vm.prank(payee);
        escrow.leaveJob(jobId);
        token.become(Mood.Honest);
        escrow.withdraw(payee);
        vm.assertEq(token.balanceOf(payee), 7 ether);
    }

    function refusesToPayOut(Mood mood, bytes memory reason) internal {
        token.become(mood);
        vm.expectRevert(reason);
        escrow.withdraw(payee);
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(payee, vm.addr(7), 1 ether, 0, 0, block.timestamp);
        bytes memory signature = sign(PAYEE_KEY, order);
        vm.expectRevert(reason);
        escrow.withdrawBySig(order, signature);
        vm.expectRevert(reason);
        vm.prank(requestor);
        escrow.withdrawFree(jobId, 1 ether);
        vm.assertEq(escrow.credit(payee), 6 ether);
        vm.assertEq(escrow.withdrawalNonce(payee), 0);
    }
}

/// @dev A token that calls the escrow back in the middle of each of its transfers.
contract ReentryTest is EscrowFixture {
    ReenteringGlm internal token;
    bytes32 internal jobId;

    function setUp() public {
        token = new ReenteringGlm();
        deploy(token);
        // The token may move GLM of its own and is the requestor of a job: nothing but the guard
        // stops what it calls.
        token.transfer(address(token), 50 ether);
        vm.prank(address(token));
        token.approve(address(escrow), type(uint256).max);
        vm.prank(address(token));
        jobId = escrow.open(termsFor("token's", 20 ether));
        credit(payee, 6 ether);
        credit(stranger, 5 ether);
    }

    function credit(address who, uint128 amount) internal {
        reserve(jobId, who, amount);
        vm.prank(session);
        escrow.settle(jobId, one(who, amount));
    }

    function test_aPermitLetsNobodyIn() public {
        bytes[8] memory calls = guarded();
        for (uint256 i; i < calls.length; ++i) {
            token.arm(address(escrow), calls[i]);
            ILoamEscrow.Permit memory permit = signPermit(REQUESTOR_KEY, i, 0);
            vm.prank(requestor);
            escrow.openWithPermit(termsFor(bytes32(i), 1 ether), permit);
            refusesTheCallBack();
        }
    }

    function order(address who) internal view returns (ILoamEscrow.Withdrawal memory) {
        return ILoamEscrow.Withdrawal(who, vm.addr(7), 1 ether, 0, 0, block.timestamp);
    }

    function guarded() internal view returns (bytes[8] memory) {
        return [
            abi.encodeCall(escrow.open, (termsFor("again", 1 ether))),
            abi.encodeCall(escrow.fund, (jobId, 1 ether)),
            abi.encodeCall(escrow.withdrawFree, (jobId, 1 ether)),
            abi.encodeCall(escrow.withdraw, (payee)),
            abi.encodeCall(escrow.withdrawBySig, (order(payee), sign(PAYEE_KEY, order(payee)))),
            abi.encodeCall(escrow.redeemMany, (new ILoamEscrow.Voucher[](0), new bytes[](0), only(payee))),
            abi.encodeCall(escrow.close, (jobId)),
            abi.encodeCall(escrow.openWithPermit, (termsFor("permitted", 1 ether), signPermit(SESSION_KEY, 0, 0)))
        ];
    }

    function refusesTheCallBack() internal view {
        vm.assertTrue(token.called() && !token.worked(), "re-entered");
        vm.assertEq(
            token.returned(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector)
        );
    }

    function test_nothingThatMovesGlmIsEnteredInTheMiddleOfATransfer() public {
        bytes[8] memory calls = guarded();
        for (uint256 i; i < calls.length; ++i) {
            token.arm(address(escrow), calls[i]);
            vm.prank(requestor);
            escrow.fund(jobId, 1);
            refusesTheCallBack();
        }
    }

    function test_noTransferLetsAnybodyIn() public {
        bytes[8] memory calls = guarded();
        for (uint256 i; i < calls.length; ++i) {
            token.arm(address(escrow), abi.encodeCall(escrow.withdraw, (stranger)));
            vm.prank(address(token));
            (bool worked,) = address(escrow).call(calls[i]);
            vm.assertTrue(worked, "the outer call failed");
            refusesTheCallBack();
            // Its credit was withdrawn: the next ones need some.
            if (i == 3 || i == 5) credit(payee, uint128(i + 5) * 1 ether);
        }
        vm.assertEq(escrow.credit(stranger), 5 ether);
    }

    /// @dev What is not guarded reads books that are already written.
    function test_theBooksAreWrittenBeforeGlmMoves() public {
        checkDuring(abi.encodeCall(escrow.credit, (payee)), abi.encodeCall(escrow.withdraw, (payee)), abi.encode(0));
        credit(payee, 8 ether);
        bytes memory signed = guarded()[4];
        checkDuring(abi.encodeCall(escrow.credit, (payee)), signed, abi.encode(1 ether));
        checkJob(abi.encodeCall(escrow.withdrawFree, (jobId, 1 ether)));
        checkJob(abi.encodeCall(escrow.fund, (jobId, 1 ether)));
        checkJob(abi.encodeCall(escrow.close, (jobId)));
    }

    function checkDuring(bytes memory reading, bytes memory moving, bytes memory expected) internal {
        token.arm(address(escrow), reading);
        vm.prank(address(token));
        (bool worked,) = address(escrow).call(moving);
        vm.assertTrue(worked && token.called(), "nothing moved");
        vm.assertEq(token.returned(), expected);
    }

    /// @dev What the token saw of its job is what the job is afterwards.
    function checkJob(bytes memory moving) internal {
        token.arm(address(escrow), abi.encodeCall(escrow.job, (jobId)));
        vm.prank(address(token));
        (bool worked,) = address(escrow).call(moving);
        vm.assertTrue(worked && token.called(), "nothing moved");
        vm.assertEq(token.returned(), abi.encode(escrow.job(jobId)));
    }
}
