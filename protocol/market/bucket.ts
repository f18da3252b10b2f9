import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { PeerId } from '../ids.ts'
import { DEMAND_TOPIC, MAX_DEPTH } from '../wire/topics.ts'

/** Buckets that each bucket is divided into. */
export const FAN = 8
/** Bits that choose one bucket of `FAN`. */
const BITS = 3

/**
 * The topic of the bucket of this depth that a peer belongs to: an eighth of all peers for each
 * step of depth, by a hash of their ids, each within the bucket above it.
 */
export function bucketAt(peer: PeerId, depth: number): string {
  const [high = 0, low = 0] = sha256(utf8ToBytes(peer))
  const bits = (high << 8) | low
  let digits = ''
  for (let step = 1; step <= depth; step += 1)
    digits += ((bits >> (16 - BITS * step)) & (FAN - 1)).toString()
  return digits === '' ? DEMAND_TOPIC : `${DEMAND_TOPIC}/${digits}`
}

/**
 * The topics of all buckets a peer belongs to, everybody's first. It hears demands on each of them
 * and cries its own on one of them: so many, however large the network is.
 */
export const bucketsOf = (peer: PeerId): readonly string[] =>
  Array.from({ length: MAX_DEPTH + 1 }, (_, depth) => bucketAt(peer, depth))

/** Where a demand is cried out, and which share of those who hear it there should answer. */
export interface Aim {
  readonly depth: number
  readonly answerProbability: number
}

/**
 * Aims at a share of all peers: at the smallest bucket that holds it, so that fewer than `FAN` times
 * as many hear a demand as should answer it.
 *
 * @param share of all peers, above 0, at most 1.
 * @param widest the depth of the largest bucket that may be used: the aim falls short of a share
 * that is larger.
 */
export function aimAt(share: number, widest: number): Aim {
  let depth = 0
  while (depth < MAX_DEPTH && share <= shareOf(depth + 1)) depth += 1
  depth = Math.max(depth, widest)
  return { depth, answerProbability: Math.min(1, share / shareOf(depth)) }
}

/** The share of all peers in a bucket of this depth. */
export const shareOf = (depth: number): number => FAN ** -depth

/** The share of all peers that a demand asks. */
export const shareAsked = ({ depth, answerProbability }: Aim): number =>
  answerProbability * shareOf(depth)
