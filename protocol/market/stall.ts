import type { PeerId } from '../ids.ts'
import { firstProbability, nextProbability } from './answer-rate.ts'
import { aimAt, shareAsked, shareOf } from './bucket.ts'
import { CRY_MS, type Cry, type Noise } from './earshot.ts'
import { judgeOffer, type OfferBook } from './judge-offer.ts'
import type { OfferRefusal } from './judgement.ts'
import { countPlaces, explainFull, joinPool, type Pool, wantsMore } from './pool.ts'
import { type Bid, byScore, explainLoss, type ScoredBid, scoreBid, usualPrice } from './score.ts'

/** How long offers are gathered, from the first on, where there may be more than places. */
const GATHER_MS = 400
/** The same where there are places for all that came to the last demand, and more. */
const SHORT_GATHER_MS = 100
/** Offers gathered at once, at most: a better one takes the place of the worst. */
export const MAX_BIDS = 64
/** Offers of one party among them: nobody fills the bucket alone. */
const MAX_BIDS_OF_A_PARTY = 16
/**
 * How soon a demand is repeated where too few have answered and more can be asked: an answer over
 * half the world takes about as long. Whoever asks sooner asks the same again, and many more.
 */
const RAMP_MS = 800
/** Answers come scattered: after the latest one so long is waited for others. */
const SCATTER_MS = 300
/** How long a place is kept for who was taken and has not yet signed. */
const PROMISE_MS = 5_000

interface Promised {
  readonly party: string
  readonly cores: number
  readonly until: number
}

/** A job's stall on the market. Owned by `advanceStall`, which changes it in place. */
export interface StallState {
  readonly bids: Map<PeerId, Bid>
  /** Taken, and not heard of since. */
  readonly promised: Map<PeerId, Promised>
  /** When what was gathered is decided on; undefined while nothing is. */
  decideAt: number | undefined
  cryAt: number
  /** The latest that `cryAt` may be put off to by answers that come. */
  cryBy: number
  /** The share of all peers that the last demand asked; undefined before the first. */
  asked: number | undefined
  /** Offers since the last demand. */
  answers: number
  /** Offers to the demand before. */
  answersBefore: number
  /** Whether anybody ever answered. */
  isKnown: boolean
  /** Demands since somebody was taken for the last free place: each is repeated later than the one before. */
  repeats: number
}

export const createStall = (): StallState => ({
  bids: new Map(),
  promised: new Map(),
  decideAt: undefined,
  cryAt: 0,
  cryBy: 0,
  asked: undefined,
  answers: 0,
  answersBefore: 0,
  isKnown: false,
  repeats: 0,
})

/** What is known at the time of an event, and stays as it is while it is decided on. */
export interface StallBook extends OfferBook {
  readonly pool: Pool
  readonly noise: Noise
}

export type StallEvent =
  | { readonly type: 'offered'; readonly bid: Bid; readonly book: StallBook }
  /** Time passed; at least whenever a `wake` is due. */
  | { readonly type: 'tick'; readonly book: StallBook }
  /** The bucket of the last demand has no hearers here. */
  | { readonly type: 'unheard'; readonly book: StallBook }
  /** Who was taken is here, or will not come. */
  | { readonly type: 'settled'; readonly provider: PeerId }
  /** Nobody is looked for any more, or not now. */
  | { readonly type: 'closed'; readonly refusal: OfferRefusal }

export type StallEffect =
  | ({ readonly type: 'cry' } & Cry)
  | { readonly type: 'take'; readonly provider: PeerId }
  | { readonly type: 'decline'; readonly provider: PeerId; readonly refusal: OfferRefusal }
  /** Wants a tick at this time. */
  | { readonly type: 'wake'; readonly at: number }

/**
 * Decides when a job cries out its demand, to how many, and who of those that offer is taken: what
 * comes within a short window is gathered in a bounded bucket, and the best are taken as far as
 * places are free. Who came first within it does not matter, and nobody is sent away for a better
 * one. The same events give the same effects, on the page, in tests and in a simulation.
 */
export function advanceStall(
  state: StallState,
  event: StallEvent,
  now: number,
): readonly StallEffect[] {
  const effects: StallEffect[] = []
  switch (event.type) {
    case 'offered':
      gather(state, event.bid, event.book, now, effects)
      break
    case 'tick':
      if (state.decideAt !== undefined && now >= state.decideAt)
        decide(state, event.book, now, effects)
      cry(state, event.book, now, effects)
      break
    case 'unheard':
      goOn(state, event.book, now, effects)
      break
    case 'settled':
      state.promised.delete(event.provider)
      break
    case 'closed':
      for (const provider of state.bids.keys())
        effects.push({ type: 'decline', provider, refusal: event.refusal })
      state.bids.clear()
      state.decideAt = undefined
      break
  }
  return effects
}

/** Said to who offers again before it is answered. */
export const OFFERED_ALREADY: OfferRefusal = {
  reason: 'has offered already',
  advice: 'Nothing to do: its first offer is being decided on.',
  toProvider: 'Nothing to do: your first offer is being decided on.',
}

function gather(
  state: StallState,
  bid: Bid,
  book: StallBook,
  now: number,
  effects: StallEffect[],
): void {
  const { provider } = bid.offer
  state.answers += 1
  state.isKnown = true
  state.cryAt = Math.max(state.cryAt, Math.min(state.cryBy, now + SCATTER_MS))
  const decline = (who: PeerId, refusal: OfferRefusal) =>
    effects.push({ type: 'decline', provider: who, refusal })
  const judgement = judgeOffer(bid, book, now)
  if (judgement.kind === 'decline') return void decline(provider, judgement)
  if (state.bids.has(provider) || state.promised.has(provider))
    return void decline(provider, OFFERED_ALREADY)
  const pool = countPromised(state, book.pool, now)
  if (!wantsMore(pool)) return void decline(provider, explainFull(pool))
  state.bids.set(provider, bid)
  const surplus = findSurplus(state, bid.party, book, now)
  if (surplus !== undefined) {
    state.bids.delete(surplus.provider)
    decline(surplus.provider, surplus.refusal)
  }
  if (state.decideAt !== undefined) return
  const isPlenty = countPlaces(pool).free > state.answersBefore + state.answers
  state.decideAt = now + (isPlenty ? SHORT_GATHER_MS : GATHER_MS)
  effects.push({ type: 'wake', at: state.decideAt })
}

/** The worst of a bucket that runs over, or of one party that would fill it alone. */
function findSurplus(
  state: StallState,
  party: string,
  book: StallBook,
  now: number,
): { readonly provider: PeerId; readonly refusal: OfferRefusal } | undefined {
  const isSibling = (bid: Bid) => bid.party === party
  const isCrowd = [...state.bids.values()].filter(isSibling).length > MAX_BIDS_OF_A_PARTY
  if (!isCrowd && state.bids.size <= MAX_BIDS) return undefined
  const ranked = rank(state, book, now)
  const siblings = ranked.filter(({ bid }) => isSibling(bid))
  const worst = (isCrowd ? siblings : ranked).at(-1)
  if (worst === undefined) return undefined
  const better = isCrowd
    ? `${MAX_BIDS_OF_A_PARTY} better offers for the same wallet`
    : `${MAX_BIDS} better offers`
  const refusal = {
    reason: `${better} came at once`,
    advice: 'It may offer again while places are free.',
    toProvider: 'Offer again: the job asks anew while it has free places.',
  }
  return { provider: worst.bid.offer.provider, refusal }
}

/** Takes the best of what was gathered, and tells everybody else why not. */
function decide(state: StallState, book: StallBook, now: number, effects: StallEffect[]): void {
  state.decideAt = undefined
  let pool = countPromised(state, book.pool, now)
  const taken: ScoredBid[] = []
  const left: ScoredBid[] = []
  for (const scored of rank(state, book, now)) {
    const { offer, party } = scored.bid
    const judgement = judgeOffer(scored.bid, book, now)
    if (judgement.kind === 'decline') {
      effects.push({ type: 'decline', provider: offer.provider, refusal: judgement })
      continue
    }
    const places = countPlaces(pool)
    const isNews = !pool.parties.has(party)
    // Places that only another party fills are not given to one that is here already.
    const isOfUse = places.free > (isNews ? 0 : places.parties)
    if (!isOfUse && !(isNews && places.parties > 0)) {
      left.push(scored)
      continue
    }
    taken.push(scored)
    pool = joinPool(pool, { party, cores: offer.cores })
    state.promised.set(offer.provider, { party, cores: offer.cores, until: now + PROMISE_MS })
    effects.push({ type: 'take', provider: offer.provider })
  }
  if (!wantsMore(pool)) {
    // Whoever is missed from now on is looked for anew, whatever it took to find these.
    state.repeats = 0
    state.cryAt = Math.min(state.cryAt, now + CRY_MS)
  }
  for (const loser of left)
    effects.push({
      type: 'decline',
      provider: loser.bid.offer.provider,
      refusal: taken.length === 0 ? explainFull(pool) : explainLoss(loser, taken, now),
    })
  state.bids.clear()
}

function cry(state: StallState, book: StallBook, now: number, effects: StallEffect[]): void {
  if (now < state.cryAt || state.decideAt !== undefined) return
  const counted = countPromised(state, book.pool, now)
  if (!wantsMore(counted)) return
  const { noise } = book
  const { free, parties } = countPlaces(counted)
  const places = Math.max(free, parties)
  const wanted =
    state.asked === undefined
      ? firstProbability(noise, places)
      : nextProbability(state.asked, state.answers, places, state.isKnown)
  const aim = aimAt(wanted, noise.widest)
  state.asked = shareAsked(aim)
  state.answersBefore = state.answers
  state.answers = 0
  const isRamping = state.asked < shareOf(noise.widest) && state.answersBefore < free
  // Who finds nobody again and again keeps the pace of the crowd; who looks for one more need not.
  const paceMs = Math.min(noise.paceMs[aim.depth] ?? CRY_MS, CRY_MS * 2 ** state.repeats)
  state.cryBy = now + paceMs
  state.cryAt = isRamping ? now + RAMP_MS : state.cryBy
  if (!isRamping) state.repeats += 1
  effects.push({ type: 'cry', ...aim, places })
  effects.push({ type: 'wake', at: state.cryAt })
}

/** Answers to what nobody heard are not waited for. */
function goOn(state: StallState, book: StallBook, now: number, effects: StallEffect[]): void {
  if (state.asked === undefined || state.answers > 0) return
  if (state.asked < shareOf(book.noise.widest)) {
    state.cryAt = now
    cry(state, book, now, effects)
  }
  // Nobody at all is in reach: how many will be is as unknown as it was.
  else state.asked = undefined
}

/** The pool as it will be once all who were taken have come. */
function countPromised(state: StallState, pool: Pool, now: number): Pool {
  let counted = pool
  for (const [provider, promised] of state.promised) {
    if (now >= promised.until) state.promised.delete(provider)
    else counted = joinPool(counted, promised)
  }
  return counted
}

function rank(state: StallState, { demand, pool }: StallBook, now: number): ScoredBid[] {
  const { subtasksLeft } = pool
  const usualWei = usualPrice(state.bids.values(), demand)
  return [...state.bids.values()]
    .map((bid) => ({ bid, score: scoreBid(bid, demand, subtasksLeft, usualWei, now) }))
    .sort(byScore)
}
