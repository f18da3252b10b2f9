import { alignColumns } from '#cli/align-columns.ts'
import type { Figure } from './benchmark.ts'

/** A figure over its runs. */
export interface Summary {
  readonly name: string
  readonly unit: string
  readonly runs: number
  readonly median: number
  readonly min: number
  readonly max: number
  /** Median over the median of what it is held against. */
  readonly ratio: number | undefined
  readonly against: string | undefined
}

/** The middle value; of an even number the mean of the middle two. At least one is needed. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  if (upper === undefined || lower === undefined) throw new RangeError('A median of nothing')
  return (lower + upper) / 2
}

/** Medians, spreads, and ratios between figures of one run. */
export function summarize(figures: readonly Figure[]): readonly Summary[] {
  return figures.map(({ name, unit, values, against }) => {
    const peer = figures.find((figure) => figure.name === against)
    if (against !== undefined && peer === undefined)
      throw new RangeError(`No figure “${against}” to hold “${name}” against`)
    return {
      name,
      unit,
      runs: values.length,
      median: median(values),
      min: Math.min(...values),
      max: Math.max(...values),
      ratio: peer && median(values) / median(peer.values),
      against,
    }
  })
}

const HEADER = ['figure', 'median', 'min … max', 'runs', 'ratio']

/** A table for people: a line per figure, columns aligned. */
export function toTable(summaries: readonly Summary[]): string {
  const rows = summaries.map(({ name, unit, runs, median, min, max, ratio, against }) => [
    name,
    `${short(median)} ${unit}`,
    `${short(min)} … ${short(max)}`,
    `${runs}`,
    ratio === undefined ? '' : `${short(ratio)} × ${against}`,
  ])
  return alignColumns([HEADER, ...rows]).join('\n')
}

/** Three significant digits, and no fewer than the whole part has. */
const short = (value: number) =>
  Math.abs(value) >= 100 ? `${Math.round(value)}` : `${Number(value.toPrecision(3))}`
