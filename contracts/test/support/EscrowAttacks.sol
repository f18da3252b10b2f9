// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../../src/ILoamEscrow.sol";
import {LocalGlm} from "../../src/LocalGlm.sol";
import {EscrowHandler} from "./EscrowHandler.sol";
import {bound, vm} from "./Vm.sol";

/// @dev Moves that the rules forbid, between those that they allow: one that works fails the run.
contract EscrowAttacks is EscrowHandler {
    constructor(LocalGlm token) EscrowHandler(token) {}

    function mustFail(address caller, bytes memory data, string memory message) private {
        vm.prank(caller);
        (bool worked,) = address(escrow).call(data);
        vm.assertTrue(!worked, message);
    }

    /// @dev Now and then an attack waits for the last second before `moment`.
    function toLastSecond(uint256 moment, uint256 chance) private {
        if (chance % 8 == 0 && block.timestamp + 1 < moment) vm.warp(moment - 1);
    }

    function forgeVoucher(uint256 seed, uint128 total) external {
        (bytes32 jobId, address who) = meant(seed);
        (ILoamEscrow.Voucher memory voucher,) = voucherFor(jobId, who, total);
        bytes memory signature = sign(FIRST_KEY + (seed / JOBS) % PAYEES, voucher);
        mustFail(stranger, abi.encodeCall(escrow.redeem, (voucher, signature)), "a forged voucher paid");
    }

    /// @dev A true signature under another job, payee, total or epoch.
    function bendVoucher(uint256 seed, uint128 total) external {
        (bytes32 jobId, address who) = meant(seed);
        (ILoamEscrow.Voucher memory voucher, bytes memory signature) = voucherFor(jobId, who, total);
        uint256 kind = total % 4;
        if (kind == 0) voucher.jobId = jobs[(seed % JOBS + 1) % JOBS];
        if (kind == 1) voucher.payee = creditors[((seed / JOBS) % PAYEES + 1) % PAYEES];
        if (kind == 2) voucher.cumulative = total ^ 1;
        if (kind == 3) ++voucher.epoch;
        mustFail(stranger, abi.encodeCall(escrow.redeem, (voucher, signature)), "a bent voucher paid");
    }

    /// @dev Signed by the session key, for an epoch that ended or has not begun.
    function replayEpoch(uint256 seed, uint24 epoch, uint128 total) external {
        (bytes32 jobId, address who) = meant(seed);
        uint24 current = escrow.channel(jobId, who).epoch;
        epoch = uint24(bound(epoch, 0, uint256(current) + 1));
        if (epoch == current) return;
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, who, epoch, total);
        bytes memory signature = sign(SESSION_KEY, voucher);
        mustFail(who, abi.encodeCall(escrow.redeem, (voucher, signature)), "another epoch's voucher paid");
    }

    /// @dev A payee is a stranger to everything but its own channel.
    function overreach(uint256 seed, uint128 amount) external {
        (bytes32 jobId, address who) = meant(seed);
        mustFail(who, abi.encodeCall(escrow.reserve, (jobId, one(who, amount))), "a payee reserved");
        mustFail(who, abi.encodeCall(escrow.settle, (jobId, one(who, amount))), "a payee settled");
        mustFail(who, abi.encodeCall(escrow.noticeClose, (jobId, only(creditors[0]))), "a payee gave notice");
        mustFail(who, abi.encodeCall(escrow.withdrawFree, (jobId, amount)), "a payee took the deposit");
        mustFail(who, abi.encodeCall(escrow.extend, (jobId, type(uint40).max)), "a payee extended");
        address session_ = escrow.job(jobId).session;
        mustFail(session_, abi.encodeCall(escrow.withdrawFree, (jobId, amount)), "the session key took GLM");
        mustFail(session_, abi.encodeCall(escrow.extend, (jobId, type(uint40).max)), "the session key extended");
    }

    function promiseTooMuch(uint256 seed, uint256 more) external {
        (bytes32 jobId, address who) = meant(seed);
        ILoamEscrow.Job memory job = escrow.job(jobId);
        uint256 cap = uint256(escrow.channel(jobId, who).cap) + job.free;
        cap = bound(more, cap + 1, type(uint128).max);
        mustFail(requestor, abi.encodeCall(escrow.reserve, (jobId, one(who, uint128(cap)))), "overcommitted");
        uint256 taken = bound(more, uint256(job.free) + 1, type(uint128).max);
        mustFail(requestor, abi.encodeCall(escrow.withdrawFree, (jobId, uint128(taken))), "took what is reserved");
    }

    function shrinkEarly(uint256 seed, uint256 less) external {
        (bytes32 jobId, address who) = meant(seed);
        ILoamEscrow.Channel memory channel = escrow.channel(jobId, who);
        if (channel.cap > 0) {
            uint128 cap = uint128(bound(less, 0, channel.cap - 1));
            mustFail(requestor, abi.encodeCall(escrow.reserve, (jobId, one(who, cap))), "a cap was lowered");
        }
        toLastSecond(channel.closesAt, less);
        if (channel.closesAt == 0 || block.timestamp < channel.closesAt) {
            mustFail(requestor, abi.encodeCall(escrow.finishClose, (jobId, only(who))), "closed before notice");
        }
    }

    function closeEarly(uint256 seed) external {
        (bytes32 jobId, address who) = meant(seed);
        ILoamEscrow.Job memory job = escrow.job(jobId);
        uint256 closableAt = uint256(job.deadline) + job.grace;
        toLastSecond(closableAt + 1, seed / 64);
        if (block.timestamp > closableAt) return;
        bytes memory data = abi.encodeCall(escrow.close, (jobId));
        mustFail(who, data, "a payee closed");
        if (job.reserved > 0) mustFail(requestor, data, "closed over reservations");
    }

    function bendWithdrawal(uint256 seed, uint256 more) external {
        (address who, uint256 key) = creditor(seed);
        uint256 credit = escrow.credit(who);
        if (credit == 0) return;
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(who, stranger, credit, 0, escrow.withdrawalNonce(who), block.timestamp);
        uint256 kind = more % 5;
        if (kind == 0) ++order.nonce;
        if (kind == 1) --order.expiry;
        if (kind == 2) order.amount += bound(more, 1, 1 ether);
        bytes memory signature = sign(kind == 3 ? SESSION_KEY : key, order);
        if (kind == 4) order.fee = 1;
        mustFail(stranger, abi.encodeCall(escrow.withdrawBySig, (order, signature)), "a bent withdrawal paid");
    }

    /// @dev The requestor's standing allowance, and a permit of it, are no payee's.
    function spendAnothers(uint256 seed, uint128 amount) external {
        (bytes32 jobId, address who) = meant(seed);
        ILoamEscrow.Terms memory terms = termsFor(bytes32(seed), uint128(bound(amount, 1, 1_000 ether)));
        ILoamEscrow.Permit memory permit = signPermit(REQUESTOR_KEY, glm.nonces(requestor), block.timestamp);
        mustFail(who, abi.encodeCall(escrow.openWithPermit, (terms, permit)), "a payee spent another's permit");
        mustFail(who, abi.encodeCall(escrow.fund, (jobId, terms.amount)), "a payee spent another's allowance");
    }

    function raiseTheDead(uint256 seed, uint128 amount) external {
        (, address who) = meant(seed);
        if (lastClosed == 0) return;
        (ILoamEscrow.Voucher memory voucher, bytes memory signature) = voucherFor(lastClosed, who, amount);
        mustFail(who, abi.encodeCall(escrow.redeem, (voucher, signature)), "a closed job paid");
        mustFail(who, abi.encodeCall(escrow.leaveJob, (lastClosed)), "a closed job was left");
        mustFail(requestor, abi.encodeCall(escrow.fund, (lastClosed, amount)), "a closed job was funded");
        mustFail(requestor, abi.encodeCall(escrow.close, (lastClosed)), "a job was closed twice");
    }
}
