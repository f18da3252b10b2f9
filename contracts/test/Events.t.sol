// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {Log, vm} from "./support/Vm.sol";

/// @dev What every call tells those who watch the chain, to the last argument.
contract EventsTest is EscrowFixture {
    bytes32 internal jobId;

    function setUp() public {
        deploy();
        jobId = openJobWithShare("job", 100 ether, 500);
        reserve(jobId, payee, 10 ether);
    }

    /// @dev The escrow's next events begin with the one that is emitted right after this.
    function expect() internal {
        vm.expectEmit(address(escrow));
    }

    /// @dev How many events of its own the escrow emitted since `vm.recordLogs`.
    function told() internal returns (uint256 count) {
        Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) if (logs[i].emitter == address(escrow)) ++count;
    }

    function test_theDepositsEvents() public {
        vm.deal(requestor, 1 ether);
        ILoamEscrow.Terms memory terms = termsFor("told", 5 ether);
        bytes32 opened = escrow.jobIdFor(requestor, "told");
        expect();
        emit ILoamEscrow.JobOpened(opened, requestor, session, terms, 0.3 ether);
        vm.prank(requestor);
        escrow.open{value: 0.3 ether}(terms);
        expect();
        emit ILoamEscrow.JobFunded(opened, requestor, 2 ether);
        vm.prank(requestor);
        escrow.fund(opened, 2 ether);
        expect();
        emit ILoamEscrow.JobExtended(opened, terms.deadline + 1);
        vm.prank(requestor);
        escrow.extend(opened, terms.deadline + 1);
        expect();
        emit ILoamEscrow.FreeWithdrawn(opened, 3 ether);
        vm.prank(requestor);
        escrow.withdrawFree(opened, 3 ether);
        expect();
        emit ILoamEscrow.JobClosed(opened, 4 ether);
        vm.prank(requestor);
        escrow.close(opened);
    }

    function test_aChannelsEvents() public {
        expect();
        emit ILoamEscrow.ChannelReserved(jobId, payee, 12 ether);
        reserve(jobId, payee, 12 ether);
        expect();
        emit ILoamEscrow.ChannelNoticed(jobId, payee, block.timestamp + NOTICE);
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        expect();
        emit ILoamEscrow.ChannelFreed(jobId, payee, 12 ether, 1);
        vm.prank(payee);
        escrow.leaveJob(jobId);
        expect();
        emit ILoamEscrow.ChannelReserved(jobId, payee, 1 ether);
        reserve(jobId, payee, 1 ether);
    }

    function test_aPaymentsEvents() public {
        expect();
        emit ILoamEscrow.Paid(jobId, payee, 4 ether);
        expect();
        emit ILoamEscrow.AuthorPaid(jobId, author, 0.2 ether);
        redeem(4 ether);
        expect();
        emit ILoamEscrow.Paid(jobId, payee, 6 ether);
        redeem(6 ether);
        expect();
        emit ILoamEscrow.Withdrawn(author, author, 0.3 ether, 0);
        escrow.withdraw(author);
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(payee, vm.addr(7), 2 ether, 1 ether, 0, block.timestamp);
        bytes memory signature = sign(PAYEE_KEY, order);
        expect();
        emit ILoamEscrow.Withdrawn(payee, order.to, 2 ether, 1 ether);
        escrow.withdrawBySig(order, signature);
    }

    function redeem(uint128 total) internal {
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, total);
        bytes memory signature = sign(SESSION_KEY, voucher);
        escrow.redeem(voucher, signature);
    }

    function test_whatChangesNothingTellsNothing() public {
        redeem(4 ether);
        vm.recordLogs();
        vm.prank(session);
        escrow.settle(jobId, one(payee, 4 ether));
        vm.assertEq(told(), 0);
        bytes32 nobodys = openJob("nobody's", 1 ether);
        reserve(nobodys, payee, 1 ether);
        vm.recordLogs();
        vm.prank(session);
        escrow.settle(nobodys, one(payee, 1 ether));
        vm.assertEq(told(), 1);
        bytes32 small = openJobWithShare("small", 1 ether, 500);
        reserve(small, payee, 1 ether);
        vm.recordLogs();
        vm.prank(session);
        escrow.settle(small, one(payee, 1));
        vm.assertEq(told(), 1);
        vm.assertEq(escrow.job(small).paid, 1);
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        vm.recordLogs();
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        vm.assertEq(told(), 0);
    }

    /// @dev Vouchers of one job that stand together credit its author once.
    function test_anAuthorIsToldOfOnceForAllThatIsPaidTogether() public {
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](2);
        bytes[] memory signatures = new bytes[](2);
        for (uint128 i; i < 2; ++i) {
            vouchers[i] = ILoamEscrow.Voucher(jobId, payee, 0, (i + 1) * 2 ether);
            signatures[i] = sign(SESSION_KEY, vouchers[i]);
        }
        vm.recordLogs();
        escrow.redeemMany(vouchers, signatures, new address[](0));
        vm.assertEq(told(), 3);
        vm.assertEq(escrow.credit(author), 0.2 ether);
    }
}
