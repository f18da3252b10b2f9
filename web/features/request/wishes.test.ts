import { expect, it } from 'vitest'
import { changesTheJob, readWishes, toParams } from './wishes.ts'

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

it('keeps the estimate when only the terms change', () => {
  expect(changesTheJob({ budget: '2', price: '1', pay: 'free' })).toBe(false)
  expect(changesTheJob({ file: undefined })).toBe(true)
  expect(changesTheJob({ frames: '2' })).toBe(true)
})
