import type { Address } from '../ids.ts'
import { formatGlm } from './amount.ts'
import { explainDifference } from './explain-difference.ts'
import type { LedgerEntry, Span } from './ledger-entry.ts'
import { type LedgerRow, PARTS, type Part, rowOf } from './ledger-rows.ts'
import { type FixedRate, formatValue, writeRate } from './rate.ts'

/** A ledger as a file for people's own books: `csv` has exact amounts, `json` wei as text. */
export type LedgerFormat = 'csv' | 'json'

/** What all entries of a ledger have to do with, unless they say otherwise. */
interface Place {
  readonly chainId: number
  readonly escrow: Address
}

/** Writes a ledger down: the same columns in both formats, and the same that the page shows. */
export function writeLedger(
  entries: readonly LedgerEntry[],
  place: Place,
  format: LedgerFormat,
): string {
  const rows = entries.map((entry) => rowOf(entry))
  if (format === 'csv') return writeCsv(rows, place)
  const { chainId, escrow } = place
  const sayWei = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
  const file = { chainId, escrow, unit: 'wei', entries: rows.map(describe) }
  return `${JSON.stringify(file, sayWei, 2)}\n`
}

/** An entry with what the parts of its side were worth, and what is wrong with it. */
function describe({ entry, worth }: LedgerRow) {
  const { rate, ...amounts } = entry
  const said = { ...amounts, ...timesOf(entry), note: explainDifference(entry)?.reason }
  if (worth === undefined || rate === undefined) return said
  const { whole, parts, chainGas } = worth
  const places = PARTS[entry.side].map((part): [string, bigint] => [part, parts[part]])
  const values = [['whole', whole] as const, ...places, ['chainGas', chainGas] as const]
  return {
    ...said,
    rate: { ...writeRate(rate), fixedAt: sayTime(rate.at) },
    worth: Object.fromEntries(values.map(([part, value]) => [part, formatValue(value)])),
  }
}

/** In the words of ISO 8601. */
const timesOf = (entry: LedgerEntry) =>
  entry.side === 'requestor'
    ? { openedAt: sayTime(entry.openedAt) }
    : { taken: entry.taken && { first: takenAt(entry, 'first'), last: takenAt(entry, 'last') } }

function takenAt(entry: LedgerEntry, which: keyof Span): string | undefined {
  return entry.side === 'provider' && entry.taken ? sayTime(entry.taken[which]) : undefined
}

type Column = readonly [title: string, cell: (row: LedgerRow, place: Place) => string | undefined]

const VALUED = ['free', 'reserved', 'paid', 'refunded', 'lost', 'unknown'] as const

const COLUMNS: readonly Column[] = [
  ['chainId', ({ entry }, place) => `${placeOf(entry, place).chainId}`],
  ['escrow', ({ entry }, place) => placeOf(entry, place).escrow],
  ['side', ({ entry }) => entry.side],
  ['jobId', ({ entry }) => entry.jobId],
  ['title', ({ entry }) => (entry.side === 'requestor' ? entry.title : undefined)],
  ['opened', ({ entry }) => (entry.side === 'requestor' ? sayTime(entry.openedAt) : undefined)],
  ['first promised', ({ entry }) => takenAt(entry, 'first')],
  ['last promised', ({ entry }) => takenAt(entry, 'last')],
  ['payee', ({ entry }) => (entry.side === 'provider' ? entry.payee : undefined)],
  ['epoch', ({ entry }) => (entry.side === 'provider' ? `${entry.epoch}` : undefined)],
  [
    'deposited (GLM)',
    inGlm(({ entry }) => (entry.side === 'requestor' ? entry.deposited : undefined)),
  ],
  ...VALUED.map((part): Column => [`${part} (GLM)`, inGlm((row) => partOf(row, part))]),
  ['promised (GLM)', inGlm(({ entry }) => entry.promised)],
  ['to the author (GLM)', inGlm(({ entry }) => entry.toAuthor)],
  ['chain gas (coin)', inGlm(({ entry }) => entry.chainGas)],
  ['currency', atRate(({ currency }) => currency)],
  ['a GLM was worth', atRate((rate) => writeRate(rate).perGlm)],
  ['a coin was worth', atRate((rate) => writeRate(rate).perCoin)],
  ['rate of', atRate(({ at }) => sayTime(at))],
  ['deposited or promised (currency)', ({ worth }) => worth && formatValue(worth.whole)],
  ...VALUED.map((part): Column => [`${part} (currency)`, inCurrency(part)]),
  ['chain gas (currency)', ({ worth }) => worth && formatValue(worth.chainGas)],
  ['signature', ({ entry }) => (entry.side === 'provider' ? entry.signature : undefined)],
  ['note', ({ entry }) => explainDifference(entry)?.reason],
]

function writeCsv(rows: readonly LedgerRow[], place: Place): string {
  const lines = [
    COLUMNS.map(([title]) => title),
    ...rows.map((row) => COLUMNS.map(([, cell]) => sayCell(cell(row, place) ?? ''))),
  ]
  return lines.map((line) => `${line.join(',')}\r\n`).join('')
}

/**
 * A cell as RFC 4180 has it. A spreadsheet would run what begins like a formula, and a job may be
 * called anything: such text gets an apostrophe, by which it is text.
 */
function sayCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const placeOf = (entry: LedgerEntry, place: Place): Place =>
  entry.side === 'provider' ? entry : place

/** Undefined where this side has no such part. */
function partOf({ entry, glm }: LedgerRow, part: Part): bigint | undefined {
  return PARTS[entry.side].includes(part) ? glm.parts[part] : undefined
}

function inGlm(read: (row: LedgerRow) => bigint | undefined) {
  return (row: LedgerRow) => {
    const wei = read(row)
    return wei === undefined ? undefined : formatGlm(wei)
  }
}

function inCurrency(part: Part) {
  return ({ entry, worth }: LedgerRow) =>
    worth && PARTS[entry.side].includes(part) ? formatValue(worth.parts[part]) : undefined
}

function atRate(say: (rate: FixedRate) => string) {
  return ({ entry: { rate } }: LedgerRow) => rate && say(rate)
}

const sayTime = (ms: number) => new Date(ms).toISOString()
