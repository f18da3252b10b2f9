import { type Fault, LoamError } from '#protocol/errors.ts'

/** Evidence takes 16 MiB of it at most. */
export const MAX_PROFILE_BYTES = 64 * 2 ** 20

/** A file that is longer than any profile, or a profile that would be. */
class ProfileTooLongError extends LoamError {
  readonly code = 'profile_too_long'
  readonly fault: Fault = 'requestor'
  constructor(bytes: number) {
    super(
      `A profile has at most ${MAX_PROFILE_BYTES / 2 ** 20} MiB, and this has ${Math.ceil(bytes / 2 ** 20)}.`,
      'Look whether it is the file that Loam saved.',
    )
  }
}

/** @throws {ProfileTooLongError} before anything so long is read, opened or sealed. */
export function limitProfile(bytes: number): void {
  if (bytes > MAX_PROFILE_BYTES) throw new ProfileTooLongError(bytes)
}
