import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asAddress, asPeerId } from '#protocol/ids.ts'
import { Arrears, type HeldPay } from './arrears.ts'

const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const keyAt = (at: number) => asPeerId(`12D3KooW${`${at}`.padStart(44, 'A')}`)
const AT_ONCE = 3

function open(held: readonly HeldPay[] = []) {
  let paid = 0n
  const arrears = new Arrears({
    ...{ subtasks: AT_ONCE, held },
    pay: (_, nanoWei) => {
      paid += nanoWei
    },
  })
  return { arrears, paid: () => paid }
}

/** What was saved last of each key. */
function disk() {
  const saved = new Map<string, HeldPay>()
  return {
    saved: () => [...saved.values()],
    write: (changed: readonly HeldPay[]) => {
      for (const held of changed) saved.set(held.peer, held)
    },
  }
}

it('loses and doubles nothing over reloads, and holds back no more than before', () => {
  const step = fc.record({
    peer: fc.nat(3).map(keyAt),
    nanoWei: fc.bigInt(0n, 1_000n),
    isProven: fc.boolean(),
    next: fc.constantFrom('go on', 'save', 'fail to save', 'reload', 'catch'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { saved, write } = disk()
      let [earned, paidBefore, forfeited] = [0n, 0n, 0n]
      let { arrears, paid } = open()
      for (const { peer, nanoWei, isProven, next } of steps) {
        arrears.hold(PAYEE, peer, nanoWei, isProven)
        earned += nanoWei
        if (next === 'catch') {
          const before = arrears.sum(PAYEE)
          arrears.forfeit(peer)
          forfeited += before - arrears.sum(PAYEE)
        }
        if (next === 'fail to save') arrears.putBack(arrears.takeChanged())
        if (next === 'save' || next === 'reload') write(arrears.takeChanged())
        if (next === 'reload') {
          paidBefore += paid()
          ;({ arrears, paid } = open(saved()))
        }
        expect(paidBefore + paid() + forfeited + arrears.sum(PAYEE)).toBe(earned)
      }
    }),
  )
})

it('pays bit by bit after a reload, too', () => {
  const first = open()
  for (let times = 0; times < 5; times += 1) first.arrears.hold(PAYEE, keyAt(1), 10n, true)
  expect(first.paid()).toBe(20n)
  const again = open(first.arrears.takeChanged())
  for (let times = 1; times <= AT_ONCE; times += 1) {
    again.arrears.hold(PAYEE, keyAt(1), 10n, true)
    expect(again.paid()).toBe(10n * BigInt(times))
  }
})

it('tells only of keys of whom something changed', () => {
  const { arrears } = open()
  for (const at of [1, 2]) arrears.hold(PAYEE, keyAt(at), 10n, true)
  expect(arrears.takeChanged()).toHaveLength(2)
  arrears.hold(PAYEE, keyAt(2), 10n, true)
  expect(arrears.takeChanged()).toEqual([
    { payee: PAYEE, peer: keyAt(2), subtasks: 2, nanoWei: 20n },
  ])
  arrears.forfeit(keyAt(1))
  expect(arrears.takeChanged()).toMatchObject([{ peer: keyAt(1), subtasks: 0, nanoWei: 0n }])
})

it('pays who earned longest ago early, where there are too many keys', () => {
  const { arrears, paid } = open()
  for (let at = 0; at < 1_024; at += 1) arrears.hold(PAYEE, keyAt(at), 1n, false)
  arrears.hold(PAYEE, keyAt(0), 5n, false)
  expect(paid()).toBe(0n)
  arrears.hold(PAYEE, keyAt(1_024), 1n, false)
  expect(paid()).toBe(1n)
  expect(arrears.takeChanged().filter(({ subtasks }) => subtasks === 0)).toMatchObject([
    { peer: keyAt(1) },
  ])
})
