/**
 * What a look at a result says of it. One that there was no look at, for it was not drawn or this
 * peer's own sandbox failed, is `unseen`, and taken all the same, or `unknown` where none may be taken
 * without a look.
 */
export type Finding = 'right' | 'wrong' | 'unseen' | 'unknown'

/** Looks at results in this peer's own sandbox, by a rule of the app's. */
export interface Judge {
  /**
   * The share of results like this one that are to be looked at, so that this share of their work is
   * computed again; above 1 is all.
   */
  share(index: number, spend: number): number
  /**
   * Whether a result is one that an honest provider may give. Never rejects: where this peer's own
   * sandbox fails, nothing is held against anybody.
   * @param closely of who is new: as thoroughly as the rule can.
   */
  find(index: number, output: Uint8Array, closely: boolean): Promise<Finding>
}
