import { z } from 'zod'
import type { Address, JobId, PeerId } from '../ids.ts'
import { addressSchema, countSchema, weiSchema } from '../wire/codec.ts'
import type { ShownRecord } from './record.ts'
import type { Testimonial } from './testimonial.ts'

/** Jobs whose escrow is asked about one record, the newest ones. */
export const MAX_ASKED = 8

/** What was said by all who count as one: by a wallet that paid, or by everybody else together. */
const sourceSchema = z.object({
  /** Null for free work, and for what no escrow was asked about or bears out. */
  wallet: addressSchema.nullable(),
  /** Subtasks judged right; of a wallet's, those that it really paid. */
  right: countSchema,
  wrong: countSchema,
  /** Wei. */
  paid: weiSchema,
})

/** What a checked record amounts to. */
export const reputationSchema = z.object({
  /** Agreements that the worker key signed, shown or not. */
  signed: countSchema,
  /** Of those that are shown: ended with a requestor's last word, */
  concluded: countSchema,
  /** with a word that is not the last, */
  cutShort: countSchema,
  /** and with none. */
  abandoned: countSchema,
  /** Keys of requestors that said something. */
  requestors: countSchema,
  right: countSchema,
  wrong: countSchema,
  /** Unix milliseconds of the oldest word that is shown; null where there is none. */
  since: z.int().positive().nullable(),
  sources: z.array(sourceSchema).max(MAX_ASKED + 1),
  /** Words on paid jobs that no escrow was asked about, or that it does not bear out. */
  unproven: countSchema,
})
export type Reputation = z.output<typeof reputationSchema>
type Source = z.output<typeof sourceSchema>

/** What an escrow says of a job, to which its session key ties a requestor. */
export interface EscrowWord {
  readonly jobId: JobId
  readonly requestor: PeerId
  /** Who opened it. */
  readonly wallet: Address
  /** Wei that the payee was paid. */
  readonly payee: Address
  readonly paid: bigint
}

/** What an escrow has to be asked about. */
export type EscrowQuestion = Pick<Testimonial, 'jobId' | 'requestor'> & {
  readonly payee: Address
  readonly endorsement: `0x${string}`
}

/** What of a record escrows can bear out: of the newest `MAX_ASKED` that there are. */
export function askAbout({ agreements }: ShownRecord): readonly EscrowQuestion[] {
  const questions = new Map<string, EscrowQuestion>()
  for (const { testimonial } of agreements.toReversed()) {
    if (testimonial === undefined || questions.size === MAX_ASKED) continue
    const { jobId, requestor, payee, endorsement } = testimonial
    if (payee === null || endorsement === null) continue
    const key = nameOf({ jobId, requestor, payee })
    if (!questions.has(key)) questions.set(key, { jobId, requestor, payee, endorsement })
  }
  return [...questions.values()]
}

/** Adds up what a record says, by who said it; `words` are what escrows say of it. */
export function summarise(
  { signed, agreements }: ShownRecord,
  words: readonly EscrowWord[],
): Reputation {
  const said = agreements.flatMap(({ testimonial }) => testimonial ?? [])
  const concluded = said.filter(({ isLast }) => isLast).length
  const escrows = new Map(words.map((word) => [nameOf(word), word]))
  const free = said.filter((one) => !escrows.has(nameOf(one)))
  const times = said.map(({ at }) => at)
  return {
    signed,
    concluded,
    cutShort: said.length - concluded,
    abandoned: agreements.length - said.length,
    requestors: new Set(said.map(({ requestor }) => requestor)).size,
    right: countAll(said, 'right'),
    wrong: countAll(said, 'wrong'),
    since: times.length === 0 ? null : Math.min(...times),
    sources: [...sumWallets(said, escrows), ...sumFree(free)],
    unproven: free.filter(({ payee }) => payee !== null).length,
  }
}

/** Parts of a full record that one wallet's words are worth at most, and all free ones together. */
const WORTH = { wallet: 0.5, free: 0.25 }
/** Subtasks that a source has to have judged right for all that it is worth. */
const FULL = 100
/** What an agreement that was cut short counts for, of one that ended with a last word. */
const CUT_SHORT = 0.5
/** The part of probation that a full record stands for. */
const OF_PROBATION = 0.25

/**
 * What a record of strangers' words is worth, from -1 to 1. Anyone can make requestor keys, and pay
 * himself: so no number of free words is worth more than a quarter, and 1 is worth little.
 */
export function carriedTrust(reputation: Reputation): number {
  const { concluded, cutShort, abandoned, sources } = reputation
  const shown = concluded + cutShort + abandoned
  const reliability = shown === 0 ? 0 : (concluded + CUT_SHORT * cutShort) / shown
  let speaksFor = 0
  let against = 0
  for (const { wallet, right, wrong } of sources) {
    const worth = wallet === null ? WORTH.free : WORTH.wallet
    if (wrong > 0) against += worth
    else speaksFor += worth * Math.min(1, right / FULL)
  }
  const trust = speaksFor * reliability - against
  return Math.max(-1, Math.min(1, trust))
}

/**
 * Results that a new key is taken to have given right before, for what its record is worth: never
 * more than a quarter of its probation.
 */
export const carriedResults = (trust: number, probation: number): number =>
  Math.floor(Math.max(0, trust) * OF_PROBATION * probation)

function sumWallets(
  said: readonly Testimonial[],
  escrows: ReadonlyMap<string, EscrowWord>,
): readonly Source[] {
  const sums = new Map<Address, Source>()
  for (const [name, { wallet, paid }] of escrows) {
    const ours = said.filter((one) => nameOf(one) === name)
    const owed = ours.reduce((sum, one) => sum + one.owed, 0n)
    const isWhole = paid >= owed
    const counted = isWhole ? owed : paid
    const right = BigInt(countAll(ours, 'right'))
    const before = sums.get(wallet) ?? { wallet, right: 0, wrong: 0, paid: 0n }
    sums.set(wallet, {
      wallet,
      right: addUp([before.right, owed === 0n ? 0 : Number((right * counted) / owed)]),
      wrong: addUp([before.wrong, countAll(ours, 'wrong')]),
      paid: before.paid + counted,
    })
  }
  return [...sums.values()]
}

const sumFree = (said: readonly Testimonial[]): readonly Source[] =>
  said.length === 0
    ? []
    : [{ wallet: null, right: countAll(said, 'right'), wrong: countAll(said, 'wrong'), paid: 0n }]

const countAll = (said: readonly Testimonial[], what: 'right' | 'wrong') =>
  addUp(said.map((one) => one[what]))

/** Whoever attests to more than can be counted is not believed more for it. */
const addUp = (counts: readonly number[]) =>
  Math.min(
    0xffff_ffff,
    counts.reduce((sum, count) => sum + count, 0),
  )

const nameOf = ({ jobId, requestor, payee }: Pick<Testimonial, 'jobId' | 'requestor' | 'payee'>) =>
  `${jobId} ${requestor} ${payee}`
