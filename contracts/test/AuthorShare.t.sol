// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {bound, vm} from "./support/Vm.sol";

contract AuthorShareTest is EscrowFixture {
    uint256 internal constant BASIS_POINTS = 10_000;

    function setUp() public {
        deploy();
    }

    function voucherFor(bytes32 jobId, uint128 total) internal view returns (ILoamEscrow.Voucher memory) {
        return ILoamEscrow.Voucher(jobId, payee, 0, total);
    }

    function test_openRefusesWhatIsNoShareOfAnAuthor() public {
        refuseToOpen(author, 0, "share");
        refuseToOpen(author, escrow.MAX_SHARE() + 1, "share");
        refuseToOpen(address(0), 500, "author");
        refuseToOpen(address(escrow), 500, "author");
        bytes32 jobId = openJobWithShare("most", 1 ether, escrow.MAX_SHARE());
        vm.assertEq(escrow.job(jobId).share, 5_000);
        vm.assertTrue(escrow.job(jobId).author == author, "author");
    }

    function refuseToOpen(address named, uint16 share, string memory field) internal {
        ILoamEscrow.Terms memory terms = termsFor("bad", 1);
        (terms.author, terms.share) = (named, share);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.InvalidTerms.selector, field));
        vm.prank(requestor);
        escrow.open(terms);
    }

    function test_settleSplitsEveryPaymentAndBothWithdraw() public {
        bytes32 jobId = openJobWithShare("split", 100 ether, 500);
        reserve(jobId, payee, 10 ether);
        reserve(jobId, stranger, 20 ether);
        ILoamEscrow.PayeeAmount[] memory totals = new ILoamEscrow.PayeeAmount[](2);
        totals[0] = ILoamEscrow.PayeeAmount(payee, 10 ether);
        totals[1] = ILoamEscrow.PayeeAmount(stranger, 30 ether);
        vm.prank(session);
        escrow.settle(jobId, totals);
        vm.assertEq(escrow.job(jobId).paid, 30 ether);
        vm.assertEq(escrow.credit(payee), 9.5 ether);
        vm.assertEq(escrow.credit(stranger), 19 ether);
        escrow.withdraw(author);
        vm.assertEq(glm.balanceOf(author), 1.5 ether);
    }

    function test_redeemManyCreditsTheAuthorOfEachJob() public {
        bytes32[3] memory jobs = [
            openJobWithShare("five percent", 10 ether, 500),
            openJob("nobody's", 10 ether),
            openJobWithShare("ten percent", 10 ether, 1_000)
        ];
        author = vm.addr(0xa0741);
        bytes32 others = openJobWithShare("another's", 10 ether, 2_000);
        // Its own job's author is credited too where vouchers of one job do not stand together.
        bytes32[5] memory order = [jobs[0], others, jobs[1], jobs[2], jobs[0]];
        ILoamEscrow.Voucher[] memory vouchers = new ILoamEscrow.Voucher[](5);
        bytes[] memory signatures = new bytes[](5);
        for (uint256 i; i < 5; ++i) {
            if (i < 4) reserve(order[i], payee, 2 ether);
            vouchers[i] = voucherFor(order[i], i < 4 ? 1 ether : 2 ether);
            signatures[i] = sign(SESSION_KEY, vouchers[i]);
        }
        escrow.redeemMany(vouchers, signatures, new address[](0));
        vm.assertEq(escrow.credit(author), 0.2 ether);
        vm.assertEq(escrow.credit(vm.addr(0xa0740)), 0.2 ether);
        vm.assertEq(escrow.credit(payee), 4.6 ether);
    }

    function test_anAuthorWhoComputesHasBothParts() public {
        author = payee;
        bytes32 jobId = openJobWithShare("own", 10 ether, 3_333);
        reserve(jobId, payee, 7);
        ILoamEscrow.Voucher memory voucher = voucherFor(jobId, 7);
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
        vm.assertEq(escrow.credit(payee), 7);
    }

    /// @dev However a total is paid, in steps and by whom, the parts are the same and no wei is lost.
    function testFuzz_partsFollowFromTheTotalAlone(uint16 share, uint128 first, uint128 total, uint128 cap)
        public
    {
        share = uint16(bound(share, 1, escrow.MAX_SHARE()));
        cap = uint128(bound(cap, 1, 900_000 ether));
        bytes32 jobId = openJobWithShare("steps", cap, share);
        reserve(jobId, payee, cap);
        first = uint128(bound(first, 1, cap));
        ILoamEscrow.Voucher memory voucher = voucherFor(jobId, first);
        escrow.redeem(voucher, sign(SESSION_KEY, voucher));
        vm.prank(session);
        escrow.settle(jobId, one(payee, total));
        uint256 paid = total < first ? first : total < cap ? total : cap;
        vm.assertEq(escrow.job(jobId).paid, paid);
        vm.assertEq(escrow.credit(author), paid * share / BASIS_POINTS, "the author's part");
        vm.assertEq(escrow.credit(payee) + escrow.credit(author), paid, "a wei is lost");
    }
}
