import { sha256 } from '@noble/hashes/sha2.js'

/**
 * A requestor's secret randomness: it places replicas where no provider can foresee.
 * The same secret gives the same draws, so a job can be replayed.
 */
export interface Draw {
  /** A number from 0 up to but not including `below` (1 to 2³²). */
  next(below: number): number
}

/** Hash of secret and counter, 32 bits at a time; modulo bias is below 2⁻²⁰ for `below` < 4096. */
export function createDraw(secret: Uint8Array): Draw {
  const block = new Uint8Array(secret.byteLength + 4)
  block.set(secret)
  const view = new DataView(block.buffer)
  let counter = 0
  let words: DataView | undefined
  return {
    next(below) {
      const at = counter % 8
      if (at === 0 || words === undefined) {
        view.setUint32(secret.byteLength, counter >>> 3)
        words = new DataView(sha256(block).buffer)
      }
      counter += 1
      return words.getUint32(at * 4) % below
    },
  }
}
