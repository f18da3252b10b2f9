// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EscrowHashes} from "./EscrowHashes.sol";
import {IDaiPermit} from "./IDaiPermit.sol";
import {ILoamEscrow} from "./ILoamEscrow.sol";

/// @title The escrow. What it promises stands in `ILoamEscrow`.
/// @dev Amounts are kept in 96 bits (80 times GLM's supply), so that a channel is one slot.
contract LoamEscrow is ILoamEscrow, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;
    using EscrowHashes for Voucher;
    using EscrowHashes for Withdrawal;

    uint16 public constant override MAX_SHARE = 5_000;
    uint256 private constant BASIS_POINTS = 10_000;

    IERC20 public immutable glm;

    /// @dev One slot, which a withdrawal by signature never leaves empty: what is earned next writes it for
    /// less. 2^96 payments fit into the credit, whatever they are.
    struct Account {
        uint192 credit;
        uint64 withdrawals;
    }

    /// @dev What one call pays in one job, which is read once before and written once after it.
    struct Tally {
        bytes32 jobId;
        address session;
        uint256 share;
        uint256 paid;
        uint256 toAuthor;
    }

    mapping(address payee => Account) private _accounts;
    mapping(bytes32 jobId => Job) private _jobs;
    mapping(bytes32 jobId => mapping(address payee => Channel)) private _channels;

    constructor(IERC20 token) EIP712("Loam Escrow", "2") {
        glm = token;
    }

    // ---------------------------------------------------------------- the deposit

    function open(Terms calldata terms) external payable nonReentrant returns (bytes32) {
        return _open(terms);
    }

    function openWithPermit(Terms calldata terms, Permit calldata permit)
        external payable nonReentrant returns (bytes32)
    {
        // Where it fails and there is no allowance all the same, `_pull` refuses.
        try IDaiPermit(address(glm)).permit(
            msg.sender, address(this), permit.nonce, permit.expiry, true, permit.v, permit.r, permit.s
        ) {} catch {}
        return _open(terms);
    }

    function _open(Terms calldata terms) private returns (bytes32 jobId) {
        if (terms.session == address(0)) revert InvalidTerms("session");
        if (terms.deadline <= block.timestamp) revert InvalidTerms("deadline");
        if (terms.grace == 0) revert InvalidTerms("grace");
        if (terms.notice == 0) revert InvalidTerms("notice");
        jobId = jobIdFor(msg.sender, terms.salt);
        Job storage opened = _jobs[jobId];
        if (opened.requestor != address(0)) revert JobExists(jobId);

        uint96 amount = uint256(terms.amount).toUint96();
        opened.requestor = msg.sender;
        opened.session = terms.session;
        opened.deadline = terms.deadline;
        opened.grace = terms.grace;
        opened.notice = terms.notice;
        opened.deposited = amount;
        opened.free = amount;
        if (terms.author != address(0) || terms.share != 0) _nameAuthor(opened, terms.author, terms.share);
        emit JobOpened(jobId, msg.sender, terms.session, terms, msg.value);

        _pull(amount);
        if (msg.value > 0) {
            (bool accepted,) = terms.session.call{value: msg.value}("");
            if (!accepted) revert StipendRefused(terms.session, msg.value);
        }
    }

    function fund(bytes32 jobId, uint128 amount) external nonReentrant {
        Job storage funded = _openJob(jobId);
        uint96 added = uint256(amount).toUint96();
        funded.deposited += added;
        funded.free += added;
        emit JobFunded(jobId, msg.sender, added);
        _pull(added);
    }

    function extend(bytes32 jobId, uint40 deadline) external {
        Job storage extended = _openJob(jobId);
        _onlyRequestor(jobId, extended);
        if (deadline <= extended.deadline) revert DeadlineFalls(extended.deadline, deadline);
        extended.deadline = deadline;
        emit JobExtended(jobId, deadline);
    }

    function withdrawFree(bytes32 jobId, uint128 amount) external nonReentrant {
        Job storage reduced = _openJob(jobId);
        _onlyRequestor(jobId, reduced);
        if (amount > reduced.free) revert FreeTooSmall(jobId, reduced.free, amount);
        uint96 taken = uint96(amount);
        reduced.free -= taken;
        reduced.refunded += taken;
        emit FreeWithdrawn(jobId, taken);
        glm.safeTransfer(msg.sender, taken);
    }

    function close(bytes32 jobId) external nonReentrant {
        Job storage ended = _openJob(jobId);
        uint256 closableAt = uint256(ended.deadline) + ended.grace;
        if (block.timestamp <= closableAt) {
            _onlyRequestorOrSession(jobId, ended);
            if (ended.reserved != 0) revert StillReserved(jobId, ended.reserved, closableAt);
        }
        uint96 refund = ended.free + ended.reserved;
        ended.free = 0;
        ended.reserved = 0;
        ended.refunded += refund;
        ended.closed = true;
        emit JobClosed(jobId, refund);
        glm.safeTransfer(ended.requestor, refund);
    }

    // ---------------------------------------------------------------- channels

    function reserve(bytes32 jobId, PayeeAmount[] calldata caps) external {
        Job storage funding = _openJob(jobId);
        _onlyRequestorOrSession(jobId, funding);
        uint256 added;
        for (uint256 i; i < caps.length; ++i) {
            PayeeAmount calldata wanted = caps[i];
            added += _raise(jobId, wanted.payee, wanted.amount);
        }
        if (added > funding.free) revert FreeTooSmall(jobId, funding.free, added);
        funding.free -= uint96(added);
        funding.reserved += uint96(added);
    }

    function noticeClose(bytes32 jobId, address[] calldata payees) external {
        Job storage current = _openJob(jobId);
        _onlyRequestorOrSession(jobId, current);
        uint40 closesAt = uint40(block.timestamp) + current.notice;
        for (uint256 i; i < payees.length; ++i) {
            Channel storage noticed = _channels[jobId][payees[i]];
            if (noticed.closesAt != 0) continue;
            noticed.closesAt = closesAt;
            emit ChannelNoticed(jobId, payees[i], closesAt);
        }
    }

    function finishClose(bytes32 jobId, address[] calldata payees) external {
        Job storage current = _openJob(jobId);
        for (uint256 i; i < payees.length; ++i) {
            uint40 closesAt = _channels[jobId][payees[i]].closesAt;
            if (closesAt == 0) revert NoticeMissing(payees[i]);
            if (block.timestamp < closesAt) revert NoticeRunning(payees[i], closesAt);
            _empty(jobId, current, payees[i]);
        }
    }

    function leaveJob(bytes32 jobId) external {
        _empty(jobId, _openJob(jobId), msg.sender);
    }

    // ---------------------------------------------------------------- paying

    function settle(bytes32 jobId, PayeeAmount[] calldata totals) external {
        Job storage current = _openJob(jobId);
        _onlyRequestorOrSession(jobId, current);
        Tally memory tally = _tallyOf(jobId);
        for (uint256 i; i < totals.length; ++i) {
            PayeeAmount calldata earned = totals[i];
            _pay(tally, earned.payee, earned.amount);
        }
        _book(tally);
    }

    function redeem(Voucher calldata voucher, bytes calldata signature) external {
        _openJob(voucher.jobId);
        Tally memory tally = _tallyOf(voucher.jobId);
        _checkVoucher(tally.session, voucher, signature);
        Channel storage paying = _channels[voucher.jobId][voucher.payee];
        if (voucher.epoch != paying.epoch) {
            revert WrongEpoch(voucher.jobId, voucher.payee, paying.epoch, voucher.epoch);
        }
        _pay(tally, voucher.payee, voucher.cumulative);
        if (tally.paid == 0) revert NothingToPay(voucher.jobId, voucher.payee, paying.paid);
        _book(tally);
    }

    function redeemMany(Voucher[] calldata vouchers, bytes[] calldata signatures, address[] calldata payOut)
        external
        nonReentrant
    {
        if (vouchers.length != signatures.length) revert LengthsDiffer(vouchers.length, signatures.length);
        Tally memory tally;
        for (uint256 i; i < vouchers.length; ++i) {
            Voucher calldata voucher = vouchers[i];
            if (voucher.jobId != tally.jobId) {
                _book(tally);
                tally = _tallyOf(voucher.jobId);
            }
            bool isDead = tally.session == address(0)
                || voucher.epoch != _channels[voucher.jobId][voucher.payee].epoch;
            if (isDead) continue;
            _checkVoucher(tally.session, voucher, signatures[i]);
            _pay(tally, voucher.payee, voucher.cumulative);
        }
        _book(tally);
        for (uint256 i; i < payOut.length; ++i) {
            _payOut(payOut[i]);
        }
    }

    function withdraw(address payee) external nonReentrant {
        if (_payOut(payee) == 0) revert CreditTooSmall(payee, 0, 1);
    }

    function withdrawBySig(Withdrawal calldata order, bytes calldata signature) external nonReentrant {
        if (block.timestamp > order.expiry) revert WithdrawalExpired(order.expiry);
        if (!_mayReceive(order.to)) revert InvalidPayee(order.to);
        if (order.fee > order.amount) revert FeeTooLarge(order.amount, order.fee);
        Account storage account = _accounts[order.payee];
        if (order.nonce != account.withdrawals) {
            revert WrongNonce(order.payee, account.withdrawals, order.nonce);
        }
        // A payee may be a contract (EIP-1271): only its own credit is at stake.
        bytes32 digest = _hashTypedDataV4(order.hash());
        if (!SignatureChecker.isValidSignatureNowCalldata(order.payee, digest, signature)) {
            revert InvalidSignature(order.payee);
        }
        if (order.amount == 0 || order.amount > account.credit) {
            revert CreditTooSmall(order.payee, account.credit, order.amount);
        }
        account.credit -= uint192(order.amount);
        ++account.withdrawals;
        emit Withdrawn(order.payee, order.to, order.amount, order.fee);
        glm.safeTransfer(order.to, order.amount - order.fee);
        if (order.fee > 0) glm.safeTransfer(msg.sender, order.fee);
    }

    // ---------------------------------------------------------------- reading

    function jobIdFor(address requestor, bytes32 salt) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), requestor, salt));
    }

    function job(bytes32 jobId) external view returns (Job memory) {
        return _jobs[jobId];
    }

    function credit(address payee) external view returns (uint256) {
        return _accounts[payee].credit;
    }

    function withdrawalNonce(address payee) external view returns (uint256) {
        return _accounts[payee].withdrawals;
    }

    function channel(bytes32 jobId, address payee) external view returns (Channel memory) {
        return _channels[jobId][payee];
    }

    // ---------------------------------------------------------------- rules

    function _openJob(bytes32 jobId) private view returns (Job storage found) {
        found = _jobs[jobId];
        if (found.requestor == address(0)) revert UnknownJob(jobId);
        if (found.closed) revert JobIsClosed(jobId);
    }

    function _onlyRequestor(bytes32 jobId, Job storage current) private view {
        if (msg.sender != current.requestor) revert NotAllowed(jobId, msg.sender);
    }

    function _onlyRequestorOrSession(bytes32 jobId, Job storage current) private view {
        if (msg.sender != current.requestor && msg.sender != current.session) {
            revert NotAllowed(jobId, msg.sender);
        }
    }

    /// @dev By the session's key alone, whatever code stands at its address. Code can change its mind: a
    /// requestor that delegates its session key (EIP-7702) would take back every voucher it ever signed.
    function _checkVoucher(address session, Voucher calldata voucher, bytes calldata signature) private view {
        (address signer,,) = ECDSA.tryRecoverCalldata(_hashTypedDataV4(voucher.hash()), signature);
        if (signer != session) revert InvalidSignature(session);
    }

    function _mayReceive(address to) private view returns (bool) {
        return to != address(0) && to != address(this);
    }

    function _nameAuthor(Job storage opened, address author, uint16 share) private {
        if (share == 0 || share > MAX_SHARE) revert InvalidTerms("share");
        if (author == address(0) || author == address(this)) revert InvalidTerms("author");
        opened.share = share;
        opened.author = author;
    }

    /// @return added What the raised cap takes from the job's free part.
    function _raise(bytes32 jobId, address payee, uint128 amount) private returns (uint256 added) {
        if (!_mayReceive(payee)) revert InvalidPayee(payee);
        Channel storage raised = _channels[jobId][payee];
        uint96 cap = uint256(amount).toUint96();
        uint96 before = raised.cap;
        if (cap < before) revert CapFalls(payee, before, cap);
        unchecked {
            added = cap - before;
        }
        raised.cap = cap;
        if (raised.closesAt != 0) raised.closesAt = 0;
        emit ChannelReserved(jobId, payee, cap);
    }

    function _empty(bytes32 jobId, Job storage current, address payee) private {
        Channel storage emptied = _channels[jobId][payee];
        uint96 freed = emptied.cap - emptied.paid;
        emptied.cap = emptied.paid;
        emptied.closesAt = 0;
        ++emptied.epoch;
        current.reserved -= freed;
        current.free += freed;
        emit ChannelFreed(jobId, payee, freed, emptied.epoch);
    }

    /// @return tally With nobody for a session where the job pays nothing: unknown, or closed.
    function _tallyOf(bytes32 jobId) private view returns (Tally memory tally) {
        Job storage paying = _jobs[jobId];
        tally.jobId = jobId;
        if (!paying.closed) tally.session = paying.session;
        tally.share = paying.share;
    }

    /// @dev Credits a payee with `min(total, cap) - paid`, where that is positive.
    function _pay(Tally memory tally, address payee, uint256 total) private {
        Channel storage paying = _channels[tally.jobId][payee];
        uint256 paid = paying.paid;
        uint256 entitled = paying.cap;
        if (total < entitled) entitled = total;
        if (entitled <= paid) return;
        paying.paid = uint96(entitled);
        uint256 amount;
        uint256 toAuthor;
        unchecked {
            // Of 96 bits and less, and `paid <= cap`, which is reserved: nothing here can wrap.
            amount = entitled - paid;
            // Of totals, not of amounts: in however many steps it is paid, it comes to the same.
            if (tally.share > 0) {
                toAuthor = entitled * tally.share / BASIS_POINTS - paid * tally.share / BASIS_POINTS;
                tally.toAuthor += toAuthor;
            }
            tally.paid += amount;
            _accounts[payee].credit += uint192(amount - toAuthor);
        }
        emit Paid(tally.jobId, payee, entitled);
    }

    /// @dev Takes what was paid out of what the job has reserved, and credits its author.
    function _book(Tally memory tally) private {
        if (tally.paid == 0) return;
        Job storage paying = _jobs[tally.jobId];
        paying.reserved -= uint96(tally.paid);
        paying.paid += uint96(tally.paid);
        if (tally.toAuthor == 0) return;
        _accounts[paying.author].credit += uint192(tally.toAuthor);
        emit AuthorPaid(tally.jobId, paying.author, tally.toAuthor);
    }

    function _payOut(address payee) private returns (uint256 amount) {
        amount = _accounts[payee].credit;
        if (amount == 0) return 0;
        _accounts[payee].credit = 0;
        emit Withdrawn(payee, payee, amount, 0);
        glm.safeTransfer(payee, amount);
    }

    /// @dev Refuses tokens that deliver less than they were told to.
    function _pull(uint256 amount) private {
        uint256 before = glm.balanceOf(address(this));
        glm.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = glm.balanceOf(address(this)) - before;
        if (received != amount) revert ShortTransfer(amount, received);
    }
}
