import { MAX_CORES } from '../schedule/constants.ts'
import { GAS_PER_UNIT } from '../task/unit.ts'
import { expectOf } from '../trust/expect.ts'
import { type Demand, formatOf, type Offer } from './demand.ts'
import type { OfferRefusal } from './judgement.ts'
import { sayPrice } from './price.ts'
import { sayTime } from './say-time.ts'
import { countIncidents, type Standing, sayIncidents } from './standing.ts'

/** How a provider is reached, as far as it is known before it is dialled. */
export interface Connection {
  readonly path: 'direct' | 'relayed'
  /** Milliseconds of a round trip; undefined where none was measured. */
  readonly rttMs: number | undefined
}

/** An offer, with what this requestor knows of who made it. */
export interface Bid {
  readonly offer: Offer
  /** Replicas never share it: the payee, or the provider itself where nobody is paid. */
  readonly party: string
  readonly connection: Connection
  readonly standing: Standing
  /** What its record of work for others is worth, from -1 to 1; 0 where it showed none. */
  readonly carried: number
}

/** What a bid is worth, taken apart so that a refusal can be explained. Less is better throughout. */
export interface Score {
  /** Seconds until it would be through with its share of the job, download counted. */
  readonly finishSeconds: number
  /** Factors of at least 1 on that time, each for one reason. */
  readonly price: number
  readonly uptime: number
  readonly record: number
  readonly connection: number
  /** The product of all. */
  readonly total: number
}

/**
 * Gas a second and core that is believed of who names no measure, and of who names less: nobody
 * gains by not saying. No core is believed more than the upper bound, and no graphics device.
 */
const SPEEDS = { slowest: 5e7, fastestCore: 2e10, fastestGraphics: 1e14 }
/** A share is a sixteenth of what is left, and at most what keeps one such core busy for a minute. */
const SHARES = 16
const SHARE_SECONDS = 60
/** Bytes a second that a download is expected to get. */
const BYTES_PER_SECOND = { direct: 4e6, relayed: 1e6 }
/**
 * At the price in the middle of those who bid a bid counts as if it took twice as long; no price is
 * held against less than such a part of the ceiling, so that nobody makes it all that counts.
 */
const PRICE = { weight: 1, leastPart: 16n }
/** A tab that just came is expected to go as soon; who stays ten minutes mostly stays an hour. */
const UPTIME = { weight: 0.5, halfMs: 120_000 }
/** Completed leases that make half the difference between a newcomer and somebody proved. */
const RECORD = { weight: 0.5, half: 4 }
/** Leases that a record counts for which speaks for somebody, and what one adds that speaks against. */
const CARRIED = { leases: 4, against: 1 }
/** How much each incident of the last hour adds. */
const INCIDENT_WEIGHT = { timeout: 0.5, failure: 0.5, departure: 0.25 }
const RELAYED_FACTOR = 1.5
/** Whoever holds less of its claimed speed is told so. */
const BOASTED = 0.5
/** A window of leases hides a round trip; what is not hidden grows with it. */
const RTT = { unknownMs: 250, weightMs: 1_000 }

/**
 * What prices are held against, in wei for 10⁹ of the job's unit: the one in the middle of those who
 * bid for it at once. Against the ceiling, which says what a requestor can bear and not what others
 * ask, who is cheap because it has nothing to do would seldom be taken, and no price would fall.
 */
export function usualPrice(bids: Iterable<Bid>, { terms }: Demand): bigint {
  if (terms.kind === 'free') return 0n
  const prices = Array.from(bids, ({ offer }) => offer.pricePerGigaGas).sort((a, b) =>
    a < b ? -1 : a > b ? 1 : 0,
  )
  const least = terms.ceilingPerGigaGas / PRICE.leastPart
  const middle = prices[prices.length >> 1] ?? least
  return middle > least ? middle : least
}

/**
 * Scores a bid: the time it needs, stretched for what it asks and for the risk that it does not
 * hold. It never improves with a higher price, more incidents or a longer round trip, and never
 * gets worse with more speed, cores, uptime or completed leases.
 *
 * @param subtasksLeft of the job, not yet settled.
 * @param usualWei what its price is held against; 0 where nobody is paid.
 */
export function scoreBid(
  bid: Bid,
  demand: Demand,
  subtasksLeft: number,
  usualWei: bigint,
  now: number,
): Score {
  const finishSeconds = expectFinish(bid, demand, subtasksLeft)
  const { offer, standing } = bid
  const price =
    usualWei === 0n ? 1 : 1 + (PRICE.weight * Number(offer.pricePerGigaGas)) / Number(usualWei)
  const uptime = 1 + UPTIME.weight * (UPTIME.halfMs / (UPTIME.halfMs + offer.upMs))
  const { timeout, failure, departure } = countIncidents(standing, now)
  const record =
    1 +
    RECORD.weight *
      (RECORD.half /
        (RECORD.half + standing.completed + CARRIED.leases * Math.max(0, bid.carried))) +
    CARRIED.against * Math.max(0, -bid.carried) +
    INCIDENT_WEIGHT.timeout * timeout +
    INCIDENT_WEIGHT.failure * failure +
    INCIDENT_WEIGHT.departure * departure
  const connection = rateConnection(bid.connection)
  const total = finishSeconds * price * uptime * record * connection
  return { finishSeconds, price, uptime, record, connection, total }
}

/** A score with its bid. */
export interface ScoredBid {
  readonly bid: Bid
  readonly score: Score
}

/** Best first. Ties go by the provider's name, so that who came first does not matter. */
export const byScore = (a: ScoredBid, b: ScoredBid): number =>
  a.score.total - b.score.total || (a.bid.offer.provider < b.bid.offer.provider ? -1 : 1)

/** Why others were preferred, by what made the most of the difference, with figures. */
export function explainLoss(
  loser: ScoredBid,
  taken: readonly ScoredBid[],
  now: number,
): OfferRefusal {
  const best = [...taken].sort(byScore)
  // Against the one in the middle: the best of many is no measure.
  const rival = best[best.length >> 1]
  if (rival === undefined) return preferred('others suit better', 'Offer again: others may leave.')
  const faults = (['finishSeconds', 'price', 'uptime', 'record', 'connection'] as const)
    .map((name) => ({ name, ratio: loser.score[name] / rival.score[name] }))
    .sort((a, b) => b.ratio - a.ratio)
  return compare(faults[0]?.name ?? 'finishSeconds', loser, rival, taken.length, now)
}

function compare(
  fault: Exclude<keyof Score, 'total'>,
  loser: ScoredBid,
  rival: ScoredBid,
  count: number,
  now: number,
): OfferRefusal {
  const others = `${count} other${count === 1 ? '' : 's'}`
  const suit = `${others} ${count === 1 ? 'suits' : 'suit'}`
  const { offer, standing, connection } = loser.bid
  switch (fault) {
    case 'price': {
      const [mine, theirs] = [loser, rival].map(({ bid }) => sayPrice(bid.offer.pricePerGigaGas))
      return preferred(`${suit} better: price ${mine} against ${theirs}`, `Ask ${theirs} or less.`)
    }
    case 'uptime':
      return preferred(
        `${suit} better: here for ${sayTime(offer.upMs)} against ${sayTime(rival.bid.offer.upMs)}`,
        'Keep the tab open: who stays longer is preferred.',
      )
    case 'record': {
      if (loser.bid.carried < 0)
        return preferred(
          `${suit} better: others judged results of its wrong`,
          'Give right results: newer agreements take the place of those in your record.',
        )
      const incidents = sayIncidents(standing, now)
      const leases = `${standing.completed} leases done against ${rival.bid.standing.completed}`
      return preferred(
        `${suit} better: ${incidents ?? leases}`,
        incidents === undefined
          ? 'Offer again: every lease done counts for you.'
          : 'Keep the tab open and in reach: faults are forgotten after an hour.',
      )
    }
    case 'connection':
      return preferred(
        connection.path === 'relayed' && rival.bid.connection.path === 'direct'
          ? `${suit} better: reached over a relay, they directly`
          : `${suit} better: round trip ${sayRtt(connection)} against ${sayRtt(rival.bid.connection)}`,
        'Use a network that lets direct connections through, or one that is nearer.',
      )
    case 'finishSeconds': {
      const { pace = 1 } = standing
      if (pace < BOASTED)
        return preferred(
          `${suit} better: showed ${Math.round(100 * pace)} % of the speed it claims`,
          'Leave the machine to the work, or let it measure itself anew: leases done set it right.',
        )
      const [mine, theirs] = [loser, rival].map(({ score }) => sayTime(score.finishSeconds * 1_000))
      return mine === theirs
        ? preferred(
            `${suit} as well, and there are no more places`,
            'Offer again when one of them has left.',
          )
        : preferred(
            `${others} ${count === 1 ? 'finishes' : 'finish'} sooner: ${theirs} against ${mine}`,
            'Lend more cores, or let each work harder.',
          )
    }
  }
}

const preferred = (reason: string, toProvider: string): OfferRefusal => ({
  reason,
  advice: 'It is taken when a place falls free and it is the best who offers then.',
  toProvider,
})

/** Seconds to download the program and compute a share of what is left. */
function expectFinish(
  { offer, connection, standing }: Bid,
  demand: Demand,
  subtasksLeft: number,
): number {
  const unit = Number(GAS_PER_UNIT[demand.unit ?? 'gas'])
  const gasLeft =
    subtasksLeft *
    expectOf(demand.policy, demand.subtasks).executions *
    Number(demand.gasPerSubtask) *
    unit
  const share = Math.min(gasLeft / SHARES, SPEEDS.slowest * SHARE_SECONDS)
  const believed = Number(offer.speed) * unit * (standing.pace ?? 1)
  const isGraphics = formatOf({ demand, offer }) === 'wgsl'
  const fastest = isGraphics ? SPEEDS.fastestGraphics : SPEEDS.fastestCore
  const speed = Math.min(fastest, Math.max(SPEEDS.slowest, believed))
  // However many cores drive it, a machine lends one graphics device.
  const cores = isGraphics ? 1 : Math.min(offer.cores, MAX_CORES)
  return demand.downloadBytes / BYTES_PER_SECOND[connection.path] + share / (speed * cores)
}

const rateConnection = ({ path, rttMs = RTT.unknownMs }: Connection): number =>
  (path === 'relayed' ? RELAYED_FACTOR : 1) * (1 + rttMs / RTT.weightMs)

const sayRtt = ({ rttMs }: Connection) => `${Math.round(rttMs ?? RTT.unknownMs)} ms`
