// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../../src/ILoamEscrow.sol";
import {LocalGlm} from "../../src/LocalGlm.sol";
import {EscrowFixture} from "./EscrowFixture.sol";
import {SmartWallet} from "./SmartWallet.sol";
import {vm} from "./Vm.sol";

/// @dev Three jobs, four payees, two authors with a share, and the books that balance after every
/// move. One payee is a smart-contract wallet, and one is an author too. A closed job makes room for
/// a new one and leaves its sums in `_past…`.
contract EscrowWorld is EscrowFixture {
    uint256 internal constant JOBS = 3;
    uint256 internal constant PAYEES = 4;
    uint256 internal constant CREDITORS = PAYEES + 1;
    uint256 internal constant FIRST_KEY = 100;

    /// @dev The payees, and last an author. Kept rather than derived: `vm.addr` costs more than a move.
    address[CREDITORS] internal creditors;
    bytes32[JOBS] internal jobs;
    bytes32 internal lastClosed;

    uint256 private _opened;
    uint256 private immutable _start;
    uint256 private _pastSpent;
    mapping(address who => uint256) private _pastDue;
    uint256 internal donated;
    mapping(address who => uint256) internal withdrawn;

    constructor(LocalGlm token) {
        deploy(token);
        _start = glm.balanceOf(requestor);
        for (uint256 i; i < CREDITORS; ++i) creditors[i] = vm.addr(FIRST_KEY + i);
        creditors[0] = address(new SmartWallet(creditors[0]));
        for (uint256 i; i < JOBS; ++i) openIn(i, 1_000 ether);
    }

    /// @dev Every other one by a permit.
    function openIn(uint256 index, uint128 amount) internal {
        ILoamEscrow.Terms memory terms = termsFor(bytes32(++_opened), amount);
        if (index > 0) (terms.author, terms.share) = (creditors[CREDITORS - index], uint16(index * 1_337));
        if (_opened % 2 == 0) {
            ILoamEscrow.Permit memory permit = signPermit(REQUESTOR_KEY, glm.nonces(requestor), block.timestamp);
            vm.prank(requestor);
            glm.approve(address(escrow), 0);
            vm.prank(requestor);
            jobs[index] = escrow.openWithPermit(terms, permit);
        } else {
            vm.prank(requestor);
            jobs[index] = escrow.open(terms);
        }
    }

    /// @dev To be called once the job at `index` is closed.
    function replace(uint256 index, uint128 amount) internal {
        lastClosed = jobs[index];
        ILoamEscrow.Job memory ended = escrow.job(lastClosed);
        vm.assertTrue(ended.closed && ended.free == 0 && ended.reserved == 0, "a closed job holds GLM");
        _pastSpent += ended.deposited - ended.refunded;
        uint256[CREDITORS] memory due;
        checkChannels(index, ended, due);
        for (uint256 c; c < CREDITORS; ++c) _pastDue[creditors[c]] += due[c];
        openIn(index, amount);
    }

    function channelsOf(bytes32 jobId) internal view returns (ILoamEscrow.Channel[] memory list) {
        list = new ILoamEscrow.Channel[](PAYEES);
        for (uint256 p; p < PAYEES; ++p) list[p] = escrow.channel(jobId, creditors[p]);
    }

    /// @notice Everything that holds at every moment, whatever has been called.
    function checkBooks() external view {
        uint256 held = donated;
        uint256 spent = _pastSpent;
        uint256[CREDITORS] memory due;
        for (uint256 j; j < JOBS; ++j) {
            ILoamEscrow.Job memory job = escrow.job(jobs[j]);
            vm.assertEq(
                uint256(job.free) + job.reserved + job.paid + job.refunded, job.deposited, "conservation"
            );
            held += uint256(job.free) + job.reserved;
            spent += job.deposited - job.refunded;
            vm.assertEq(checkChannels(j, job, due), job.reserved, "sum of channels");
        }
        for (uint256 c; c < CREDITORS; ++c) {
            uint256 credit = escrow.credit(creditors[c]);
            held += credit;
            uint256 got = credit + withdrawn[creditors[c]];
            vm.assertEq(due[c] + _pastDue[creditors[c]], got, "what is due is credited or withdrawn");
        }
        vm.assertEq(glm.balanceOf(address(escrow)), held, "solvency");
        vm.assertEq(glm.balanceOf(requestor) + spent, _start, "the requestor's GLM");
    }

    /// @dev Adds to `due` what the job's payees and its author are due by what is paid.
    function checkChannels(uint256 index, ILoamEscrow.Job memory job, uint256[CREDITORS] memory due)
        private
        view
        returns (uint256 open)
    {
        ILoamEscrow.Channel[] memory channels = channelsOf(jobs[index]);
        uint256 paid;
        for (uint256 p; p < PAYEES; ++p) {
            vm.assertTrue(channels[p].paid <= channels[p].cap, "paid over cap");
            open += channels[p].cap - channels[p].paid;
            paid += channels[p].paid;
            uint256 part = uint256(channels[p].paid) * job.share / 10_000;
            due[p] += channels[p].paid - part;
            if (index > 0) due[CREDITORS - index] += part;
        }
        vm.assertEq(paid, job.paid, "sum of paid");
    }
}
