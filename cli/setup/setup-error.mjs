/** Something a person must put right before Loam can run. The message is one line and says how. */
export class SetupError extends Error {}
