import clsx from 'clsx'
import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly title: string
  readonly align?: 'right'
  /** Whether its cells hold sentences, which are broken into lines. */
  readonly wrap?: boolean
  /** Whether there is nothing to say of a row here: its card goes without. */
  readonly isEmpty?: (row: Row) => boolean
  readonly cell: (row: Row) => ReactNode
}

/**
 * Rows under headings, each named by its first cell. Where there is little room each row is a card,
 * headed by its first cell, with the headings beside the others.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  foot,
}: {
  readonly caption: string
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** All rows together, set apart below them. */
  readonly foot?: Row | undefined
}) {
  return (
    <div className="scroll-hint @container -mx-5 overflow-x-auto px-5 sm:-mx-6 sm:px-6">
      <table className="w-full text-left text-sm @max-4xl:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="@max-4xl:hidden">
          <tr className="border-b border-line text-quiet">
            {columns.map(({ title, align }) => (
              <th
                key={title}
                scope="col"
                className={clsx(
                  'py-2 pr-4 font-medium whitespace-nowrap last:pr-0',
                  align === 'right' && 'text-right',
                )}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={CARDS}>
          {rows.map((row) => (
            <Line
              key={rowKey(row)}
              columns={columns}
              row={row}
              className="font-normal @4xl:border-b @4xl:border-line @4xl:last:border-0"
            />
          ))}
        </tbody>
        {foot !== undefined && (
          <tfoot className={clsx(CARDS, '@max-4xl:mt-3')}>
            <Line
              columns={columns}
              row={foot}
              className="font-semibold @max-4xl:bg-sunken @4xl:border-t-2 @4xl:border-line-strong/60"
            />
          </tfoot>
        )}
      </table>
    </div>
  )
}

const CARDS = '@max-4xl:grid @max-4xl:gap-3 @xl:grid-cols-2'

function Line<Row>({
  columns,
  row,
  className,
}: {
  readonly columns: ReadonlyArray<Column<Row>>
  readonly row: Row
  readonly className: string
}) {
  return (
    <tr
      className={clsx(
        '@max-4xl:block @max-4xl:min-w-0 @max-4xl:rounded-xl @max-4xl:border @max-4xl:border-line @max-4xl:p-4',
        className,
      )}
    >
      {columns.map((column, at) =>
        at === 0 ? (
          <th
            key={column.title}
            scope="row"
            className={clsx(
              '[font-weight:inherit] align-baseline @max-4xl:mb-2 @max-4xl:block @4xl:py-3 @4xl:pr-4',
              !column.wrap && '@4xl:whitespace-nowrap',
            )}
          >
            {column.cell(row)}
          </th>
        ) : (
          <Cell key={column.title} column={column} row={row} />
        ),
      )}
    </tr>
  )
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { title, align, wrap, isEmpty, cell } = column
  return (
    <td
      className={clsx(
        'align-baseline @4xl:py-3 @4xl:pr-4 @4xl:last:pr-0',
        isEmpty?.(row) ? '@max-4xl:hidden' : '@max-4xl:grid',
        '@max-4xl:items-baseline @max-4xl:gap-x-4 @max-4xl:py-1',
        wrap
          ? '@max-4xl:grid-cols-[5rem_1fr] @4xl:min-w-64'
          : '@max-4xl:grid-cols-[auto_1fr] @max-4xl:text-right @4xl:whitespace-nowrap',
        align === 'right' && 'tabular-nums @4xl:text-right',
      )}
    >
      <span className="text-left font-normal text-quiet @4xl:hidden">{title}</span>
      <div className="min-w-0">{cell(row)}</div>
    </td>
  )
}
