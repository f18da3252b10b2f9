/**
 * What one subtask may use. Crossing `gas` is an outcome, and what `memoryBytes` forbids the program
 * is told; crossing any other is a host failure or a refusal.
 */
export interface Limits {
  /** Executed WASM instructions, as the meter counts them. */
  readonly gas: bigint
  /**
   * Linear memory and what the program's files hold, together. Whichever asks for what the other
   * leaves no room for is refused: growth answers -1, a file `ENOSPC`.
   */
  readonly memoryBytes: number
  /** Largest output accepted from the program. */
  readonly outputBytes: number
  /** Bytes of log kept; what comes after is dropped and counted. */
  readonly logBytes: number
  /** Time after which the host stops the program for good. */
  readonly wallMs: number
}
