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
  /** Subtasks that its words for the key stand for, less those that its words against it do. */
  balance: z.int(),
  /** Keys that one requestor saw this wallet's words on, this one among them. */
  keys: countSchema,
})

/** What a checked record amounts to. */
export const reputationSchema = z.object({
  /** Agreements that the worker key signed, shown or not. */
  signed: countSchema,
  /** Of those that are shown: ended with a requestor's last word, */
  concluded: countSchema,
  /** with a word that is not the last, */
  cutShort: countSchema,
  /** and with none, or left out. */
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

/** What an escrow has to be asked about; `owed` is what is said to be owed in all. */
export type EscrowQuestion = Pick<Testimonial, 'jobId' | 'requestor' | 'owed'> & {
  readonly payee: Address
  readonly endorsement: `0x${string}`
}

/** What of a record escrows can bear out: of the newest `MAX_ASKED` that there are. */
export function askAbout({ agreements }: ShownRecord): readonly EscrowQuestion[] {
  const questions = new Map<string, EscrowQuestion>()
  for (const { testimonial } of agreements.toReversed()) {
    if (testimonial === undefined) continue
    const { jobId, requestor, payee, endorsement, owed } = testimonial
    if (payee === null || endorsement === null) continue
    const key = nameOf({ jobId, requestor, payee })
    const asked = questions.get(key)
    if (asked !== undefined) questions.set(key, { ...asked, owed: asked.owed + owed })
    else if (questions.size < MAX_ASKED)
      questions.set(key, { jobId, requestor, payee, endorsement, owed })
  }
  return [...questions.values()]
}

/** Adds up what a record says, by who said it; `words` are what escrows say of it. */
export function summarise(
  { signed, agreements, hidden }: ShownRecord,
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
    abandoned: agreements.length - said.length + hidden,
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
/** Subtasks that the word on one agreement stands for at most where no money bears it out. */
const FREE_WORD = 25
/** Keys that one wallet's words count fully for; where it speaks for more, all share that. */
const WITNESSED = 16
/** What an agreement that was cut short counts for, of one that ended with a last word. */
const CUT_SHORT = 0.5
/** The part of probation that a full record stands for. */
const OF_PROBATION = 0.25

/**
 * What a record of strangers' words is worth, from -1 to 1. Anyone can make requestor keys, and pay
 * himself: so no number of free words is worth more than a quarter, and 1 is worth little. A word
 * against weighs what a word for does, by what was paid with it: who paid nothing can at most take
 * away what others who paid nothing gave.
 */
export function carriedTrust(reputation: Reputation): number {
  const { concluded, cutShort, abandoned, sources } = reputation
  const shown = concluded + cutShort + abandoned
  const reliability = shown === 0 ? 0 : (concluded + CUT_SHORT * cutShort) / shown
  let speaksFor = 0
  let against = 0
  for (const { wallet, balance, keys } of sources) {
    const part = Math.max(-1, Math.min(1, balance / FULL))
    const most = wallet === null ? WORTH.free : WORTH.wallet * Math.min(1, WITNESSED / keys)
    if (part > 0) speaksFor += most * part
    else if (wallet !== null) against -= most * part
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
    const paidOf = ({ right }: Testimonial) =>
      owed === 0n ? 0 : Number((BigInt(right) * counted) / owed)
    const before = sums.get(wallet) ?? { ...NOTHING_SAID, wallet }
    sums.set(wallet, {
      ...before,
      right: addUp([before.right, ...ours.map(paidOf)]),
      wrong: addUp([before.wrong, countAll(ours, 'wrong')]),
      paid: before.paid + counted,
      balance: before.balance + weigh(ours, paidOf),
    })
  }
  return [...sums.values()]
}

const NOTHING_SAID: Source = {
  ...{ wallet: null, right: 0, wrong: 0, paid: 0n, balance: 0 },
  keys: 1,
}

function sumFree(said: readonly Testimonial[]): readonly Source[] {
  if (said.length === 0) return []
  const freeOf = ({ right, wrong }: Testimonial) => Math.min(FREE_WORD, right + wrong)
  return [
    {
      ...NOTHING_SAID,
      right: countAll(said, 'right'),
      wrong: countAll(said, 'wrong'),
      balance: weigh(said, freeOf),
    },
  ]
}

/** Words on agreements in which nothing was wrong, less those on the others. */
const weigh = (said: readonly Testimonial[], weightOf: (one: Testimonial) => number): number =>
  said.reduce((sum, one) => sum + (one.wrong > 0 ? -weightOf(one) : weightOf(one)), 0)

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
