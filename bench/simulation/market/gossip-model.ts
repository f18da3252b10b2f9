import type { PeerId } from '#protocol/ids.ts'
import { bucketAt, FAN } from '#protocol/market/bucket.ts'
import { MAX_DEPTH } from '#protocol/wire/topics.ts'
import type { Random } from '../random.ts'

/** Hearers are told in so many groups, each a little earlier or later. */
const GROUPS = 4

/** Which of the smallest buckets a peer is in: those of one larger bucket lie side by side. */
export const leafOf = (peer: PeerId): number =>
  Number.parseInt(bucketAt(peer, MAX_DEPTH).split('/').at(-1) ?? '', FAN)

/** Who hears what in which bucket. */
export class GossipModel<Tab extends { readonly leaf: number }> {
  readonly #leaves: Tab[][] = Array.from({ length: FAN ** MAX_DEPTH }, () => [])

  add(tab: Tab): void {
    this.#leaves[tab.leaf]?.push(tab)
  }

  remove(tab: Tab): void {
    const leaf = this.#leaves[tab.leaf] ?? []
    const at = leaf.indexOf(tab)
    const last = leaf.pop()
    if (last !== undefined && last !== tab) leaf[at] = last
  }

  /** All others in the speaker's bucket of a depth, in groups of those who hear it at one moment. */
  spread(speaker: Tab, depth: number, random: Random): readonly Tab[][] {
    const size = FAN ** (MAX_DEPTH - depth)
    const first = speaker.leaf - (speaker.leaf % size)
    const groups: Tab[][] = Array.from({ length: GROUPS }, () => [])
    for (let leaf = first; leaf < first + size; leaf += 1)
      for (const tab of this.#leaves[leaf] ?? [])
        if (tab !== speaker) groups[Math.floor(random.uniform() * GROUPS)]?.push(tab)
    return groups
  }
}
