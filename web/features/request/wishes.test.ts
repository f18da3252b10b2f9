import { expect, it } from 'vitest'
import { parseGlm } from '#protocol/payment/amount.ts'
import { GAS_PER_UNIT } from '#protocol/task/unit.ts'
import { NO_WISHES } from '../market/who-wishes.ts'
import { changesTheJob, PRICES, readWishes, suggestTitle, toParams } from './wishes.ts'

it('fills the form from the address', () => {
  const search = new URLSearchParams('frames=48&width=640&height=360&samples=4&pay=free')
  const wishes = readWishes(search, true)
  expect(wishes.pay).toBe('free')
  expect(toParams(wishes)).toEqual({ frames: 48, width: 640, height: 360, samples: 4 })
})

it('asks for free where there is no chain to pay on', () => {
  expect(readWishes(new URLSearchParams('pay=paid'), false).pay).toBe('free')
  expect(readWishes(new URLSearchParams(), true).pay).toBe('paid')
})

it('never takes a blank or a word for a number', () => {
  const wishes = readWishes(new URLSearchParams(), true)
  expect(toParams({ ...wishes, frames: ' ' }).frames).toBeNaN()
  expect(toParams({ ...wishes, frames: 'ten' }).frames).toBeNaN()
  expect(toParams({ ...wishes, frames: '0' }).frames).toBe(0)
})

it('suggests a name that tells providers nothing of the file’s', () => {
  const wishes = readWishes(new URLSearchParams('frames=1'), true)
  expect(suggestTitle(wishes)).toBe('Sample scene, 1 frame, 320 × 180')
  const file = new File([], 'secret.glb')
  expect(suggestTitle({ ...wishes, file })).toBe('A scene, 1 frame, 320 × 180')
})

it('keeps the estimate when only the terms change', () => {
  expect(
    changesTheJob({ budget: '2', price: '1', pay: 'free', check: 'none', who: NO_WISHES }),
  ).toBe(false)
  expect(changesTheJob({ file: undefined })).toBe(true)
  expect(changesTheJob({ frames: '2' })).toBe(true)
})

it('prices what is computed by what it is computed on', () => {
  const wishes = readWishes(new URLSearchParams('on=graphics'), true)
  expect(wishes).toMatchObject({ on: 'graphics', price: PRICES.graphics.price })
  expect(readWishes(new URLSearchParams('on=abacus'), true).on).toBe('processors')
  // About the same for the same picture.
  const ratio = parseGlm(PRICES.graphics.price) / parseGlm(PRICES.processors.price)
  expect(ratio).toBe(GAS_PER_UNIT.path)
})
