import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asJobId } from '../ids.ts'
import { formatGlm, parseGlm, SHOWN_DECIMALS, SHOWN_UNIT_WEI } from './amount.ts'
import type { DepositEntry } from './ledger-entry.ts'
import { PARTS, rowOf, type Sums, sumRows } from './ledger-rows.ts'

const wei = fc.bigInt(0n, 10n ** 19n)
const rate = fc.constant({ currency: 'EUR', perGlm: 23n * 10n ** 16n, perCoin: 10n ** 21n, at: 0 })

/** A job of which each part is any amount. */
const deposit: fc.Arbitrary<DepositEntry> = fc
  .record({ free: wei, reserved: wei, paid: wei, refunded: wei, chainGas: wei, rate })
  .map((parts) => {
    const deposited = parts.free + parts.reserved + parts.paid + parts.refunded
    return {
      side: 'requestor',
      jobId: asJobId(`0x${'01'.repeat(32)}`),
      ...{ title: 'Sundial', openedAt: 0, standing: 'known', toAuthor: 0n, promised: parts.paid },
      ...{ ...parts, deposited, budget: deposited },
    }
  })

/** What is read off the page: text, and back. */
const read = (amount: bigint) => parseGlm(formatGlm(amount, SHOWN_DECIMALS))
const add = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n)
const columnsOf = ({ whole, parts, chainGas }: Sums) => [
  ...PARTS.requestor.map((part) => parts[part]),
  whole,
  chainGas,
]

it('shows figures that add up along every row and down every column', () => {
  fc.assert(
    fc.property(fc.array(deposit, { minLength: 1, maxLength: 12 }), (entries) => {
      const rows = entries.map((entry) => rowOf(entry))
      const { shown } = sumRows(rows)
      const table = rows.map((row) => columnsOf(row.shown).map(read))
      const foot = columnsOf(shown).map(read)
      for (const cells of [...table, foot]) expect(add(cells.slice(0, 4))).toBe(cells[4])
      expect(foot.map((_, at) => add(table.map((cells) => cells[at] ?? 0n)))).toEqual(foot)
    }),
  )
})

it('shows each figure less than a unit of its last decimal from what it is, and nothing as nothing', () => {
  fc.assert(
    fc.property(deposit, (entry) => {
      const { glm, shown } = rowOf(entry)
      const exact = columnsOf(glm)
      for (const [at, seen] of columnsOf(shown).entries()) {
        const off = read(seen) - (exact[at] ?? 0n)
        expect(off < SHOWN_UNIT_WEI && -off < SHOWN_UNIT_WEI).toBe(true)
        if (exact[at] === 0n) expect(seen).toBe(0n)
      }
      expect(read(shown.whole)).toBe(read(glm.whole))
    }),
  )
})
