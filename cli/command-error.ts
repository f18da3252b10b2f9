/** What a person typed, or their machine, stops a command. The message is plain and says how. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
