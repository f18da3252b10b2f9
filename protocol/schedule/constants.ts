/** How long one lease should keep a core busy, in ms. Measured best between 250 and 500. */
export const CHUNK_MS = 350
/** Core time in a lease at most, in ms, however many cores share it. */
export const MAX_SHARED_MS = 1_000
/** Subtasks longer than this, in ms, are lent only so long before their turn. */
export const LONG_MS = 1_000
/** Leases a core may hold at most, however far away it is. */
export const MAX_WINDOW = 64
/** A round trip is never believed to take longer, in ms. */
export const MAX_RTT_MS = 5_000
/** Weight of the newest observation in the smoothed subtask time. */
export const EWMA_ALPHA = 0.5
/** A provider shows a sign of life this often, in ms. */
export const HEARTBEAT_MS = 1_000
/** After this silence, in ms, a provider's leases go to others too; late results still count. */
export const SUSPECT_MS = 3_000
/** After this silence, in ms, a provider is given up, and this is why. */
export const DROP_MS = 15_000
export const SILENT = 'silent for too long'
/** A lease may take this many times what its provider's speed promises, and this long at least, in ms. */
export const OVERDUE_FACTOR = 6
export const OVERDUE_MS = 20_000
/** Cores a provider is believed to have. */
export const MAX_CORES = 64
/** Subtasks one provider may hold at once, leased or unsettled: nobody can sit on a whole job. */
export const MAX_HELD = 8_192
/** Our own timer running this late, in ms, means we slept: everyone is given that time. */
export const OWN_LATENESS_MS = 1_000
/** What a word weighs more than all words against it, before a dispute is over. */
export const DISPUTE_MARGIN = 9
/** Parties asked in a dispute, at most. */
export const DISPUTE_PARTIES = 15
/** Of them, at once. Whoever lies goes on computing until its dispute is over. */
export const DISPUTE_AT_ONCE = 3
/** So long, in ms, there must have been nobody left to ask before it is over without that margin. */
export const DISPUTE_PATIENCE_MS = 5_000
/** Where the same few heads speak against a provider again and again, it goes after so many times. */
export const OUTVOTED_AT_MOST = 64
/** Canaries a key is lent in a job, at most, and how many there are at once. */
export const MAX_TRIED = 3
export const MAX_CANARIES = 8
/** What is left of a provider's standing when its host fails. */
export const FAILURE_DECAY = 0.95
/** Copies of one subtask at work at once, replicas wanted by the quorum aside. */
export const MAX_BACKUPS = 1
/** Share of the slots that backups may take. */
export const BACKUP_SHARE = 0.1
/** Subtasks begun and not settled, at most: what a requestor keeps in mind at once. */
export const MAX_OPEN = 32_768
/** Lines of a batch that share memory: a vote that waits must not hold on to all of its batch. */
export const LEAVES_A_PAGE = 16
/** Host failures in a row after which a provider is turned away. */
export const MAX_HOST_FAILURES = 3
/** Parties on whose hosts a subtask must fail before it is quarantined as the requestor's fault. */
export const QUARANTINE_PARTIES = 2
