import type { Part, Sums } from '#protocol/payment/ledger-rows.ts'
import { Amount } from '#web/ui/amount.tsx'
import { type Column, Table } from '#web/ui/table.tsx'
import { Money } from './money.tsx'
import type { ShownRow } from './shown-row.ts'

/** What the columns of one side are called. */
export interface LedgerTableShape {
  readonly caption: string
  /** What the sum of the parts is called. */
  readonly whole: string
  readonly parts: ReadonlyArray<{
    readonly part: Part
    readonly label: string
    /** Shown only where there is some. */
    readonly isUnusual?: boolean
  }>
  /** The column of which a part is the app's author's. */
  readonly authorBeside: Part | 'whole'
}

/** Jobs of one side: what there was of each, where it is, and what the chain took for it. */
export function LedgerTable({
  caption,
  whole,
  parts,
  authorBeside,
  rows,
  total,
}: LedgerTableShape & { readonly rows: readonly ShownRow[]; readonly total: ShownRow }) {
  const amount = (title: string, which: Part | 'whole'): Column<ShownRow> => ({
    title,
    align: 'right',
    isEmpty: (row) => read(row.glm, which) === 0n,
    cell: (row) => (
      <>
        <Money
          wei={read(row.glm, which)}
          shown={read(row.shown, which)}
          values={row.worths.map(({ currency, sums }) => ({
            currency,
            value: read(sums, which),
          }))}
        />
        {which === authorBeside && row.toAuthor.wei > 0n && (
          <span className="block text-[0.9em] font-normal text-quiet">
            author <Amount {...row.toAuthor} inColumn />
          </span>
        )}
      </>
    ),
  })
  const columns: ReadonlyArray<Column<ShownRow>> = [
    { title: 'Job', cell: ({ name }) => name },
    amount(whole, 'whole'),
    ...parts
      .filter(({ part, isUnusual = false }) => !isUnusual || total.glm.parts[part] > 0n)
      .map(({ part, label }) => amount(label, part)),
    {
      title: 'Chain gas',
      align: 'right',
      isEmpty: ({ glm }) => glm.chainGas === 0n,
      cell: ({ glm, shown, worths }) => (
        <Money
          wei={glm.chainGas}
          shown={shown.chainGas}
          unit="coin"
          values={worths.map(({ currency, sums }) => ({ currency, value: sums.chainGas }))}
        />
      ),
    },
  ]
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      foot={rows.length > 1 ? total : undefined}
    />
  )
}

const read = ({ whole, parts }: Sums, which: Part | 'whole') =>
  which === 'whole' ? whole : parts[which]
