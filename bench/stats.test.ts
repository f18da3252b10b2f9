import { describe, expect, it } from 'vitest'
import { median, summarize, toTable } from './stats.ts'

describe('the statistics of a benchmark', () => {
  it('take the middle value, or the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([10, 9, 1, 2])).toBe(5.5)
    expect(() => median([])).toThrow(RangeError)
  })

  it('hold a figure against its peer by their medians', () => {
    const [ours, peer] = summarize([
      { name: 'ours', unit: 'ms', values: [30, 10, 20], against: 'peer' },
      { name: 'peer', unit: 'ms', values: [5, 5, 8] },
    ])
    expect(ours).toMatchObject({ median: 20, min: 10, max: 30, runs: 3, ratio: 4 })
    expect(peer?.ratio).toBeUndefined()
  })

  it('refuse a peer that was not measured', () => {
    expect(() => summarize([{ name: 'a', unit: 's', values: [1], against: 'b' }])).toThrow('b')
  })

  it('make a table of three digits and aligned columns', () => {
    const table = toTable(summarize([{ name: 'ours', unit: '/s', values: [1234.5, 0.123456] }]))
    const [header, row] = table.split('\n')
    expect(row).toContain('617 /s')
    expect(row).toContain('0.123 … 1235')
    expect(row?.indexOf('617')).toBe(header?.indexOf('median'))
  })
})
