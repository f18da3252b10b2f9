/** A channel is opened, or raised, for so many subtasks at least, where the money is there. */
const LEAST_SUBTASKS = 16
/** A channel grows to so many times what its payee used. */
const GROWTH = 3
/** Of what is free so much is left, so that the last payee gets some too: 1/2. */
const LEFT_FREE = 2n

/** What a channel is to hold, in subtasks at its payee's price. */
export interface ChannelNeed {
  /** What its payee has answered so far: earned, or waiting for its verdict. */
  readonly answered: number
  /** What it was leased beside that. */
  readonly leased: number
  /** What the channel holds beyond that. */
  readonly room: number
  /** What its payee is likely to do yet. */
  readonly part: number
  /** What it can do yet at most: nobody does a subtask twice. */
  readonly doable: number
}

/** What a job has left to do. */
export interface WorkLeft {
  readonly executions: number
  readonly subtasks: number
}

/**
 * The subtasks that a payee is likely to do of what is left: as many as its pace is of the pace of all.
 *
 * @param pace of the payee, in subtasks in any time; above 0.
 * @param ofAll the paces of all payees together, its own among them.
 */
export const partOf = (left: WorkLeft, pace: number, ofAll: number): number =>
  Math.min(left.subtasks, Math.ceil((left.executions * pace) / ofAll))

/**
 * Whether a channel is to be raised: a quarter of what its payee used is left, and less than half of
 * what it is likely to use, and it may grow by as much as was used.
 *
 * @param isUnderWay a transaction is sent for others, and takes it along for a part of what one of its
 * own costs: then twice as much is little.
 */
export function isLow(need: ChannelNeed, isUnderWay = false): boolean {
  const { answered, leased, room, part, doable } = need
  const times = isUnderWay ? 2 : 1
  const used = usedOf(need)
  const little = Math.min(times * Math.max(LEAST_SUBTASKS, used / 4), times * (part / 2), doable)
  return room < little && answered + leased + room <= (GROWTH - 1) * used
}

/**
 * Subtasks that a channel is raised by: at first half of its payee's part of what is left, for many
 * leave before, and later all of it, but to no more than three times what it used. So who leaves,
 * cheats, or answers nothing leaves little idle.
 */
export function raiseFor(need: ChannelNeed): number {
  const { answered, leased, room, part, doable } = need
  const isFirst = answered + leased === 0
  const likely = Math.max(LEAST_SUBTASKS, isFirst ? Math.ceil(part / 2) : part)
  const most = isFirst ? likely : GROWTH * usedOf(need) - answered - leased
  return Math.max(0, Math.min(doable, likely, most) - room)
}

/**
 * What a payee used of its channel. Of what is leased no more counts than was answered: who is leased
 * much and answers nothing has earned no larger channel. Who answered may have to wait for another's
 * word, and works on meanwhile.
 */
const usedOf = ({ answered, leased }: ChannelNeed) =>
  Math.max(LEAST_SUBTASKS, answered + Math.min(leased, answered))

/**
 * Wei that one channel may take of what is free, when so many wait for theirs, or may come: half of an
 * equal share, or all where that would not pay for a subtask; 0 where all would not.
 */
export function spareOf(free: bigint, waiting: number, subtaskCost: bigint): bigint {
  const share = free / (LEFT_FREE * BigInt(Math.max(1, waiting)))
  if (share >= subtaskCost) return share
  return free >= subtaskCost ? free : 0n
}
