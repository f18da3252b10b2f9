import clsx from 'clsx'
import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly title: string
  readonly align?: 'right'
  /** Whether its cells hold sentences, which are broken into lines. */
  readonly wrap?: boolean
  readonly cell: (row: Row) => ReactNode
}

/**
 * Rows under headings. On a phone each row is a list of its own, with the headings beside its
 * cells; elsewhere it scrolls sideways by itself where it must.
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
    <div className="scroll-hint -mx-5 overflow-x-auto px-5 sm:-mx-6 sm:px-6">
      <table className="w-full text-left text-sm max-sm:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-sm:hidden">
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
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <Line
              key={rowKey(row)}
              columns={columns}
              row={row}
              className="border-b border-line last:border-0 max-sm:py-3 max-sm:first:pt-0 max-sm:last:pb-0"
            />
          ))}
        </tbody>
        {foot !== undefined && (
          <tfoot className="max-sm:block">
            <Line
              columns={columns}
              row={foot}
              className="border-t-2 border-line-strong/60 font-semibold max-sm:mt-3 max-sm:pt-3"
            />
          </tfoot>
        )}
      </table>
    </div>
  )
}

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
    <tr className={clsx('max-sm:block', className)}>
      {columns.map(({ title, align, wrap, cell }) => (
        <td
          key={title}
          className={clsx(
            'align-baseline max-sm:grid max-sm:items-baseline max-sm:grid-cols-[8rem_1fr] max-sm:gap-x-4 max-sm:py-1 sm:py-3 sm:pr-4 sm:last:pr-0',
            wrap ? 'sm:min-w-64' : 'sm:whitespace-nowrap',
            align === 'right' && 'tabular-nums sm:text-right',
          )}
        >
          <span className="text-quiet sm:hidden">{title}</span>
          <div className="min-w-0">{cell(row)}</div>
        </td>
      ))}
    </tr>
  )
}
