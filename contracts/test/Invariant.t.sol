// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {bound, vm} from "./support/Vm.sol";

/// @dev Everybody's moves, honest and not, in any order. Keeps its own books beside the contract's.
contract EscrowHandler is EscrowFixture {
    uint256 internal constant JOBS = 3;
    uint256 internal constant PAYEES = 4;
    bytes32[] public jobs;
    string public broken;
    mapping(bytes32 => mapping(address => uint256)) internal paidBefore;

    constructor() {
        deploy();
        jobs.push(openJob("no author", 1_000 ether));
        for (uint256 j = 1; j < JOBS; ++j) {
            author = authorAt(j);
            jobs.push(openJobWithShare(bytes32(j), 1_000 ether, uint16(j * 1_337)));
        }
    }

    function authorAt(uint256 j) public pure returns (address) {
        return vm.addr(200 + j % JOBS);
    }

    function payeeAt(uint256 seed) public pure returns (address) {
        return vm.addr(100 + seed % PAYEES);
    }

    function jobAt(uint256 seed) internal view returns (bytes32) {
        return jobs[seed % JOBS];
    }

    function reserveSome(uint256 j, uint256 p, uint128 cap) external {
        vm.prank(session);
        escrow.reserve(jobAt(j), one(payeeAt(p), uint128(bound(cap, 0, 400 ether))));
    }

    function redeem(uint256 j, uint256 p, uint128 total) external {
        ILoamEscrow.Voucher memory voucher =
            ILoamEscrow.Voucher(jobAt(j), payeeAt(p), uint128(bound(total, 0, 500 ether)));
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
    }

    function settle(uint256 j, uint256 p, uint128 total) external {
        vm.prank(requestor);
        escrow.settle(jobAt(j), one(payeeAt(p), uint128(bound(total, 0, 500 ether))));
    }

    function redeemInAllJobs(uint256 p, uint128 total) external {
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](JOBS);
        bytes[] memory signatures = new bytes[](JOBS);
        for (uint256 j; j < JOBS; ++j) {
            vouchers[j] = ILoamEscrow.Voucher(jobs[j], payeeAt(p), uint128(bound(total, 0, 500 ether)));
            signatures[j] = sign(SESSION_KEY, vouchers[j]);
        }
        escrow.redeemMany(vouchers, signatures);
    }

    function giveNotice(uint256 j, uint256 p) external {
        vm.prank(session);
        escrow.noticeClose(jobAt(j), only(payeeAt(p)));
    }

    function finishClose(uint256 j, uint256 p) external {
        ILoamEscrow.Channel memory before = escrow.channel(jobAt(j), payeeAt(p));
        escrow.finishClose(jobAt(j), only(payeeAt(p)));
        if (before.closesAt == 0 || block.timestamp < before.closesAt) broken = "shrunk before notice";
    }

    function leaveJob(uint256 j, uint256 p) external {
        vm.prank(payeeAt(p));
        escrow.leaveJob(jobAt(j));
    }

    function fund(uint256 j, uint128 amount) external {
        vm.prank(requestor);
        escrow.fund(jobAt(j), uint128(bound(amount, 0, 50 ether)));
    }

    function withdrawFree(uint256 j, uint128 amount) external {
        vm.prank(requestor);
        escrow.withdrawFree(jobAt(j), uint128(bound(amount, 0, 20 ether)));
    }

    function withdraw(uint256 p) external {
        escrow.withdraw(payeeAt(p));
    }

    function withdrawShare(uint256 j) external {
        escrow.withdraw(authorAt(j));
    }

    /// @dev Seldom: a closed job has no more to try.
    function close(uint256 j, uint256 chance) external {
        if (chance % 16 != 0) return;
        ILoamEscrow.Job memory before = escrow.job(jobAt(j));
        vm.prank(requestor);
        escrow.close(jobAt(j));
        if (before.reserved > 0 && block.timestamp <= before.deadline + before.grace) {
            broken = "closed over reservations before grace";
        }
    }

    function wait(uint256 duration) external {
        vm.warp(block.timestamp + bound(duration, 1, 30 minutes));
    }

    function forge(uint256 j, uint256 p, uint128 total) external {
        ILoamEscrow.Voucher memory voucher = ILoamEscrow.Voucher(jobAt(j), payeeAt(p), total);
        try escrow.redeem(voucher, sign(100 + p % PAYEES, voucher)) {
            broken = "forged voucher paid";
        } catch {}
    }

    function steal(uint256 j, uint128 amount) external {
        vm.prank(stranger);
        try escrow.withdrawFree(jobAt(j), amount) {
            broken = "stranger took the deposit";
        } catch {}
    }

    function checkBooks() external {
        uint256 held;
        uint256[PAYEES] memory due;
        for (uint256 j; j < JOBS; ++j) {
            ILoamEscrow.Job memory job = escrow.job(jobs[j]);
            vm.assertEq(
                uint256(job.free) + job.reserved + job.paid + job.refunded, job.deposited, "conservation"
            );
            held += uint256(job.free) + job.reserved;
            uint256 open_;
            uint256 paid;
            uint256 shares;
            for (uint256 p; p < PAYEES; ++p) {
                ILoamEscrow.Channel memory channel = escrow.channel(jobs[j], payeeAt(p));
                vm.assertTrue(channel.paid >= paidBefore[jobs[j]][payeeAt(p)], "paid fell");
                vm.assertTrue(channel.paid <= channel.cap, "paid over cap");
                paidBefore[jobs[j]][payeeAt(p)] = channel.paid;
                open_ += channel.cap - channel.paid;
                paid += channel.paid;
                uint256 share = uint256(channel.paid) * job.share / 10_000;
                shares += share;
                due[p] += channel.paid - share;
            }
            vm.assertEq(paid, job.paid, "sum of paid");
            if (!job.closed) vm.assertEq(open_, job.reserved, "sum of channels");
            held += escrow.credit(authorAt(j));
            vm.assertEq(escrow.credit(authorAt(j)) + glm.balanceOf(authorAt(j)), shares, "an author's share");
        }
        for (uint256 p; p < PAYEES; ++p) {
            held += escrow.credit(payeeAt(p));
            vm.assertEq(escrow.credit(payeeAt(p)) + glm.balanceOf(payeeAt(p)), due[p], "a payee's part");
        }
        vm.assertEq(glm.balanceOf(address(escrow)), held, "solvency");
        vm.assertTrue(bytes(broken).length == 0, broken);
    }
}

contract EscrowInvariantTest {
    EscrowHandler internal handler;

    function setUp() public {
        handler = new EscrowHandler();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_booksAlwaysBalance() public {
        handler.checkBooks();
    }
}
