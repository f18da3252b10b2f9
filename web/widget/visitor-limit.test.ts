import { expect, test } from 'vitest'
import { VisitorLimit } from './visitor-limit.ts'

function storageOf(text?: string) {
  const kept = new Map(text === undefined ? [] : [['loam-widget-limit', text]])
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

test('a visitor who has set none is bound by none', () => {
  expect(new VisitorLimit(storageOf()).share).toBe(1)
})

test('what a visitor set holds at the next visit, until it is lifted', () => {
  const storage = storageOf()
  new VisitorLimit(storage).set(0.1)
  const again = new VisitorLimit(storage)
  expect(again.share).toBe(0.1)
  again.set(1)
  expect(again.share).toBe(1)
  expect(storage.kept.size).toBe(0)
})

test.each(['', 'much', '0', '-1', '1.5', 'NaN'])('somebody else’s %j is no limit', (text) => {
  expect(new VisitorLimit(storageOf(text)).share).toBe(1)
})

test('a storage that the browser blocks bounds this visit alone', () => {
  const blocked = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  const limit = new VisitorLimit({ getItem: blocked, setItem: blocked, removeItem: blocked })
  limit.set(0.2)
  expect(limit.share).toBe(0.2)
})
