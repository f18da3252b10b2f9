import { expect, it } from 'vitest'
import { asPeerId } from '../ids.ts'
import { bytesPerSecondOf, createDownstream, noteDownload } from './downstream.ts'

const MEBI = 2 ** 20
const sender = (at: number) => asPeerId(`sender ${at}`)
const from = sender(0)
/** A second one, whose own line is slow: one alone says nothing of ours. */
const other = { from: sender(99), bytes: MEBI, tookMs: 60_000 }

it('knows nothing before two have sent enough, and nothing from what is small', () => {
  const downstream = createDownstream()
  expect(bytesPerSecondOf(downstream, 0)).toBeUndefined()
  noteDownload(downstream, { from, bytes: 1_000, tookMs: 5_000 }, 0)
  expect(bytesPerSecondOf(downstream, 0)).toBeUndefined()
  noteDownload(downstream, { from, bytes: MEBI, tookMs: 500 }, 0)
  expect(bytesPerSecondOf(downstream, 0)).toBeUndefined()
  noteDownload(downstream, other, 0)
  expect(bytesPerSecondOf(downstream, 0)).toBe(2 * MEBI)
})

it('follows what one sender shows, slowly', () => {
  const downstream = createDownstream()
  noteDownload(downstream, other, 0)
  noteDownload(downstream, { from, bytes: MEBI, tookMs: 1_000 }, 0)
  noteDownload(downstream, { from, bytes: MEBI, tookMs: 100 }, 1)
  const once = bytesPerSecondOf(downstream, 1) ?? 0
  expect(once).toBeGreaterThan(3 * MEBI)
  expect(once).toBeLessThan(5 * MEBI)
  for (let at = 2; at < 30; at++) noteDownload(downstream, { from, bytes: MEBI, tookMs: 100 }, at)
  expect(bytesPerSecondOf(downstream, 30)).toBeGreaterThan(9.9 * MEBI)
})

it('does not take a slow sender for a slow line', () => {
  const downstream = createDownstream()
  noteDownload(downstream, { from, bytes: MEBI, tookMs: 100 }, 0)
  for (let at = 1; at < 10; at++)
    noteDownload(downstream, { from: sender(1), bytes: MEBI, tookMs: 60_000 }, at)
  expect(bytesPerSecondOf(downstream, 10)).toBe(10 * MEBI)
})

it('forgets after ten minutes, so that no wrong figure keeps work away for ever', () => {
  const downstream = createDownstream()
  noteDownload(downstream, { from, bytes: MEBI, tookMs: 60_000 }, 0)
  noteDownload(downstream, other, 0)
  expect(bytesPerSecondOf(downstream, 599_999)).toBeDefined()
  expect(bytesPerSecondOf(downstream, 600_000)).toBeUndefined()
})

it('remembers few senders, however many there are', () => {
  const downstream = createDownstream()
  for (let at = 0; at < 1_000; at++)
    noteDownload(downstream, { from: sender(at), bytes: MEBI, tookMs: 1_000 }, at)
  expect(downstream.size).toBeLessThanOrEqual(16)
})
