import { asAddress, asJobId } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import type { DepositEntry, LedgerEntry, PromisedEntry } from '#protocol/payment/ledger-entry.ts'
import type { FixedRate } from '#protocol/payment/rate.ts'
import { PAYEE } from './fake-job.ts'

const OPENED = Date.UTC(2026, 10, 21, 9, 30)
const DAY_MS = 86_400_000
const rate: FixedRate = {
  currency: 'EUR',
  perGlm: (WEI_PER_GLM * 23n) / 100n,
  perCoin: 2_400n * WEI_PER_GLM,
  at: OPENED,
}
const jobIdAt = (at: number) => asJobId(`0x${at.toString(16).padStart(2, '0').repeat(32)}`)

/** A job in the middle of its way, but for what is said. */
const depositAt = (at: number, part: Partial<DepositEntry> = {}): DepositEntry => ({
  side: 'requestor',
  jobId: jobIdAt(at),
  title: `Sundial garden, ${24 * at} frames`,
  openedAt: OPENED - at * DAY_MS,
  deposited: 10n * WEI_PER_GLM,
  free: 6n * WEI_PER_GLM,
  reserved: (WEI_PER_GLM * 5n) / 2n,
  paid: (WEI_PER_GLM * 3n) / 2n,
  refunded: 0n,
  promised: 2n * WEI_PER_GLM,
  budget: 10n * WEI_PER_GLM,
  standing: 'known',
  toAuthor: WEI_PER_GLM / 13n,
  chainGas: (WEI_PER_GLM * 412n) / 1_000_000n,
  rate,
  ...part,
})

/** The same, paid and given back. */
const settledAt = (at: number): DepositEntry => {
  const paid = (WEI_PER_GLM * BigInt(31 + 7 * at)) / 17n
  const deposited = 10n * WEI_PER_GLM
  const sums = { deposited, free: 0n, reserved: 0n, paid, refunded: deposited - paid }
  return depositAt(at, {
    ...sums,
    promised: paid,
    toAuthor: 0n,
    chainGas: (WEI_PER_GLM * BigInt(700 + 13 * at)) / 1_000_000n,
    rate: at % 4 === 0 ? undefined : rate,
  })
}

const promiseAt = (at: number, part: Partial<PromisedEntry> = {}): PromisedEntry => {
  const promised = (WEI_PER_GLM * BigInt(10 + at)) / 13n
  const paid = at % 2 === 0 ? promised : promised / 3n
  return {
    side: 'provider',
    ...{ chainId: 31_337, escrow: asAddress(`0x${'e5'.repeat(20)}`), jobId: jobIdAt(64 + at) },
    ...{ payee: PAYEE, epoch: 0, promised, paid, reserved: promised - paid, lost: 0n },
    ...{ unknown: 0n, toAuthor: at === 1 ? promised / 20n : 0n, signature: '0x' },
    taken: { first: OPENED - at * DAY_MS, last: OPENED - at * DAY_MS + at * 540_000 },
    chainGas: at % 2 === 0 ? (WEI_PER_GLM * 96n) / 1_000_000n : 0n,
    rate,
    ...part,
  }
}

const tenDeposits = [depositAt(1), ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map(settledAt)]

/** Books that are hard to come by, by what is the matter with them. */
export const FAKE_LEDGERS = {
  empty: [],
  one: [depositAt(1)],
  ten: [...tenDeposits, ...[1, 2, 3].map((at) => promiseAt(at))],
  mismatch: [
    depositAt(1, { reserved: WEI_PER_GLM / 4n, free: (WEI_PER_GLM * 33n) / 4n }),
    depositAt(2, {
      ...{ standing: 'absent', deposited: 0n, free: 0n, reserved: 0n, paid: 0n, toAuthor: 0n },
    }),
    settledAt(3),
    promiseAt(1, { reserved: 0n, paid: 0n, unknown: (WEI_PER_GLM * 11n) / 13n, chainGas: 0n }),
    promiseAt(2, { reserved: 0n, paid: 0n, lost: (WEI_PER_GLM * 12n) / 13n, chainGas: 0n }),
  ],
} satisfies Readonly<Record<string, readonly LedgerEntry[]>>
