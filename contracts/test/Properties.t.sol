// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {bound, vm} from "./support/Vm.sol";

/// @dev What holds for every amount, order, moment and key.
contract PropertiesTest is EscrowFixture {
    bytes32 internal jobId;

    function setUp() public {
        deploy();
        jobId = openJob("job", 100 ether);
    }

    function least(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    function testFuzz_vouchersInAnyOrderPayTheLargestOnce(uint96 cap, uint128[3] memory totals) public {
        cap = uint96(bound(cap, 0, 100 ether));
        reserve(jobId, payee, cap);
        uint256 largest;
        for (uint256 i; i < 3; ++i) {
            totals[i] %= 200 ether;
            if (totals[i] > largest) largest = totals[i];
            ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](1);
            bytes[] memory signatures = new bytes[](1);
            vouchers[0] = ILoamEscrow.Voucher(jobId, payee, 0, totals[i]);
            signatures[0] = sign(SESSION_KEY, vouchers[0]);
            escrow.redeemMany(vouchers, signatures, new address[](0));
            vm.assertEq(escrow.credit(payee), least(largest, cap));
        }
        vm.assertEq(escrow.channel(jobId, payee).paid, least(largest, cap));
        vm.assertEq(escrow.job(jobId).reserved, cap - least(largest, cap));
    }

    function testFuzz_capsNeverExceedTheDeposit(uint128 first, uint128 second) public {
        first %= 120 ether;
        second %= 120 ether;
        bool fits = uint256(first) + second <= 100 ether;
        ILoamEscrow.PayeeAmount[] memory caps = new ILoamEscrow.PayeeAmount[](2);
        caps[0] = ILoamEscrow.PayeeAmount(payee, first);
        caps[1] = ILoamEscrow.PayeeAmount(stranger, second);
        if (!fits) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    ILoamEscrow.FreeTooSmall.selector, jobId, 100 ether, uint256(first) + second
                )
            );
        }
        vm.prank(session);
        escrow.reserve(jobId, caps);
        vm.assertEq(escrow.job(jobId).reserved, fits ? uint256(first) + second : 0);
    }

    function testFuzz_aChannelKeepsItsCapUntilItsNoticeIsOver(uint256 wait, uint128 earned) public {
        reserve(jobId, payee, 10 ether);
        vm.prank(session);
        escrow.noticeClose(jobId, only(payee));
        uint256 closesAt = block.timestamp + NOTICE;
        vm.warp(bound(wait, block.timestamp, closesAt - 1));
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.NoticeRunning.selector, payee, closesAt));
        escrow.finishClose(jobId, only(payee));
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, uint128(bound(earned, 1, 10 ether)));
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
        vm.warp(closesAt);
        escrow.finishClose(jobId, only(payee));
        vm.assertEq(escrow.credit(payee), voucher.cumulative);
        vm.assertEq(escrow.channel(jobId, payee).cap, voucher.cumulative);
        vm.assertEq(escrow.job(jobId).free, 100 ether - voucher.cumulative);
    }

    function testFuzz_requestorCannotEscapeBeforeGrace(uint256 wait, uint128 earned) public {
        reserve(jobId, payee, 10 ether);
        uint256 closableAt = escrow.job(jobId).deadline + GRACE;
        vm.warp(bound(wait, block.timestamp, closableAt));
        vm.expectRevert(
            abi.encodeWithSelector(ILoamEscrow.StillReserved.selector, jobId, 10 ether, closableAt)
        );
        vm.prank(requestor);
        escrow.close(jobId);
        ILoamEscrow.Voucher memory voucher =
            ILoamEscrow.Voucher(jobId, payee, 0, uint128(bound(earned, 1, type(uint128).max)));
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
        uint256 due = least(voucher.cumulative, 10 ether);
        vm.assertEq(escrow.credit(payee), due);
        vm.warp(closableAt + 1);
        vm.prank(stranger);
        escrow.close(jobId);
        vm.assertEq(escrow.job(jobId).refunded, 100 ether - due);
    }

    function testFuzz_onlyTheSessionKeySignsVouchers(uint256 key, uint8 bit, uint128 total) public {
        reserve(jobId, payee, 10 ether);
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, payee, 0, total);
        key = bound(key, 1, type(uint128).max);
        bytes memory signature = sign(key == SESSION_KEY ? key + 1 : key, voucher);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
        escrow.redeem(voucher, signature);
        signature = sign(SESSION_KEY, voucher);
        signature[bit % 65] ^= bytes1(uint8(1) << (bit % 8));
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidSignature.selector, session));
        escrow.redeem(voucher, signature);
    }

    function testFuzz_anOrderMovesItsAmountAndNoMore(uint256 amount, uint256 fee, uint256 wait) public {
        credit(payee, 6 ether);
        amount = bound(amount, 1, 6 ether);
        fee = bound(fee, 0, amount);
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(payee, vm.addr(7), amount, fee, 0, block.timestamp + 60);
        bytes memory signature = sign(PAYEE_KEY, order);
        vm.warp(bound(wait, block.timestamp, order.expiry));
        vm.prank(stranger);
        escrow.withdrawBySig(order, signature);
        vm.assertEq(glm.balanceOf(order.to), amount - fee);
        vm.assertEq(glm.balanceOf(stranger), fee);
        vm.assertEq(escrow.credit(payee), 6 ether - amount);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.WrongNonce.selector, payee, 1, 0));
        escrow.withdrawBySig(order, signature);
    }

    function credit(address who, uint128 amount) internal {
        reserve(jobId, who, amount);
        vm.prank(session);
        escrow.settle(jobId, one(who, amount));
    }
}
