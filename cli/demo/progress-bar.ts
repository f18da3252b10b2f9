const WIDTH = 28
const PLAIN_STEP = 0.1

/** How far a job is. */
export interface Progress {
  readonly done: number
  readonly of: number
  readonly note: string
}

/**
 * One line on stderr that fills up; where stderr is no terminal, a line for every tenth.
 *
 * @example
 * const show = createProgressBar(process.stderr)
 * show({ done: 3, of: 24, note: '3 providers' })
 */
export function createProgressBar(out: {
  readonly isTTY?: boolean
  write(text: string): unknown
}): (progress: Progress) => void {
  let shown = -1
  return ({ done, of, note }) => {
    const share = of === 0 ? 0 : done / of
    const filled = Math.round(share * WIDTH)
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
    const line = `${bar} ${done}/${of} verified · ${note}`
    if (out.isTTY) {
      out.write(`\r\x1b[2K${line}${share === 1 && shown < 1 ? '\n' : ''}`)
      shown = share
      return
    }
    if (share - shown < PLAIN_STEP && !(share === 1 && shown < 1)) return
    shown = share
    out.write(`${line}\n`)
  }
}
