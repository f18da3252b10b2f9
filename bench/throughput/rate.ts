/** What a system made of a load. */
export interface Rate {
  /** Subtasks computed in a second, by all cores together; each copy of one counts. */
  readonly perSecond: number
}
