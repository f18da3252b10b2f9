import { bytesToHex } from '@noble/hashes/utils.js'
import { type Explanation, quoteWords } from '../explanation.ts'
import type { JobId, PeerId } from '../ids.ts'
import type { WorkDone } from './agreement-chain.ts'
import type { BiddingEffect, BiddingEvent, BiddingState, HeardDemand } from './bidding-state.ts'
import { type Agreement, type Demand, formatOf, siteName } from './demand.ts'
import { bytesPerSecondOf, noteDownload } from './downstream.ts'
import { type DemandMoment, formatFor, judgeDemand, judgeNeeds } from './judge-demand.ts'
import { type DemandRefusal, forgetJob, notePassedOver } from './passed-over.ts'
import { askPrice, passTime, payPerSecond } from './price-rule.ts'
import { judgePlace, placesOn, shareCores } from './share-cores.ts'
import { claimOf, claimUnder, coresFor, keptPlaces, workingClaims } from './working-claims.ts'

/** After a refusal or a failure a job is not answered again for this long. */
const RETRY_MS = 10_000
/** The same where an offer did not reach it. */
const MISSED_MS = 3_000
/** Jobs remembered as refused or answered, at most: strangers name as many as they like. */
const MAX_QUIET = 1_024
/** Demands answered within `AGREEMENT_MS`, at most: each costs a look at the chain and a dial. */
const MAX_OFFERS = 8
/** Demands that are weighed at once, at most. */
const MAX_HEARD = 32
/** Demands heard within this time are weighed against each other. */
const CHOOSE_MS = 150
/** Longest stay that an offer can name. */
const MAX_UP_MS = 2 ** 32 - 1
/** How long an offer stands, and how long a signed agreement waits for its requestor to come. */
export const AGREEMENT_MS = 20_000
/** How long a place is kept for a signed agreement: a requestor tries for as long to get through. */
const PLACE_MS = 10_000
/** Agreements in a row that may come to nothing before the network is thought to be at fault. */
const UNREACHED_LIMIT = 2

/** Whether agreement after agreement came to nothing, so that this network may let nothing pass. */
export const isUnreached = (state: BiddingState): boolean => state.unreached >= UNREACHED_LIMIT

/**
 * Decides what a provider answers, signs and works on: demands heard within a moment are weighed
 * against each other, the best are answered as far as places are free, and what is signed keeps its
 * place until its requestor comes. Whatever strangers can make grow is bounded. The same events give
 * the same effects, on the page, in tests and in a simulation.
 */
export function advanceBidding(
  state: BiddingState,
  event: BiddingEvent,
  now: number,
): readonly BiddingEffect[] {
  const effects: BiddingEffect[] = []
  switch (event.type) {
    case 'opened':
      if (state.rules === undefined) state.openedAt = now
      state.rules = event.rules
      state.unreached = 0
      state.passedOver.clear()
      effects.push({ type: 'say', explanation: undefined })
      share(state, effects)
      break
    case 'closed':
      state.rules = undefined
      state.heard.length = 0
      state.next.length = 0
      state.chooseAt = undefined
      break
    case 'heard':
      hear(state, event, now, effects)
      break
    case 'tick':
      letExpire(state, now, effects)
      if (state.chooseAt !== undefined && now >= state.chooseAt) choose(state, now, effects)
      break
    case 'checked':
      if (event.refusal === undefined) offer(state, event.heard, now, effects)
      else {
        pass(state, event.heard.demand, event.refusal, now, effects)
        answerNext(state, now, effects)
      }
      break
    case 'missed':
      if (event.why !== undefined) {
        // Its relay may be away for a moment, or it is being reloaded.
        quieten(state, event.demand.jobId, now, MISSED_MS)
        pass(state, event.demand, { obstacle: 'network', ...event.why }, now, effects)
      }
      answerNext(state, now, effects)
      break
    case 'declined':
      pass(state, event.demand, { obstacle: 'answer', ...event.why }, now, effects)
      break
    case 'asked':
      answerAgreement(state, event.agreement, now, effects)
      break
    case 'unsigned': {
      const { agreementId, demand } = event.agreement
      state.signed.delete(bytesToHex(agreementId))
      say(effects, `Could not sign for ${quoteWords(demand.title)}`, event.why)
      break
    }
    case 'greeted':
      greet(state, event.agreementId, event.remote, now, effects)
      break
    case 'fetched':
      noteDownload(state.downstream, event.download, now)
      break
    case 'ended':
      end(state, event, now, effects)
      break
  }
  return effects
}

function hear(
  state: BiddingState,
  {
    demand,
    speed,
    record,
    letAloneUntil,
    draw,
    isSilent,
  }: Extract<BiddingEvent, { type: 'heard' }>,
  now: number,
  effects: BiddingEffect[],
): void {
  const { rules } = state
  const { jobId } = demand
  if (rules === undefined || state.heard.length >= MAX_HEARD) return
  if (demand.requestor === state.self) return
  const working = state.working.get(jobId)
  if (working !== undefined) {
    // Its requestor's own word is enough; another tab's key takes a job over from who fell silent.
    const isBelieved = demand.requestor === working.demand.requestor || isSilent
    if (isBelieved && demand.since > working.demand.since)
      effects.push({ type: 'leave', jobId, why: STARTED_OVER, ending: 'abandoned' })
    return
  }
  if ((state.quietUntil.get(jobId) ?? 0) > now) return
  const judgement = judgeDemand(demand, rules, {
    ...momentOf(state, now),
    record,
    letAloneUntil,
  })
  if (judgement.kind === 'decline') {
    pass(state, demand, judgement, now, effects)
    quieten(state, jobId, now)
    return
  }
  const format = formatFor(demand, rules)
  const place = judgePlace(claimOf(demand, format), keptPlaces(state, now), rules.cores)
  if (place.kind === 'decline') {
    pass(state, demand, place, now, effects)
    return
  }
  if (draw >= demand.answerProbability) return
  if (state.heard.some(({ demand: other }) => other.jobId === jobId)) return
  state.heard.push({ demand, format, speed, draw })
  if (state.chooseAt !== undefined) return
  state.chooseAt = now + CHOOSE_MS
  effects.push({ type: 'wake', at: state.chooseAt })
}

/**
 * Answers as many of the demands just heard as there are places, first those that pay best. Among
 * those that pay the same chance decides: everybody heard them in one order, and all would go to
 * one requestor, which sends most of them away.
 */
function choose(state: BiddingState, now: number, effects: BiddingEffect[]): void {
  state.chooseAt = undefined
  const heard = state.heard.splice(0)
  const { rules } = state
  if (rules === undefined) return
  const moment = momentOf(state, now)
  const byPay = heard
    .map((one) => ({
      ...one,
      pay: payPerSecond(
        one.demand,
        askPrice(rules.price, one.demand, one.format, moment),
        one.speed,
      ),
    }))
    .sort((a, b) => (a.pay === b.pay ? a.draw - b.draw : a.pay > b.pay ? -1 : 1))
  // What was left over of the last choice is heard again.
  state.next.splice(0, state.next.length, ...byPay)
  const free = placesOn(rules.cores) - keptPlaces(state, now).length
  for (let place = 0; place < free; place += 1) answerNext(state, now, effects)
}

function answerNext(state: BiddingState, now: number, effects: BiddingEffect[]): void {
  while ((state.answeredAt[0] ?? now) <= now - AGREEMENT_MS) state.answeredAt.shift()
  if (state.answeredAt.length >= MAX_OFFERS) return
  const heard = state.next.shift()
  if (heard === undefined) return
  quieten(state, heard.demand.jobId, now)
  state.answeredAt.push(now)
  if (heard.demand.terms.kind === 'paid') effects.push({ type: 'check', heard })
  else offer(state, heard, now, effects)
}

/** Offers at what is asked now; where that has risen since the demand was judged, at what it allows. */
function offer(
  state: BiddingState,
  { demand, format, speed }: HeardDemand,
  now: number,
  effects: BiddingEffect[],
): void {
  const { rules } = state
  if (rules === undefined) return
  const ask = askPrice(rules.price, demand, format, momentOf(state, now))
  const { terms } = demand
  const isDear = terms.kind === 'paid' && ask > terms.ceilingPerGigaGas
  effects.push({
    type: 'offer',
    demand,
    offer: {
      demandId: demand.demandId,
      jobId: demand.jobId,
      provider: state.self,
      payee: rules.payee ?? null,
      cores: coresFor(state, claimOf(demand, format), rules),
      pricePerGigaGas: isDear ? terms.ceilingPerGigaGas : ask,
      ...(format !== demand.format && { format }),
      speed,
      upMs: Math.min(now - state.openedAt, MAX_UP_MS),
      ...(rules.site !== undefined && { site: siteName(demand.jobId, rules.site) }),
    },
  })
}

/** Signs what it can keep: whoever closed meanwhile, or gave the place away, promises nothing. */
function answerAgreement(
  state: BiddingState,
  agreement: Agreement,
  now: number,
  effects: BiddingEffect[],
): void {
  letExpire(state, now, effects)
  const name = bytesToHex(agreement.agreementId)
  const reason = state.signed.has(name)
    ? 'that agreement is signed already'
    : objectionTo(state, agreement, now)
  if (reason !== undefined) {
    effects.push({ type: 'refuse', agreement, reason, advice: ASK_ANOTHER })
    return
  }
  const until = now + AGREEMENT_MS
  state.signed.set(name, { agreement, placeUntil: now + PLACE_MS, until })
  effects.push({ type: 'sign', agreement }, { type: 'wake', at: until })
}

function greet(
  state: BiddingState,
  agreementId: Uint8Array,
  remote: PeerId,
  now: number,
  effects: BiddingEffect[],
): void {
  letExpire(state, now, effects)
  const name = bytesToHex(agreementId)
  const agreement = state.signed.get(name)?.agreement
  if (agreement === undefined || agreement.demand.requestor !== remote) {
    effects.push({ type: 'turnAway', agreementId, reason: 'no such agreement waits here' })
    return
  }
  // It reached us, whatever comes of it.
  state.signed.delete(name)
  const { demand } = agreement
  const reason = objectionTo(state, agreement, now)
  if (reason !== undefined || state.rules === undefined) {
    effects.push({ type: 'turnAway', agreementId, reason: reason ?? CLOSED })
    effects.push({ type: 'conclude', agreementId, ending: 'refused', work: NO_WORK })
    return
  }
  const cores = coresFor(state, claimUnder(agreement), state.rules)
  state.load = passTime(state.load, state.working.size > 0, now)
  state.working.set(demand.jobId, agreement)
  forgetJob(state.passedOver, demand.jobId)
  effects.push({ type: 'say', explanation: undefined }, { type: 'engage', agreement, cores })
  share(state, effects)
}

function end(
  state: BiddingState,
  { jobId, ending, why, work, path }: Extract<BiddingEvent, { type: 'ended' }>,
  now: number,
  effects: BiddingEffect[],
): void {
  const agreement = state.working.get(jobId)
  if (agreement === undefined) return
  const { agreementId, demand } = agreement
  state.load = passTime(state.load, true, now)
  state.working.delete(jobId)
  effects.push({ type: 'conclude', agreementId, ending, work })
  share(state, effects)
  // The program could not be prepared here, and will not be so soon.
  if (ending === 'refused') quieten(state, jobId, now)
  // Who went without a word may have been reloaded, and asks us again.
  else if (why === undefined || why.reason === STARTED_OVER.reason) state.quietUntil.delete(jobId)
  if (work.answered > 0) state.unreached = 0
  else if (path === 'relayed') state.unreached += 1
  if (why !== undefined) say(effects, `${quoteWords(demand.title)} ended`, why)
}

/** What stands against working under an agreement now, whatever was said of it before. */
function objectionTo(state: BiddingState, agreement: Agreement, now: number): string | undefined {
  const { rules } = state
  if (rules === undefined) return CLOSED
  const { demand } = agreement
  const kept = keptPlaces(state, now)
  if (kept.some(({ jobId }) => jobId === demand.jobId)) return 'that job has its place here already'
  const place = judgePlace(claimUnder(agreement), kept, rules.cores)
  if (place.kind === 'decline') return place.reason
  const needs = judgeNeeds(demand, rules, formatOf(agreement))
  return needs.kind === 'decline' ? needs.reason : undefined
}

/** Holds work under way to its share of what is lent now, or hands back what that cannot do. */
function share(state: BiddingState, effects: BiddingEffect[]): void {
  const { rules } = state
  if (rules === undefined) return
  const shares = shareCores(rules.cores, workingClaims(state))
  for (const [jobId, agreement] of state.working) {
    const needs = judgeNeeds(agreement.demand, rules, formatOf(agreement))
    const cores = shares.get(jobId) ?? 0
    if (needs.kind === 'decline') effects.push({ type: 'leave', jobId, why: needs, ending: 'left' })
    else if (cores === 0) effects.push({ type: 'leave', jobId, why: TOO_FEW_CORES, ending: 'left' })
    else effects.push({ type: 'lend', jobId, cores })
  }
}

/** Lets go of agreements under which nobody came: once is chance, again and again is the network. */
function letExpire(state: BiddingState, now: number, effects: BiddingEffect[]): void {
  for (const [name, { agreement, until }] of state.signed) {
    if (now < until) continue
    state.signed.delete(name)
    state.unreached += 1
    const { agreementId } = agreement
    effects.push({ type: 'conclude', agreementId, ending: 'abandoned', work: NO_WORK })
  }
}

function quieten(state: BiddingState, jobId: JobId, now: number, forMs = RETRY_MS): void {
  state.quietUntil.delete(jobId)
  state.quietUntil.set(jobId, now + forMs)
  for (const [oldest, until] of state.quietUntil) {
    if (until > now && state.quietUntil.size <= MAX_QUIET) break
    state.quietUntil.delete(oldest)
  }
}

function momentOf(
  state: BiddingState,
  now: number,
): Omit<DemandMoment, 'record' | 'letAloneUntil'> {
  state.load = passTime(state.load, state.working.size > 0, now)
  return {
    now: state.load.at,
    load: state.load.share,
    bytesPerSecond: bytesPerSecondOf(state.downstream, now),
  }
}

/** Remembers for its owner why a demand came to nothing. */
function pass(
  state: BiddingState,
  demand: Demand,
  refusal: DemandRefusal,
  now: number,
  effects: BiddingEffect[],
): void {
  notePassedOver(state.passedOver, demand, refusal, now)
  say(effects, `Passed over ${quoteWords(demand.title)}`, refusal)
}

function say(effects: BiddingEffect[], what: string, { reason, advice }: Explanation): void {
  effects.push({ type: 'say', explanation: { reason: `${what}: ${reason}.`, advice } })
}

const NO_WORK: WorkDone = { answered: 0, verified: 0, rejected: 0 }
const CLOSED = 'its owner takes no more work now'
const ASK_ANOTHER = 'Take another provider; this one answers again when it has room.'
const TOO_FEW_CORES: Explanation = {
  reason: 'fewer cores are lent than jobs are at work',
  advice: 'Lend as many cores as you want to work on jobs at once.',
}
const STARTED_OVER: Explanation = {
  reason: 'the requestor started over',
  advice: 'Nothing to do: it asks again by itself.',
}
