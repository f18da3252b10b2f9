import { expect, it } from 'vitest'
import type { MachineView } from '#peer/provider-view.ts'
import { LEAST_LIMITS } from '#protocol/task/graphics.ts'
import { machineInWords } from './machine-words.ts'

const card = { name: 'nvidia ampere', features: [], limits: LEAST_LIMITS, pathsPerSecond: 0n }
const wordsOf = (part: Partial<MachineView>) =>
  Object.fromEntries(
    machineInWords({
      gasPerSecond: 0n,
      graphics: undefined,
      bytesPerSecond: undefined,
      ...part,
    }),
  )

it('says what is not known yet', () => {
  expect(wordsOf({})).toEqual({
    'Each core': 'not measured yet',
    Download: 'not known before two others have sent enough',
  })
})

it('says speeds in a few figures', () => {
  expect(wordsOf({ gasPerSecond: 1_143_210_987n })['Each core']).toBe('1.14 billion gas a second')
  const graphics = { ...card, pathsPerSecond: 84_312_000n }
  expect(wordsOf({ graphics })['Its speed']).toBe('84.3 million paths a second')
})

it.each([
  [6_240_000, '6.2 MB/s'],
  [112_400_000, '112 MB/s'],
  [340_200, '340 kB/s'],
])('says a line of %i bytes a second', (bytesPerSecond, words) => {
  expect(wordsOf({ bytesPerSecond }).Download).toBe(words)
})

it('tells a graphics card by what shaders may use of it', () => {
  expect(wordsOf({ graphics: card })).toMatchObject({
    'Graphics card': 'Nvidia Ampere',
    'Its speed': 'not measured yet',
    'Its largest buffer': '128 MiB',
    'Buffers at once': '8',
    'Invocations of a workgroup': '256',
    'Memory of a workgroup': '16 KiB',
    Features: 'none',
  })
})

it('tells features, one that nobody has words for too', () => {
  const graphics = { ...card, features: ['shader-f16', 'of-tomorrow'] }
  expect(wordsOf({ graphics }).Features).toBe('half precision, of-tomorrow')
})

it('tells of a card as far as the browser says anything', () => {
  const words = wordsOf({ graphics: { ...card, name: '', limits: {} } })
  expect(words).toMatchObject({ 'Graphics card': 'not named', Features: 'none' })
  expect(words).not.toHaveProperty('Its largest buffer')
})
