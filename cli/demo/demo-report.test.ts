import { expect, test } from 'vitest'
import { type DemoReport, isComplete, toJson, toTable } from './demo-report.ts'

const COIN = 10n ** 18n

const report: DemoReport = {
  job: '0x01',
  app: 'render',
  subtasks: 4,
  verified: 4,
  executions: 8,
  providers: [{ peer: '12D3KooWabcdefghij', payee: '0xabc', subtasks: 4, paid: COIN + 1n }],
  turnedAway: [{ peer: '12D3KooWzyxwvutsrq', reason: 'price 2 > 1', advice: 'Pay 2.' }],
  seconds: { join: 1, firstResult: 2, total: 3 },
  deliverable: { file: 'out/a.mp4', frames: 2, framesSha256: 'ab' },
  escrow: { deposited: 3n * COIN, paid: COIN + 1n, refunded: 2n * COIN - 1n, imbalance: 0n },
}

test('a demo is complete when all is verified, there is a video and no wei is missing', () => {
  expect(isComplete(report)).toBe(true)
  expect(isComplete({ ...report, verified: 3 })).toBe(false)
  expect(isComplete({ ...report, escrow: { ...report.escrow, imbalance: 1n } })).toBe(false)
  expect(isComplete({ ...report, deliverable: { ...report.deliverable, frames: 0 } })).toBe(false)
})

test('JSON is one line with wei as decimal strings', () => {
  const text = toJson(report)
  expect(text).not.toContain('\n')
  expect(JSON.parse(text)).toMatchObject({
    providers: [{ paid: '1000000000000000001' }],
    escrow: { deposited: '3000000000000000000', imbalance: '0' },
  })
})

test('the table tells who was not taken, and what would change that', () => {
  expect(toTable(report)).toContain('12D3Ko…vutsrq not taken: price 2 > 1. Pay 2.')
})

test('the table tells who earned what and how the deposit was used', () => {
  expect(toTable(report)).toContain(
    'Deposited 3 = paid 1.000000000000000001 + refunded 1.999999999999999999 GLM',
  )
  expect(toTable(report)).toMatch(/12D3Ko…efghij\s+0xabc\s+4\s+1\.000000000000000001 GLM/)
})
