/** Something of a contract that a test either runs or does not. */
export interface Place {
  readonly file: string
  readonly kind: 'branch' | 'line' | 'function'
  /** Where and what, without line numbers, so that it stays the same while the code around it changes. */
  readonly name: string
  readonly isReached: boolean
}

const KINDS = { BRDA: 'branch', DA: 'line', FNDA: 'function' } as const

/**
 * What an LCOV report says of each branch, line and function of these files; of others nothing.
 *
 * @param texts each file's own, by its path.
 */
export function countReached(report: string, texts: ReadonlyMap<string, string>): readonly Place[] {
  const seen = new Map<string, number>()
  return report.split('end_of_record').flatMap((record) => {
    const file = /^SF:(.+)$/m.exec(record)?.[1] ?? ''
    const lines = texts.get(file)?.split('\n')
    if (lines === undefined) return []
    return [...record.matchAll(/^(BRDA|DA|FNDA):(.+)$/gm)].map(([, code, fields = '']): Place => {
      const kind = KINDS[code as keyof typeof KINDS]
      const parts = fields.split(',')
      const [count, where] = kind === 'function' ? parts : [parts.at(-1), parts[0]]
      const text = kind === 'function' ? where : lines[Number(where) - 1]?.trim()
      return { file, kind, name: nameOf(`${file}, ${kind}: ${text}`), isReached: Number(count) > 0 }
    })
  })

  function nameOf(plain: string): string {
    const count = (seen.get(plain) ?? 0) + 1
    seen.set(plain, count)
    return count === 1 ? plain : `${plain} (${count})`
  }
}
