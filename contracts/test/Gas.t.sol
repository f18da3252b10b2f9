// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {vm} from "./support/Vm.sol";

/// @dev The chain gas of every call, each as a transaction of its own, kept in
/// `contracts/snapshots/` and held there by `npm run check`.
contract GasTest is EscrowFixture {
    uint256 internal constant PAYEES = 50;
    uint256 internal constant FIRST_KEY = 0x1000;
    bytes32 internal jobId;

    function setUp() public {
        deploy();
        jobId = openJob("job", 100 ether);
        reserve(jobId, payee, 10 ether);
        reserve(jobId, stranger, 10 ether);
        vm.prank(session);
        escrow.settle(jobId, one(payee, 2 ether));
        vm.deal(requestor, 1 ether);
    }

    function many(uint128 amount) internal pure returns (ILoamEscrow.PayeeAmount[] memory list) {
        list = new ILoamEscrow.PayeeAmount[](PAYEES);
        for (uint256 i; i < PAYEES; ++i) {
            list[i] = ILoamEscrow.PayeeAmount(vm.addr(FIRST_KEY + i), amount);
        }
    }

    function test_gasOfTheDeposit() public {
        ILoamEscrow.Terms memory terms = termsFor("measured", 100 ether);
        vm.prank(requestor);
        bytes32 opened = escrow.open{value: 0.1 ether}(terms);
        vm.snapshotGasLastCall("LoamEscrow", "open with a stipend");
        vm.prank(requestor);
        escrow.fund(opened, 1 ether);
        vm.snapshotGasLastCall("LoamEscrow", "fund");
        uint40 later = terms.deadline + 1;
        vm.prank(requestor);
        escrow.extend(opened, later);
        vm.snapshotGasLastCall("LoamEscrow", "extend");
        vm.prank(requestor);
        escrow.withdrawFree(opened, 1 ether);
        vm.snapshotGasLastCall("LoamEscrow", "withdrawFree");
        vm.prank(session);
        escrow.close(opened);
        vm.snapshotGasLastCall("LoamEscrow", "close");
    }

    /// @dev What comes before a job where nothing is allowed: an exact allowance, or the permit with it.
    function test_gasOfTheAllowance() public {
        vm.prank(requestor);
        glm.approve(address(escrow), 0);
        ILoamEscrow.Terms memory terms = termsFor("permitted", 100 ether);
        ILoamEscrow.Permit memory permit = signPermit(REQUESTOR_KEY, 0, block.timestamp);
        vm.prank(requestor);
        escrow.openWithPermit{value: 0.1 ether}(terms, permit);
        vm.snapshotGasLastCall("LoamEscrow", "openWithPermit with a stipend, a first permit");
        vm.prank(requestor);
        glm.approve(address(escrow), 0);
        vm.snapshotGasLastCall("LocalGlm", "approve nothing");
        vm.prank(requestor);
        glm.approve(address(escrow), 100 ether);
        vm.snapshotGasLastCall("LocalGlm", "approve an amount");
        ILoamEscrow.Terms memory exact = termsFor("exact", 100 ether);
        vm.prank(requestor);
        escrow.open{value: 0.1 ether}(exact);
        vm.snapshotGasLastCall("LoamEscrow", "open with a stipend, of an exact allowance");
    }

    function test_gasOfChannels() public {
        ILoamEscrow.PayeeAmount[] memory caps = many(1 ether);
        vm.prank(session);
        escrow.reserve(jobId, caps);
        vm.snapshotGasLastCall("LoamEscrow", "reserve for 50 new payees");
        ILoamEscrow.PayeeAmount[] memory raised = one(payee, 12 ether);
        vm.prank(session);
        escrow.reserve(jobId, raised);
        vm.snapshotGasLastCall("LoamEscrow", "reserve more for one");
        address[] memory noticed = only(payee);
        vm.prank(session);
        escrow.noticeClose(jobId, noticed);
        vm.snapshotGasLastCall("LoamEscrow", "noticeClose for one");
        vm.warp(block.timestamp + NOTICE);
        escrow.finishClose(jobId, noticed);
        vm.snapshotGasLastCall("LoamEscrow", "finishClose for one");
        vm.prank(stranger);
        escrow.leaveJob(jobId);
        vm.snapshotGasLastCall("LoamEscrow", "leaveJob");
    }

    function test_gasOfVouchers() public {
        redeem(stranger, 1 ether);
        vm.snapshotGasLastCall("LoamEscrow", "redeem, the payee's first");
        redeem(payee, 3 ether);
        vm.snapshotGasLastCall("LoamEscrow", "redeem, a later one");
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](2);
        bytes[] memory signatures = new bytes[](2);
        vouchers[0] = ILoamEscrow.Voucher(jobId, payee, 0, 4 ether);
        vouchers[1] = ILoamEscrow.Voucher(jobId, stranger, 0, 2 ether);
        for (uint256 i; i < 2; ++i) signatures[i] = sign(SESSION_KEY, vouchers[i]);
        escrow.redeemMany(vouchers, signatures, new address[](0));
        vm.snapshotGasLastCall("LoamEscrow", "redeemMany of two");
    }

    function test_gasOfManyVouchers() public {
        ILoamEscrow.PayeeAmount[] memory list = many(1 ether);
        vm.prank(session);
        escrow.reserve(jobId, list);
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](PAYEES);
        bytes[] memory signatures = new bytes[](PAYEES);
        for (uint256 i; i < PAYEES; ++i) {
            vouchers[i] = ILoamEscrow.Voucher(jobId, list[i].payee, 0, list[i].amount);
            signatures[i] = sign(SESSION_KEY, vouchers[i]);
        }
        escrow.redeemMany(vouchers, signatures, new address[](0));
        vm.snapshotGasLastCall("LoamEscrow", "redeemMany for 50 payees' first");
    }

    function redeem(address who, uint128 total) internal {
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobId, who, 0, total);
        bytes memory signature = sign(SESSION_KEY, voucher);
        escrow.redeem(voucher, signature);
    }

    function test_gasOfSettling() public {
        ILoamEscrow.PayeeAmount[] memory list = many(1 ether);
        vm.prank(session);
        escrow.reserve(jobId, list);
        vm.prank(session);
        escrow.settle(jobId, list);
        vm.snapshotGasLastCall("LoamEscrow", "settle for 50 payees' first");
    }

    function test_gasOfWithdrawing() public {
        ILoamEscrow.Withdrawal memory order =
            ILoamEscrow.Withdrawal(payee, vm.addr(7), 1 ether, 0.1 ether, 0, block.timestamp);
        bytes memory signature = sign(PAYEE_KEY, order);
        vm.prank(stranger);
        escrow.withdrawBySig(order, signature);
        vm.snapshotGasLastCall("LoamEscrow", "withdrawBySig with a fee");
        escrow.withdraw(payee);
        vm.snapshotGasLastCall("LoamEscrow", "withdraw");
    }
}
