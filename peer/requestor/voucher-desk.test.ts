import { expect, it } from 'vitest'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { offerOf } from '#test/support/market.ts'
import type { Cashier } from './cashier.ts'
import { VoucherDesk } from './voucher-desk.ts'
import type { WorkLink } from './work-link.ts'

function openDesk() {
  const clock = createFakeClock()
  const sent: bigint[] = []
  let total = 0n
  const cashier = {
    total: () => total,
    sign: async () => ({ epoch: 0, cumulative: total, signature: '0x' }),
  } as unknown as Cashier
  const link = {
    agreement: { offer: offerOf({ payee: `0x${'11'.repeat(20)}` as never }) },
    send: async ({ cumulative }: { cumulative: bigint }) => void sent.push(cumulative),
  } as unknown as WorkLink
  const desk = new VoucherDesk({ clock, cashier })
  const earn = (wei: bigint) => {
    total += wei
    return desk.earned(link)
  }
  /** More of what was earned may be promised. */
  const raise = (wei: bigint) => {
    total += wei
  }
  return { clock, desk, link, earn, raise, sent }
}

it('promises the first at once, and what is earned within a second together', async () => {
  const { clock, earn, sent } = openDesk()
  await earn(5n)
  expect(sent).toEqual([5n])
  for (let times = 0; times < 8; times += 1) {
    await earn(1n)
    await clock.advance(100)
  }
  expect(sent).toEqual([5n])
  await clock.advance(200)
  expect(sent).toEqual([5n, 13n])
  await clock.advance(10_000)
  expect(sent).toEqual([5n, 13n])
})

it('promises at once what waits for its time to who goes, and once', async () => {
  const { clock, desk, link, earn, sent } = openDesk()
  await earn(5n)
  await earn(1n)
  await desk.part(link)
  expect(sent).toEqual([5n, 6n])
  await desk.part(link)
  await clock.advance(10_000)
  expect(sent).toEqual([5n, 6n])
})

it('signs nothing while all that is earned is held back', async () => {
  const { earn, sent } = openDesk()
  await earn(0n)
  expect(sent).toEqual([])
  await earn(1n)
  expect(sent).toEqual([1n])
})

it('promises what a channel held too little for, once it was raised', async () => {
  const { clock, desk, link, earn, raise, sent } = openDesk()
  await earn(5n)
  raise(3n)
  await clock.advance(1_000)
  expect(sent).toEqual([5n])
  await desk.catchUp([link])
  await desk.catchUp([link])
  await clock.advance(10_000)
  expect(sent).toEqual([5n, 8n])
})
