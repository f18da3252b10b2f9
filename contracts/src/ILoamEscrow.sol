// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The escrow that holds a job's deposit and pays the payees who earned it.
/// @notice Core rule: an entitlement is an absolute, provable total. The contract pays
/// `total - paid`, capped by the channel, so replaying or reordering anything changes nothing. Totals go
/// on over the epochs of a channel; what was signed in one that ended is refused.
///
/// A requestor opens a job and names a session key, which signs everything after that. Out of the
/// deposit a channel with a cap is reserved for each payee, so what is promised can never exceed
/// what is locked. A channel shrinks only after its notice, by its payee's own `leaveJob`, or when the
/// job is closed after deadline and grace.
///
/// A job may name the author of its app and a share: of each payee's paid total `T` the author has
/// `T * share / 10_000`, rounded down, and the payee the rest. Vouchers, caps and totals are the whole.
///
/// At every moment, per job: `deposited == free + reserved + paid + refunded`.
///
/// Nobody owns, pauses or upgrades this contract.
interface ILoamEscrow {
    /// @param salt Chosen by the requestor, so that the job id is known before the chain is asked.
    /// @param session The key that may reserve, settle, give notice and sign vouchers.
    /// @param amount GLM to deposit, in wei.
    /// @param deadline Unix seconds; `grace` seconds later anyone may push the refund.
    /// @param notice Seconds a payee may still redeem after its channel was given notice.
    /// @param spec SHA-256 of the job's specification, for the record only.
    /// @param author Who wrote the app; nobody, 0, where it has no share.
    /// @param share The author's part of every payment, in basis points: `MAX_SHARE` at most.
    struct Terms {
        bytes32 salt;
        address session;
        uint128 amount;
        uint40 deadline;
        uint32 grace;
        uint32 notice;
        bytes32 spec;
        address author;
        uint16 share;
    }

    /// @dev Ordered so that paying somebody writes one slot and reads no other: `reserved`, `paid` and
    /// `share` are in it. `author`'s own is written only where there is a share.
    struct Job {
        address requestor;
        uint40 deadline;
        uint32 grace;
        bool closed;
        address session;
        uint96 deposited;
        uint96 free;
        uint96 refunded;
        uint32 notice;
        uint96 reserved;
        uint96 paid;
        uint16 share;
        address author;
    }

    /// @param cap Wei of GLM that it pays at most, in all its epochs together.
    /// @param paid Wei of GLM that it has paid in them.
    /// @param closesAt Unix seconds from which `finishClose` works; 0 while no notice runs.
    /// @param epoch How often this channel has been emptied.
    struct Channel {
        uint96 cap;
        uint96 paid;
        uint40 closesAt;
        uint24 epoch;
    }

    /// @dev An absolute amount for one payee, in wei of GLM: a cap in `reserve`, a total in `settle`.
    struct PayeeAmount {
        address payee;
        uint128 amount;
    }

    /// @dev EIP-712, signed by the session key: a plain key's signature, never a contract's.
    /// @param epoch The channel's when it was signed: once that is emptied, the voucher is worth nothing.
    /// @param cumulative Wei of GLM that the payee has earned in the job from its beginning on.
    struct Voucher {
        bytes32 jobId;
        address payee;
        uint24 epoch;
        uint128 cumulative;
    }

    /// @dev EIP-712, signed by the payee, which may be a contract (EIP-1271).
    /// @param amount Wei of credit to move: `fee` of it to whoever sends the order, the rest to `to`.
    /// @param nonce `withdrawalNonce(payee)`, so that no order works twice.
    /// @param expiry The last second, in Unix time, in which it works.
    struct Withdrawal {
        address payee;
        address to;
        uint256 amount;
        uint256 fee;
        uint256 nonce;
        uint256 expiry;
    }

    /// @dev The holder's signature of GLM's own permit: everything, to this escrow.
    /// @param nonce `nonces(holder)` of the token, so that it works once.
    /// @param expiry The last second, in Unix time, in which anybody can send it.
    struct Permit {
        uint256 nonce;
        uint256 expiry;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    // Amounts are wei of GLM, moments Unix seconds. A payee, an author or a requestor is an address.

    /// @notice A job was opened, with all its terms.
    /// @param stipend Wei of the chain's coin that went on to the session key.
    event JobOpened(
        bytes32 indexed jobId, address indexed requestor, address indexed session, Terms terms, uint256 stipend
    );
    /// @notice `amount` more was deposited, all of it free; `funder` may be anybody.
    event JobFunded(bytes32 indexed jobId, address indexed funder, uint256 amount);
    /// @notice The deadline is now `deadline`, later than it was.
    event JobExtended(bytes32 indexed jobId, uint256 deadline);
    /// @notice The job ended: `refunded` went to the requestor at the end, and its channels hold nothing.
    event JobClosed(bytes32 indexed jobId, uint256 refunded);
    /// @notice The requestor took `amount` back out of what was free.
    event FreeWithdrawn(bytes32 indexed jobId, uint256 amount);
    /// @notice The channel's cap is now `cap`, of all its epochs together, and no notice runs.
    event ChannelReserved(bytes32 indexed jobId, address indexed payee, uint256 cap);
    /// @notice From `closesAt` on, what the channel has not paid may be freed.
    event ChannelNoticed(bytes32 indexed jobId, address indexed payee, uint256 closesAt);
    /// @notice The channel was emptied: `freed` is the job's again, and `epoch` is what it is in now.
    event ChannelFreed(bytes32 indexed jobId, address indexed payee, uint256 freed, uint256 epoch);
    /// @notice The channel has paid `total` in all its epochs together, the author's part among it: what
    /// is more than the last time was credited now.
    event Paid(bytes32 indexed jobId, address indexed payee, uint256 total);
    /// @notice The author was credited `amount`: its part of all that one call paid in a job.
    event AuthorPaid(bytes32 indexed jobId, address indexed author, uint256 amount);
    /// @notice `amount` of a payee's credit was moved: `fee` of it to the caller, the rest to `to`.
    event Withdrawn(address indexed payee, address indexed to, uint256 amount, uint256 fee);

    /// @notice `open`: the term of that name is not one that a job may have.
    error InvalidTerms(string field);
    /// @notice `open`: the requestor has used the salt before.
    error JobExists(bytes32 jobId);
    /// @notice No such job was ever opened here.
    error UnknownJob(bytes32 jobId);
    /// @notice The job has ended: nothing is paid or changed in it any more.
    error JobIsClosed(bytes32 jobId);
    /// @notice The caller is not the requestor, nor, where that is enough, the session key.
    error NotAllowed(bytes32 jobId, address caller);
    /// @notice `extend`: `requested` is not after the `current` deadline.
    error DeadlineFalls(uint256 current, uint256 requested);
    /// @notice `reserve` and `withdrawFree`: less is free than they take.
    error FreeTooSmall(bytes32 jobId, uint256 free, uint256 requested);
    /// @notice Nobody, 0, and the escrow itself are paid nothing.
    error InvalidPayee(address payee);
    /// @notice `reserve`: a cap only rises; `finishClose` lowers it.
    error CapFalls(address payee, uint256 current, uint256 requested);
    /// @notice `finishClose`: the channel was given no notice.
    error NoticeMissing(address payee);
    /// @notice `finishClose`: the notice runs until `closesAt`.
    error NoticeRunning(address payee, uint256 closesAt);
    /// @notice `close`: until after `closableAt` nobody closes a job that has something reserved.
    error StillReserved(bytes32 jobId, uint256 reserved, uint256 closableAt);
    /// @notice Not signed by `signer`: a voucher by its job's session key, a withdrawal by its payee.
    error InvalidSignature(address signer);
    /// @notice `redeem`: the voucher is not of the epoch that its channel is in.
    error WrongEpoch(bytes32 jobId, address payee, uint256 current, uint256 given);
    /// @notice `redeem`: the channel has `paid` the voucher's total, or all of its cap.
    error NothingToPay(bytes32 jobId, address payee, uint256 paid);
    /// @notice There is not one signature for each voucher, or order.
    error LengthsDiffer(uint256 signed, uint256 signatures);
    /// @notice `requested` is more than the payee's credit, or nothing.
    error CreditTooSmall(address payee, uint256 credit, uint256 requested);
    /// @notice The fee of a withdrawal is more than its amount.
    error FeeTooLarge(uint256 amount, uint256 fee);
    /// @notice A withdrawal that was made already, or whose turn has not come.
    error WrongNonce(address payee, uint256 expected, uint256 given);
    /// @notice The withdrawal was good until `expiry`.
    error WithdrawalExpired(uint256 expiry);
    /// @notice The token delivered another amount than it was told to.
    error ShortTransfer(uint256 expected, uint256 received);
    /// @notice `open`: the session key does not take its stipend, in wei of coin.
    error StipendRefused(address session, uint256 stipend);

    /// @notice Locks `terms.amount` GLM of the caller, and passes the sent coin on to the session
    /// key as its stipend of chain gas.
    /// @return jobId `jobIdFor(msg.sender, terms.salt)`; a salt works once per requestor.
    function open(Terms calldata terms) external payable returns (bytes32 jobId);

    /// @notice The same, after sending GLM the caller's permit, where the token has one as DAI's is. It
    /// leaves an allowance of everything, which stands until the caller takes it back from the token. Nothing
    /// is ever pulled by it but from who calls `open`, `openWithPermit` or `fund`, and the amount named there.
    /// A permit that the token refuses is passed over: somebody may have sent it before.
    function openWithPermit(Terms calldata terms, Permit calldata permit)
        external
        payable
        returns (bytes32 jobId);

    /// @notice Adds GLM of the caller to the free part. What is left over goes to the requestor.
    function fund(bytes32 jobId, uint128 amount) external;

    /// @notice Moves the deadline to later. Requestor only.
    function extend(bytes32 jobId, uint40 deadline) external;

    /// @notice Takes back GLM that is not reserved. Requestor only.
    function withdrawFree(bytes32 jobId, uint128 amount) external;

    /// @notice Raises caps to the given absolute amounts. Requestor or session key. Reserving on a
    /// channel under notice cancels the notice, also where the cap stays the same.
    function reserve(bytes32 jobId, PayeeAmount[] calldata caps) external;

    /// @notice Starts the notice of these channels; one already running is left as it is.
    /// Requestor or session key.
    function noticeClose(bytes32 jobId, address[] calldata payees) external;

    /// @notice Frees what is left in channels whose notice is over. Anyone.
    function finishClose(bytes32 jobId, address[] calldata payees) external;

    /// @notice The calling payee gives back what is left in its channel, at once.
    function leaveJob(bytes32 jobId) external;

    /// @notice Credits every payee up to its absolute total, capped by its channel, and the app's author
    /// with its share; totals that are already paid change nothing. Requestor or session key.
    function settle(bytes32 jobId, PayeeAmount[] calldata totals) external;

    /// @notice Turns a voucher into credit of the payee it names, and of the app's author. Anyone.
    /// Refuses one of an epoch that ended: what is reserved anew is for what is promised anew.
    function redeem(Voucher calldata voucher, bytes calldata signature) external;

    /// @notice Turns vouchers, of any jobs, into credit, and then sends each payee of `payOut` its whole
    /// credit. Anyone. What brings nothing is passed over: a total already paid, an epoch that ended, a
    /// job that is closed or unknown, a payee without credit. A forged signature fails all.
    function redeemMany(Voucher[] calldata vouchers, bytes[] calldata signatures, address[] calldata payOut)
        external;

    /// @notice Sends a payee, or an author, its whole credit. Anyone; only the payee receives.
    function withdraw(address payee) external;

    /// @notice Moves credit on the payee's signature; the caller receives the fee out of it. Each payee's
    /// orders are carried out in the order of their nonces, each once, until they expire. Only another order
    /// of the same nonce takes one back; `withdraw` leaves it good for what is credited later.
    function withdrawBySig(Withdrawal calldata withdrawal, bytes calldata signature) external;

    /// @notice Refunds the requestor and ends the job. Requestor or session key while nothing is
    /// reserved; anyone once deadline and grace are over, whatever is reserved.
    function close(bytes32 jobId) external;

    /// @notice The largest share of an author's, in basis points: it never has more than who computes.
    function MAX_SHARE() external view returns (uint16);

    /// @notice The id of the job that this requestor opens, or opened, with this salt: one of its own on
    /// every chain and escrow, so that nobody else can take it.
    function jobIdFor(address requestor, bytes32 salt) external view returns (bytes32);

    /// @notice A job as it stands; all zero where none was opened.
    function job(bytes32 jobId) external view returns (Job memory);

    /// @notice A payee's channel in a job as it stands; all zero where nothing was ever reserved.
    /// @dev Channels of a closed job hold nothing any more, whatever their cap says.
    function channel(bytes32 jobId, address payee) external view returns (Channel memory);

    /// @notice Wei of GLM that a payee, or an author, was paid and has not withdrawn: its own for good.
    function credit(address payee) external view returns (uint256);

    /// @notice The nonce that the payee's next signed withdrawal must carry: how many were made before.
    function withdrawalNonce(address payee) external view returns (uint256);
}
