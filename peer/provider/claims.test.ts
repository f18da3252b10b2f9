import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress, type JobId } from '#protocol/ids.ts'
import { isLater } from '#protocol/payment/voucher.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { createPromiser } from '#test/support/promised-money.ts'
import { Claims } from './claims.ts'
import type { HeldVoucher } from './provider-store.ts'

const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const AUTHOR = { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 500 }
const LONGEST_PATIENCE_SECONDS = 1_800

const time = fc.integer({ min: 1, max: 50 })
const rate = fc.record({
  currency: fc.constant('EUR'),
  perGlm: fc.constant(10n ** 18n),
  perCoin: fc.constant(10n ** 18n),
  at: time,
})
/** What some tab took of a job: it may have noted when, and what GLM was worth, or neither. */
const taken = fc.record({
  job: fc.nat({ max: 1 }),
  epoch: fc.constantFrom(0, 0, 0, 1),
  cumulative: fc.bigInt(1n, 9n),
  span: fc.option(fc.tuple(time, time)),
  rate: fc.option(rate),
})
const anyAct = fc.oneof(
  { weight: 4, arbitrary: taken },
  // All tabs are closed and one is opened: it reads what each had, in whatever order.
  fc.record({ reload: fc.boolean() }),
)

it('has the latest voucher, the first rate and the whole time of all that tabs took, in whatever order it hears', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { maxLength: 12 }), async (acts) => {
      const clock = createFakeClock()
      const escrow = createMemoryEscrow({ clock })
      const promiser = createPromiser(escrow, clock)
      const jobs = [await promiser.open(PAYEE), await promiser.open(PAYEE)]
      const store = createMemoryStore()
      const ledger = escrow.ledger()
      const open = (vouchers: readonly HeldVoucher[]) =>
        Claims.load({ store, saved: new SavedRecords(), ledger, clock, vouchers })
      let claims = await open([])
      const told: HeldVoucher[] = []
      const firstAt = new Map<string, number>()
      for (const act of acts) {
        await clock.advance(300_000)
        if ('reload' in act) claims = await open(act.reload ? told : told.toReversed())
        else {
          const jobId = jobs[act.job] as JobId
          const { epoch, cumulative, span } = act
          const voucher = await promiser.promise(jobId, PAYEE, cumulative)
          const noted = {
            ...(act.rate && { rate: act.rate }),
            ...(span && { taken: { first: Math.min(...span), last: Math.max(...span) } }),
          }
          told.push({ ...voucher, epoch, authorShare: AUTHOR, ...noted })
          firstAt.set(jobId, firstAt.get(jobId) ?? clock.now())
          claims.hear(told.at(-1) as HeldVoucher)
        }
        await claims.look('all')
        const held = [...claims.vouchers]
        expect(held).toHaveLength(firstAt.size)
        for (const voucher of held) {
          const all = told.filter(({ jobId }) => jobId === voucher.jobId)
          expect(all.some((one) => isLater(one, voucher))).toBe(false)
          expect(all.some(({ signature }) => signature === voucher.signature)).toBe(true)
          const rates = all.flatMap((one) => one.rate?.at ?? [])
          expect(voucher.rate?.at).toBe(rates.length === 0 ? undefined : Math.min(...rates))
          const times = all.flatMap(({ taken: at }) => (at ? [at.first, at.last] : []))
          const whole = { first: Math.min(...times), last: Math.max(...times) }
          expect(voucher.taken).toEqual(times.length === 0 ? undefined : whole)
          expect(voucher.authorShare).toEqual(AUTHOR)
        }
        // Nobody waits anew because another tab tells of more, or a tab is opened.
        for (const { jobId, patientUntil } of claims.of(PAYEE)) {
          const since = Math.floor((firstAt.get(jobId) ?? 0) / 1000)
          expect(patientUntil).toBeLessThanOrEqual(since + LONGEST_PATIENCE_SECONDS)
        }
      }
    }),
    { numRuns: 100 },
  )
})
