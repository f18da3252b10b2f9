import type { PeerId } from '#protocol/ids.ts'
import { bucketAt, FAN, MAX_DEPTH } from '#protocol/market/bucket.ts'
import type { Random } from '../random.ts'

/** Neighbours that a tab passes gossip of one topic on to, gossipsub's usual number. */
export const DEGREE = 8

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

  /** All others in the speaker's bucket of a depth, by how many hops away they hear it: a few at one, most at the last. */
  spread(speaker: Tab, depth: number, random: Random): readonly Tab[][] {
    const size = FAN ** (MAX_DEPTH - depth)
    const first = speaker.leaf - (speaker.leaf % size)
    let members = 0
    for (let leaf = first; leaf < first + size; leaf += 1)
      members += this.#leaves[leaf]?.length ?? 0
    const hops: Tab[][] = []
    for (let leaf = first; leaf < first + size; leaf += 1)
      for (const tab of this.#leaves[leaf] ?? []) {
        if (tab === speaker) continue
        const hop = hopOf(random.uniform() * members)
        const group = hops[hop]
        if (group === undefined) hops[hop] = [tab]
        else group.push(tab)
      }
    return hops
  }
}

/** The first hop reaches as many as the speaker has neighbours, each further one seven times as many. */
function hopOf(rank: number): number {
  let reached = DEGREE
  let hop = 0
  for (let layer = DEGREE; rank >= reached; hop += 1) {
    layer *= DEGREE - 1
    reached += layer
  }
  return hop
}
