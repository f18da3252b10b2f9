import { MalformedError } from '#protocol/errors.ts'
import type { Channel, Mesh } from './ports/mesh.ts'

/**
 * Gives a channel its consumer: whoever sends a frame that breaks the protocol is dropped, and
 * nothing else happens to anybody.
 *
 * @param take throws `MalformedError` for a frame that breaks it; any other failure closes the channel.
 */
export function takeFrames(
  mesh: Mesh,
  channel: Channel,
  take: (frame: Uint8Array) => void | Promise<void>,
): void {
  channel.onFrame(async (frame) => {
    try {
      await take(frame)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      await mesh.drop(channel.remote, error.message)
    }
  })
}
