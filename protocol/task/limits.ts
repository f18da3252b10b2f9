/** What one subtask may use. Crossing `gas` is an outcome; crossing any other is a host failure or a refusal. */
export interface Limits {
  /** Executed WASM instructions, as the meter counts them. */
  readonly gas: bigint
  /** Cap on linear memory in bytes; a multiple of 65,536. */
  readonly memoryBytes: number
  /** Largest output accepted from the program. */
  readonly outputBytes: number
  /** Bytes of log kept; what comes after is dropped and counted. */
  readonly logBytes: number
  /** Time after which the host stops the program for good. */
  readonly wallMs: number
}
