import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { asAddress } from '#protocol/ids.ts'
import { explainDifference } from '#protocol/payment/explain-difference.ts'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import { PARTS, rowOf, type Sums, sumRows } from '#protocol/payment/ledger-rows.ts'
import type { FixedRate } from '#protocol/payment/rate.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { collectLedger } from './collect-ledger.ts'
import { LedgerError } from './ports/errors.ts'
import type { Ledger, SessionKey } from './ports/ledger.ts'
import { Claims } from './provider/claims.ts'
import type { HeldVoucher } from './provider/provider-store.ts'
import { Cashier } from './requestor/cashier.ts'
import { SavedRecords } from './saved-records.ts'

const SESSION: SessionKey = `0x${'5e'.repeat(32)}`
const WALLET = asAddress(`0x${'99'.repeat(20)}`)
const PAYEES = [1, 2].map((at) => asAddress(`0x${`${at}`.padStart(40, '0')}`))
const START_MS = 1_700_000_000_000
const DAY_SECONDS = 86_400
const DEPOSIT = 10n ** 18n
const SALT = `0x${'01'.repeat(32)}` as const
const AUTHOR = { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 500 }

const wei = fc.bigInt(1n, DEPOSIT / 4n)
const payee = fc.constantFrom(...PAYEES)
const anyAct = fc.oneof(
  fc.record({ do: fc.constant('fund' as const), wei }),
  // Most of what is done to a job, and what the rest needs to have been done.
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('reserve' as const, 'promise' as const),
      payee,
      wei,
    }),
  },
  fc.record({
    do: fc.constantFrom('redeem' as const, 'settle' as const, 'notice' as const, 'free' as const),
    payee,
  }),
  fc.record({ do: fc.constantFrom('close' as const, 'wait' as const, 'wait' as const) }),
  fc.record({ do: fc.constant('reorg' as const), depth: fc.integer({ min: 1, max: 4 }) }),
)
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never
/** What the chain is asked to do: a promise is none of its business. */
type Mined = {
  readonly act: Exclude<Act, { do: 'reorg' | 'promise' }> | 'open'
  readonly atMs: number
}

const rate = fc.record({
  currency: fc.constant('EUR'),
  perGlm: fc.bigInt(1n, 10n ** 21n),
  perCoin: fc.bigInt(1n, 10n ** 21n),
  at: fc.constant(START_MS),
}) satisfies fc.Arbitrary<FixedRate>

/** A chain that reorganisations may take back, and both sides' own books of one job. */
class History {
  readonly #clock = { ...createFakeClock(), now: () => this.#atMs }
  readonly #rate: FixedRate | undefined
  readonly #cashier: Cashier
  readonly #vouchers = new Map<string, HeldVoucher>()
  #claims: Claims | undefined
  #atMs = START_MS
  #escrow = createMemoryEscrow({ clock: this.#clock })
  #mined: Mined[] = []
  /** Whatever the chain is at this moment. */
  readonly #ledger: Ledger
  readonly jobId

  constructor(rate: FixedRate | undefined) {
    this.#rate = rate
    this.#ledger = new Proxy(this.#escrow.ledger(), {
      get: (_, name) => Reflect.get(this.#escrow.ledger(), name),
    })
    this.jobId = this.#ledger.jobIdFor(WALLET, SALT)
    this.#cashier = new Cashier({
      ...{ ledger: this.#ledger, clock: this.#clock, jobId: this.jobId, sessionKey: SESSION },
      ...{ ceilingPerGigaGas: 1n, gasPerSubtask: 1n, arrears: 0, owed: [], held: [] },
      onChange: () => {},
    })
  }

  async run(act: Act | 'open'): Promise<void> {
    this.#atMs += 1_000
    if (act !== 'open' && act.do === 'promise') return this.#promise(act.payee, act.wei)
    if (act === 'open' || act.do !== 'reorg') return this.#mine({ act, atMs: this.#atMs })
    const now = this.#atMs
    const kept = this.#mined.slice(0, -act.depth)
    this.#escrow = createMemoryEscrow({ clock: this.#clock })
    this.#mined = []
    for (const mined of kept) {
      this.#atMs = mined.atMs
      await this.#mine(mined)
    }
    this.#atMs = now
  }

  async #mine(mined: Mined): Promise<void> {
    try {
      await this.#perform(mined.act)
      this.#mined.push(mined)
    } catch (error) {
      // What the escrow refuses changes nothing.
      if (!(error instanceof LedgerError)) throw error
    }
  }

  async #perform(act: Mined['act']): Promise<void> {
    const { jobId } = this
    const ledger = this.#ledger
    if (act === 'open') return this.#open()
    switch (act.do) {
      case 'fund':
        await this.#escrow.wallet(WALLET, { glm: act.wei, coin: 0n }).fund(jobId, act.wei)
        break
      case 'reserve': {
        const { cap } = await ledger.readChannel(jobId, act.payee)
        await ledger.reserve(SESSION, jobId, [{ payee: act.payee, cap: cap + act.wei }])
        break
      }
      case 'redeem': {
        const held = this.#vouchers.get(act.payee)
        if (held) await ledger.redeemMany(SESSION, [held])
        break
      }
      case 'settle': {
        const cumulative = this.#vouchers.get(act.payee)?.cumulative ?? 0n
        await ledger.settle(SESSION, jobId, [{ payee: act.payee, cumulative }])
        break
      }
      case 'notice':
        await ledger.noticeClose(SESSION, jobId, [act.payee])
        break
      case 'free':
        await ledger.finishClose(SESSION, jobId, [act.payee])
        break
      case 'close':
        await ledger.close(SESSION, jobId, PAYEES)
        break
      case 'wait':
        this.#atMs += 60_000
    }
  }

  async #open(): Promise<void> {
    const opened = await this.#escrow.wallet(WALLET, { glm: DEPOSIT, coin: 0n }).open({
      ...{ requestor: WALLET, salt: SALT, session: this.#ledger.addressOf(SESSION) },
      ...{ amount: DEPOSIT, stipend: 0n, spec: SALT, noticeSeconds: 5, graceSeconds: 60 },
      deadline: Math.floor(START_MS / 1000) + DAY_SECONDS,
      authorShare: AUTHOR,
    })
    if (opened.kind !== 'opened') throw new Error(opened.message)
  }

  /** As the cashier does, never above the channel: what is promised stays so, whatever is taken back. */
  async #promise(to: HeldVoucher['payee'], more: bigint): Promise<void> {
    const { jobId } = this
    const { chainId, escrow } = this.#ledger.chain
    const { cap, epoch } = await this.#ledger.readChannel(jobId, to)
    const wanted = (this.#vouchers.get(to)?.cumulative ?? 0n) + more
    const cumulative = wanted < cap ? wanted : cap
    if (cumulative <= (this.#vouchers.get(to)?.cumulative ?? 0n)) return
    const voucher = { jobId, payee: to, epoch, cumulative }
    const signature = await this.#ledger.signVoucher(SESSION, voucher)
    const held = { ...voucher, chainId, escrow, signature, authorShare: AUTHOR }
    const valued = { ...held, ...(this.#rate && { rate: this.#rate }) }
    this.#vouchers.set(to, valued)
    this.#claims?.hear(valued)
  }

  /** Both sides' books, once each has asked the chain. */
  async read(): Promise<readonly LedgerEntry[]> {
    this.#claims ??= await Claims.load({
      ...{ store: createMemoryStore(), saved: new SavedRecords(), ledger: this.#ledger },
      ...{ clock: this.#clock, vouchers: this.#vouchers.values() },
    })
    await this.#claims.look('all')
    // That the chain does not know the job is an answer, too.
    await this.#cashier.refresh().catch(() => undefined)
    let vouchered = 0n
    for (const { cumulative } of this.#vouchers.values()) vouchered += cumulative
    const money = { ...this.#cashier.view(), vouchered, budget: DEPOSIT, rate: this.#rate }
    const job = { jobId: this.jobId, title: 'Job', createdAt: START_MS, money }
    return collectLedger(this.#ledger, this.#claims, [job])
  }

  readEscrow() {
    return this.#ledger.readJob(this.jobId)
  }
}

function expectSum(side: LedgerEntry['side'], { whole, parts }: Sums): void {
  const sum = Object.values(parts).reduce((total, part) => total + part, 0n)
  expect(sum).toBe(whole)
  for (const [name, part] of Object.entries(parts)) {
    expect(part).toBeGreaterThanOrEqual(0n)
    if (!PARTS[side].some((one) => one === name)) expect(part).toBe(0n)
  }
}

/** 10⁻³⁶ of a currency that the least value shown is. */
const LEAST_VALUE = 10n ** 32n

it('sums, on both sides and in a currency, over every history of a job, taken back or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAct, { maxLength: 20, size: 'max' }),
      fc.option(rate),
      async (acts, at) => {
        const fixed = at ?? undefined
        const history = new History(fixed)
        await history.run('open')
        for (const act of acts) {
          await history.run(act)
          const entries = await history.read()
          const escrow = await history.readEscrow()
          const rows = entries.map((entry) => rowOf(entry))
          for (const { entry, glm, worth } of rows) {
            expectSum(entry.side, glm)
            if (entry.side === 'provider')
              expect(glm.whole).toBe(entry.promised - entry.paid > 0n ? entry.promised : entry.paid)
            else expect(glm.whole).toBe(escrow?.deposited ?? 0n)
            expect(worth === undefined).toBe(fixed === undefined)
            if (worth === undefined || fixed === undefined) continue
            expectSum(entry.side, worth)
            const error = worth.whole * LEAST_VALUE - glm.whole * fixed.perGlm
            expect(2n * (error < 0n ? -error : error)).toBeLessThanOrEqual(LEAST_VALUE)
            for (const part of PARTS[entry.side])
              if (glm.parts[part] === 0n) expect(worth.parts[part]).toBe(0n)
          }
          const deposits = rows.filter(({ entry }) => entry.side === 'requestor')
          const { glm, worth } = sumRows(deposits)
          expectSum('requestor', glm)
          for (const sums of worth.values()) expectSum('requestor', sums)
          expectWords(entries, escrow)
        }
      },
    ),
    { numRuns: 60 },
  )
})

/** Words where the chain has less than was promised, and nowhere else. */
function expectWords(
  entries: readonly LedgerEntry[],
  escrow: Awaited<ReturnType<History['readEscrow']>>,
): void {
  for (const entry of entries) {
    const isShort =
      entry.side === 'provider'
        ? entry.promised > entry.paid + entry.reserved
        : escrow === undefined || entry.promised > escrow.reserved + escrow.paid
    expect(explainDifference(entry) !== undefined).toBe(isShort)
  }
}

it('has what was opened or promised last before the rest', async () => {
  const fixed = new History(undefined)
  await fixed.run('open')
  await fixed.run({ do: 'reserve', payee: WALLET, wei: 1n })
  const [deposit] = await fixed.read()
  if (deposit?.side !== 'requestor') throw new Error('no deposit')
  const { title, openedAt, ...money } = deposit
  const jobs = [1, 3, 2].map((createdAt) => ({
    ...{ jobId: fixed.jobId, title, createdAt: openedAt + createdAt },
    money: { ...money, vouchered: 0n, ceilingPerGigaGas: 1n, session: WALLET },
  }))
  const vouchers = [undefined, 5, 7].map((last) => ({
    ...{ jobId: fixed.jobId, payee: WALLET, epoch: 0, cumulative: 1n, signature: SALT },
    ...{ chainId: 1, escrow: WALLET, ...(last && { taken: { first: 1, last } }) },
  }))
  const placesOf = () => ({ paid: 0n, reserved: 1n, lost: 0n, unknown: 0n })
  const ledger = await collectLedger({ readSpent: async () => 0n }, { vouchers, placesOf }, jobs)
  const times = ledger.map((entry) =>
    entry.side === 'requestor' ? entry.openedAt - openedAt : entry.taken?.last,
  )
  expect(times).toEqual([3, 2, 1, 7, 5, undefined])
})
