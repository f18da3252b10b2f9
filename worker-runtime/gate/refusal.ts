/** Ends the gate's walk: what was met, where, and why it cannot run. Never leaves the gate. */
export class Refusal extends Error {
  readonly feature: string
  readonly offset: number
  constructor(feature: string, offset: number, reason: string) {
    super(reason)
    this.feature = feature
    this.offset = offset
  }
}
