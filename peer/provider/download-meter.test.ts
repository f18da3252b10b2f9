import { expect, it } from 'vitest'
import { asPeerId } from '#protocol/ids.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { DownloadMeter } from './download-meter.ts'

const from = asPeerId('sender')

it('times from the first bytes to the last, and counts what came between', async () => {
  const clock = createFakeClock()
  const meter = new DownloadMeter(clock)
  await clock.advance(5_000)
  meter.take(100)
  await clock.advance(300)
  meter.take(1_000)
  await clock.advance(700)
  meter.take(2_000)
  await clock.advance(9_000)
  expect(meter.read(from)).toEqual({ from, bytes: 3_000, tookMs: 1_000 })
})

it('says nothing of a download that never began', () => {
  const meter = new DownloadMeter(createFakeClock())
  expect(meter.read(from)).toEqual({ from, bytes: 0, tookMs: 0 })
})
