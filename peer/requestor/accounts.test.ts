import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asAddress, asPeerId } from '#protocol/ids.ts'
import { Accounts } from './accounts.ts'

const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const GIGA = 10n ** 9n
const CEILING = 500n
const peers = ['a', 'b', 'c'].map(asPeerId)

function openAccounts(owed: ReturnType<Accounts['save']> = []) {
  const accounts = new Accounts({ ceilingPerGigaGas: CEILING, gasPerSubtask: GIGA, owed })
  accounts.open(PAYEE)
  return accounts
}

describe('a payee whose tabs ask different prices', () => {
  it('is owed the exact sum of all of them, rounded up once, over any order and a reload', () => {
    const work = fc.record({
      at: fc.nat(peers.length - 1),
      gas: fc.bigInt(0n, 10n ** 12n),
    })
    const prices = fc.tuple(...peers.map(() => fc.bigInt(0n, CEILING)))
    fc.assert(
      fc.property(prices, fc.array(work, { maxLength: 60 }), fc.nat(60), (asks, done, reload) => {
        let accounts = openAccounts()
        let exact = 0n
        const agree = () => {
          for (const [at, peer] of peers.entries())
            accounts.agree(PAYEE, { peer, fromLeaseId: 1, pricePerGigaGas: asks[at] ?? 0n })
        }
        agree()
        for (const [step, { at, gas }] of done.entries()) {
          if (step === reload) {
            accounts = openAccounts(accounts.save())
            agree()
          }
          accounts.earn(PAYEE, {
            peer: peers[at] ?? asPeerId('x'),
            leaseId: 1 + step,
            gas,
            isProven: true,
          })
          exact += gas * (asks[at] ?? 0n)
        }
        expect(accounts.earned(PAYEE)).toBe((exact + GIGA - 1n) / GIGA)
      }),
    )
  })

  it('is paid for a lease what was agreed when it was granted', () => {
    const accounts = openAccounts()
    const peer = asPeerId('a')
    accounts.agree(PAYEE, { peer, fromLeaseId: 1, pricePerGigaGas: 10n })
    accounts.agree(PAYEE, { peer, fromLeaseId: 100, pricePerGigaGas: 400n })
    accounts.earn(PAYEE, { peer, leaseId: 99, gas: GIGA, isProven: true })
    expect(accounts.earned(PAYEE)).toBe(10n)
    accounts.earn(PAYEE, { peer, leaseId: 100, gas: GIGA, isProven: true })
    expect(accounts.earned(PAYEE)).toBe(410n)
  })

  it('has as much set aside for a subtask as the dearest of them asks, or the ceiling', () => {
    const accounts = openAccounts()
    // A quarter is added to the estimate, because subtasks differ.
    expect(accounts.subtaskCost(PAYEE)).toBe(625n)
    accounts.agree(PAYEE, { peer: asPeerId('a'), fromLeaseId: 1, pricePerGigaGas: 40n })
    expect(accounts.subtaskCost(PAYEE)).toBe(50n)
    accounts.agree(PAYEE, { peer: asPeerId('b'), fromLeaseId: 1, pricePerGigaGas: 400n })
    accounts.agree(PAYEE, { peer: asPeerId('c'), fromLeaseId: 1, pricePerGigaGas: 80n })
    expect(accounts.subtaskCost(PAYEE)).toBe(500n)
  })

  it('is promised nothing above its channel', () => {
    const accounts = openAccounts()
    accounts.match(PAYEE, { cap: 15n, paid: 0n, closesAt: 0, epoch: 0 })
    accounts.agree(PAYEE, { peer: asPeerId('a'), fromLeaseId: 1, pricePerGigaGas: 400n })
    accounts.earn(PAYEE, { peer: asPeerId('a'), leaseId: 1, gas: GIGA, isProven: true })
    expect(accounts.earned(PAYEE)).toBe(400n)
    expect(accounts.total(PAYEE)).toBe(15n)
  })
})

it('holds the latest subtasks of each key back, until the job ends or the key is caught', () => {
  const accounts = new Accounts({
    ...{ ceilingPerGigaGas: 10n ** 9n, gasPerSubtask: 1n, owed: [] },
    arrears: 3,
  })
  const [mallory, erin] = [asPeerId('mallory'), asPeerId('erin')]
  accounts.open(PAYEE)
  accounts.match(PAYEE, { cap: 100n, paid: 0n, closesAt: 0, epoch: 1 })
  for (let gas = 1n; gas <= 5n; gas += 1n) {
    accounts.earn(PAYEE, { peer: mallory, leaseId: 1, gas, isProven: true })
    accounts.earn(PAYEE, { peer: erin, leaseId: 2, gas, isProven: true })
  }
  // Of either, the first two are promised; the rest is spoken for.
  expect([accounts.total(PAYEE), accounts.earned(PAYEE)]).toEqual([6n, 30n])
  expect(accounts.room(PAYEE, 0)).toBe(70n)
  const reloaded = new Accounts({
    ...{ ceilingPerGigaGas: 10n ** 9n, gasPerSubtask: 1n, owed: accounts.save() },
    ...{ arrears: 3, held: accounts.arrears.takeChanged() },
  })
  for (const each of [accounts, reloaded]) {
    each.forfeit(mallory)
    expect([each.total(PAYEE), each.earned(PAYEE)]).toEqual([6n, 18n])
    each.release()
    expect([each.total(PAYEE), each.earned(PAYEE)]).toEqual([18n, 18n])
  }
})
