import { expect, it } from 'vitest'
import { asPeerId } from '#protocol/ids.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Precedence, type Rival } from './precedence.ts'

const ALICE = asPeerId('alice')
const AFTER_MS = 10_000

/** A job of normal priority beside a more urgent one that is hungry until `rival` says otherwise. */
function compete() {
  const clock = createFakeClock()
  const rival: Rival & { isHungry: boolean } = {
    priority: 'high',
    isHungry: true,
    serves: () => false,
  }
  const precedence = new Precedence({ clock, self: () => 'normal', rivals: () => [rival] })
  return { clock, rival, precedence }
}

it('sends each provider on once while a more urgent job is hungry', async () => {
  const { clock, rival, precedence } = compete()
  expect(precedence.objection(ALICE)).toBeDefined()
  await clock.advance(AFTER_MS)
  expect(precedence.objection(ALICE)).toBeUndefined()
  expect(precedence.yields(ALICE)).toBe(false)
  rival.isHungry = false
  expect(precedence.yields(ALICE)).toBe(false)
  rival.isHungry = true
  expect(precedence.yields(ALICE)).toBe(true)
})

it('remembers no more of whom it sent on than fits', async () => {
  const { clock, precedence } = compete()
  precedence.objection(ALICE)
  for (let at = 0; at < 5_000; at += 1) precedence.objection(asPeerId(`stranger-${at}`))
  await clock.advance(AFTER_MS)
  expect(precedence.yields(asPeerId('stranger-4999'))).toBe(false)
  expect(precedence.yields(ALICE)).toBe(true)
})
