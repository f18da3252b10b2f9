/** What a policy made of a job, or of several. */
export interface Tally {
  readonly subtasks: number
  /** Settled with a wrong result. */
  readonly wrong: number
  /** Everything that anybody computed, also what was thrown away. */
  readonly executions: number
  /** Executions that the requestor paid for. */
  readonly paid: number
  readonly bannedCheats: number
  readonly bannedHonest: number
}

export const NOTHING: Tally = {
  subtasks: 0,
  wrong: 0,
  executions: 0,
  paid: 0,
  bannedCheats: 0,
  bannedHonest: 0,
}

/** Both together. */
export const addTallies = (one: Tally, other: Tally): Tally => ({
  subtasks: one.subtasks + other.subtasks,
  wrong: one.wrong + other.wrong,
  executions: one.executions + other.executions,
  paid: one.paid + other.paid,
  bannedCheats: one.bannedCheats + other.bannedCheats,
  bannedHonest: one.bannedHonest + other.bannedHonest,
})
