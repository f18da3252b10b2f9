import { asAddress } from '#protocol/ids.ts'
import { createRates, noteAgreement, viewRates } from '#protocol/market/going-rate.ts'
import type { ProviderRules } from '#protocol/market/judge-demand.ts'
import { MAX_PROVIDERS } from '#protocol/market/pool.ts'
import { passTime } from '#protocol/market/price-rule.ts'
import { paidTerms, rulesWith } from '#test/support/market.ts'
import { ModelledMarket } from './modelled-market.ts'
import type { ModelledProvider } from './modelled-provider.ts'
import type { ModelledRequestor } from './modelled-requestor.ts'

const MINUTE_MS = 60_000
/** What people want for 10⁹ gas is scattered around it, in wei. */
const USUAL_WEI = 1e15
/** Of the logarithms of what people want, of what requestors would pay, and of speeds. */
const SPREAD = { wanted: 0.5, ceiling: 0.3, speed: 0.3 }
/** In times of the usual. */
const CEILING = 6
/** What is asked by who has nothing to do, and by who is never idle, in times of what it opened its tab for. */
const FLOOR = 0.4
const TOP = 4
/** Whoever is at work for a smaller share of its time thinks of closing its tab. */
const IDLE_SHARE = 0.4
/** Looks around this long before it does. */
const PATIENCE_MS = 10 * MINUTE_MS
/** Of those content with the usual, who have their tabs open to begin with. */
const BEGIN_SHARE = 0.5
/** Chance of doing what one has a mind to, each minute: opening a tab takes people longer than closing it. */
const RESOLVE = { open: 0.02, close: 0.15 }

/** A market of people who come for its price and go for want of work. */
export interface PriceModel {
  readonly seed: number
  /** Who may provide, each from a price of its own on. */
  readonly people: number
  /** Requestors before demand doubles; each has one job after another. */
  readonly requestors: number
  readonly minutes: number
  /** When there are twice as many of them. */
  readonly doublesAtMinute: number
}

/** The market at the end of a minute. */
export interface PriceMinute {
  /** What others agreed on of late, in the middle, in wei for 10⁹ gas. */
  readonly wei: number
  readonly providers: number
  /** Share of them at work. */
  readonly busy: number
}

interface Person {
  readonly wantedWei: number
  readonly rules: ProviderRules
  /** Undefined while its tab is closed. */
  provider: ModelledProvider | undefined
  since: number
}

/**
 * Runs a market on which nobody sets the price: providers ask more the busier they were, people
 * open their tabs where the going rate suits them and close them where there is little to do.
 */
export function simulatePrices(model: PriceModel): readonly PriceMinute[] {
  const rates = createRates()
  const distance = { rttMs: 100, jitter: 0.2 }
  const market = new ModelledMarket(model.seed, distance, (demand, offer) =>
    noteAgreement(rates, demand, offer, market.network.now),
  )
  const { network, random } = market
  const people = Array.from({ length: model.people }, (_, at): Person => {
    const wantedWei = USUAL_WEI * random.lognormal(SPREAD.wanted)
    return { wantedWei, rules: rulesFor(wantedWei, at), provider: undefined, since: network.now }
  })
  const goingRate = () =>
    Number(viewRates(rates, network.now)[0]?.agreed?.median ?? BigInt(USUAL_WEI))

  const post = (requestor: ModelledRequestor) => {
    const ceiling = CEILING * USUAL_WEI * random.lognormal(SPREAD.ceiling)
    const work = random.exponential(120) * MAX_PROVIDERS
    market.post(requestor, work, paidTerms(BigInt(Math.round(ceiling))))
  }
  const rest = (requestor: ModelledRequestor) =>
    network.after(random.exponential(30_000), () => post(requestor))
  const admit = () => {
    for (let count = 0; count < model.requestors; count += 1) rest(market.admit(rest))
  }
  const open = (person: Person) => {
    const speed = random.lognormal(SPREAD.speed)
    person.provider = market.join({ speed, isFickle: false, rules: person.rules })
    person.since = network.now
  }
  const think = (person: Person) => {
    const { provider, wantedWei } = person
    if (provider === undefined) {
      if (goingRate() >= wantedWei && random.uniform() < RESOLVE.open) open(person)
      return
    }
    const { share } = passTime(provider.bidding.load, provider.isWorking, network.now)
    const isPaid = goingRate() >= wantedWei * FLOOR
    const isContent = (share >= IDLE_SHARE && isPaid) || network.now - person.since < PATIENCE_MS
    if (isContent || provider.isWorking || random.uniform() >= RESOLVE.close) return
    market.vanish(provider)
    person.provider = undefined
  }

  const minutes: PriceMinute[] = []
  for (const person of people)
    if (person.wantedWei < USUAL_WEI && random.uniform() < BEGIN_SHARE) open(person)
  admit()
  for (let minute = 0; minute < model.minutes; minute += 1) {
    if (minute === model.doublesAtMinute) admit()
    for (const person of people) think(person)
    network.runUntil(network.now + MINUTE_MS)
    const online = [...market.providers.values()]
    const busy = online.filter(({ isWorking }) => isWorking).length
    minutes.push({
      wei: goingRate(),
      providers: online.length,
      busy: busy / Math.max(1, online.length),
    })
  }
  return minutes
}

/** What a stretch of minutes was like on average. */
export function average(minutes: readonly PriceMinute[]): PriceMinute {
  const mean = (value: (minute: PriceMinute) => number) =>
    minutes.reduce((sum, minute) => sum + value(minute), 0) / minutes.length
  return {
    wei: mean(({ wei }) => wei),
    providers: mean(({ providers }) => providers),
    busy: mean(({ busy }) => busy),
  }
}

const rulesFor = (wantedWei: number, at: number): ProviderRules =>
  rulesWith({
    payee: asAddress(`0x${(at + 1).toString(16).padStart(40, '0')}`),
    price: {
      floorPerGigaGas: BigInt(Math.round(wantedWei * FLOOR)),
      floorByFormat: {},
      topPerGigaGas: BigInt(Math.round(wantedWei * TOP)),
      busyHours: undefined,
    },
  })
