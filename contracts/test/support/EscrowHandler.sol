// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../../src/ILoamEscrow.sol";
import {LocalGlm} from "../../src/LocalGlm.sol";
import {EscrowWorld} from "./EscrowWorld.sol";
import {bound, vm} from "./Vm.sol";

/// @dev Moves that the rules allow, in any order: amounts are drawn so that each one must work, and
/// a revert fails the run. A move that has nothing to do waits instead.
contract EscrowHandler is EscrowWorld {
    constructor(LocalGlm token) EscrowWorld(token) {}

    /// @dev What a requestor's or a stranger's move may never do to the channels of a job.
    modifier watched(uint256 seed, bool byPayee) {
        bytes32 jobId = jobs[seed % JOBS];
        ILoamEscrow.Channel[] memory before = channelsOf(jobId);
        _;
        ILoamEscrow.Channel[] memory afterwards = channelsOf(jobId);
        for (uint256 p; p < PAYEES; ++p) {
            vm.assertTrue(afterwards[p].paid >= before[p].paid, "paid fell");
            vm.assertTrue(afterwards[p].epoch >= before[p].epoch, "epoch fell");
            if (afterwards[p].cap >= before[p].cap) continue;
            bool noticed = before[p].closesAt != 0 && block.timestamp >= before[p].closesAt;
            vm.assertTrue(noticed || byPayee, "shrank before its notice was over");
            vm.assertEq(afterwards[p].cap, afterwards[p].paid, "shrank to something else than paid");
        }
    }

    /// @dev The job and the payee that a seed stands for.
    function meant(uint256 seed) internal view returns (bytes32 jobId, address who) {
        return (jobs[seed % JOBS], creditors[(seed / JOBS) % PAYEES]);
    }

    /// @dev A payee or an author.
    function creditor(uint256 seed) internal view returns (address who, uint256 key) {
        uint256 index = (seed / JOBS) % CREDITORS;
        return (creditors[index], FIRST_KEY + index);
    }

    function voucherFor(bytes32 jobId, address who, uint128 total)
        internal
        view
        returns (ILoamEscrow.Voucher memory voucher, bytes memory signature)
    {
        voucher = ILoamEscrow.Voucher(jobId, who, escrow.channel(jobId, who).epoch, total);
        signature = sign(SESSION_KEY, voucher);
    }

    function reserveMore(uint256 seed, uint256 more) external watched(seed, false) {
        (bytes32 jobId, address who) = meant(seed);
        ILoamEscrow.Job memory job = escrow.job(jobId);
        uint96 cap = escrow.channel(jobId, who).cap;
        vm.prank(seed % 2 == 0 ? requestor : job.session);
        escrow.reserve(jobId, one(who, uint128(cap + bound(more, 0, job.free / 2))));
    }

    /// @dev Also totals over the cap, which pay up to it.
    function redeemVoucher(uint256 seed, uint256 more) external watched(seed, false) {
        (bytes32 jobId, address who) = meant(seed);
        ILoamEscrow.Channel memory channel = escrow.channel(jobId, who);
        if (channel.paid == channel.cap) return later(more);
        uint256 total = channel.paid + bound(more, 1, 2 * (channel.cap - channel.paid));
        (ILoamEscrow.Voucher memory voucher, bytes memory signature) = voucherFor(jobId, who, uint128(total));
        escrow.redeem(voucher, signature);
    }

    /// @dev Any total: what is below `paid` or above the cap changes nothing more.
    function redeemSeveral(uint256 seed, uint128 first, uint128 second) external watched(seed, false) {
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](2);
        bytes[] memory signatures = new bytes[](2);
        (bytes32 jobId, address who) = meant(seed);
        (vouchers[0], signatures[0]) = voucherFor(jobId, who, first % 500 ether);
        (vouchers[1], signatures[1]) = voucherFor(jobs[(seed % JOBS + 1) % JOBS], who, second);
        escrow.redeemMany(vouchers, signatures, new address[](0));
    }

    /// @dev Paid out as well: the payee, and somebody who may have no credit.
    function redeemAndPayOut(uint256 seed, uint128 total) external watched(seed, false) {
        (bytes32 jobId, address who) = meant(seed);
        (address other,) = creditor(seed / 7);
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](1);
        bytes[] memory signatures = new bytes[](1);
        (vouchers[0], signatures[0]) = voucherFor(jobId, who, total % 500 ether);
        address[] memory payOut = new address[](2);
        (payOut[0], payOut[1]) = (who, other);
        (uint256 before, uint256 beforeOther) = (glm.balanceOf(who), glm.balanceOf(other));
        escrow.redeemMany(vouchers, signatures, payOut);
        withdrawn[who] += glm.balanceOf(who) - before;
        if (other != who) withdrawn[other] += glm.balanceOf(other) - beforeOther;
    }

    function settleTotal(uint256 seed, uint128 total) external watched(seed, false) {
        (bytes32 jobId, address who) = meant(seed);
        vm.prank(requestor);
        escrow.settle(jobId, one(who, total % 100 ether));
    }

    function giveNotice(uint256 seed) external watched(seed, false) {
        (bytes32 jobId, address who) = meant(seed);
        vm.prank(escrow.job(jobId).session);
        escrow.noticeClose(jobId, only(who));
    }

    function finishNotice(uint256 seed) external watched(seed, false) {
        (bytes32 jobId, address who) = meant(seed);
        uint256 closesAt = escrow.channel(jobId, who).closesAt;
        if (closesAt == 0 || block.timestamp < closesAt) return later(seed);
        escrow.finishClose(jobId, only(who));
    }

    function leaveJob(uint256 seed) external watched(seed, true) {
        (bytes32 jobId, address who) = meant(seed);
        vm.prank(who);
        escrow.leaveJob(jobId);
    }

    function fund(uint256 seed, uint128 amount) external watched(seed, false) {
        (bytes32 jobId,) = meant(seed);
        vm.prank(requestor);
        escrow.fund(jobId, amount % 50 ether);
    }

    function extend(uint256 seed, uint40 more) external watched(seed, false) {
        (bytes32 jobId,) = meant(seed);
        uint40 deadline = escrow.job(jobId).deadline;
        vm.prank(requestor);
        escrow.extend(jobId, deadline + 1 + more % 1 hours);
    }

    function withdrawFree(uint256 seed, uint256 amount) external watched(seed, false) {
        (bytes32 jobId,) = meant(seed);
        amount = bound(amount, 0, escrow.job(jobId).free / 4);
        vm.prank(requestor);
        escrow.withdrawFree(jobId, uint128(amount));
    }

    function withdraw(uint256 seed) external watched(seed, false) {
        (address who,) = creditor(seed);
        uint256 credit = escrow.credit(who);
        if (credit == 0) return later(seed);
        escrow.withdraw(who);
        withdrawn[who] += credit;
    }

    function withdrawBySig(uint256 seed, uint256 amount, uint256 fee) external watched(seed, false) {
        (address who, uint256 key) = creditor(seed);
        uint256 credit = escrow.credit(who);
        if (credit == 0) return later(seed);
        ILoamEscrow.Withdrawal memory order;
        order.payee = who;
        order.to = vm.addr(7);
        order.amount = bound(amount, 1, credit);
        order.fee = bound(fee, 0, order.amount);
        order.nonce = escrow.withdrawalNonce(who);
        order.expiry = block.timestamp;
        escrow.withdrawBySig(order, sign(key, order));
        withdrawn[who] += order.amount;
    }

    /// @dev By the session key once nothing is reserved, or by anyone after deadline and grace.
    function close(uint256 seed, uint128 next) external {
        (bytes32 jobId,) = meant(seed);
        ILoamEscrow.Job memory job = escrow.job(jobId);
        bool over = block.timestamp > uint256(job.deadline) + job.grace;
        if (!over && job.reserved > 0) return later(seed);
        vm.prank(over ? stranger : job.session);
        escrow.close(jobId);
        replace(seed % JOBS, next % 1_000 ether);
    }

    function donate(uint256 amount) external {
        amount = amount % 1 ether;
        glm.transfer(address(escrow), amount);
        donated += amount;
    }

    function later(uint256 duration) public {
        vm.warp(block.timestamp + bound(duration, 1, 30 minutes));
    }

    /// @dev To a second at which a rule changes its mind, or one to either side of it.
    function toABoundary(uint256 seed) external {
        (bytes32 jobId, address who) = meant(seed);
        ILoamEscrow.Job memory job = escrow.job(jobId);
        uint256 moment = escrow.channel(jobId, who).closesAt;
        if (moment == 0) moment = uint256(job.deadline) + (seed % 2) * job.grace;
        moment = moment + seed % 3 - 1;
        if (moment > block.timestamp) vm.warp(moment);
    }
}
