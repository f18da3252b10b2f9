import clsx from 'clsx'
import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly title: string
  readonly align?: 'right'
  /** Whether its cells hold sentences, which are broken into lines. */
  readonly wrap?: boolean
  readonly cell: (row: Row) => ReactNode
}

/** Rows under headings; scrolls sideways by itself where the screen is narrow. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  readonly caption: string
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}) {
  return (
    <div className="scroll-hint -mx-5 overflow-x-auto px-5 sm:-mx-6 sm:px-6">
      <table className="w-full text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
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
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-0">
              {columns.map(({ title, align, wrap, cell }) => (
                <td
                  key={title}
                  className={clsx(
                    'py-3 pr-4 align-top last:pr-0',
                    wrap ? 'min-w-64' : 'whitespace-nowrap',
                    align === 'right' && 'text-right tabular-nums',
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
