import { describe, expect, it, vi } from 'vitest'
import { USUAL_RULES } from '#protocol/market/market-rules.ts'
import { keepChoice, type ProvideChoice, readAutostart, recallChoice } from './provide-settings.ts'

function storageOf(text?: string): Storage {
  const kept = new Map(text === undefined ? [] : [['loam-provide', text]])
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage
}

vi.stubGlobal('navigator', { hardwareConcurrency: 8 })

describe('what a volunteer chose', () => {
  it('starts with half of the machine, unpaid work, any price, and our shaders alone', () => {
    expect(recallChoice(storageOf())).toEqual({
      cores: 4,
      dutyCycle: 1,
      maxMemoryBytes: 2 ** 30,
      maxWallMs: 600_000,
      acceptFree: true,
      floorPerGigaGas: 0n,
      shaders: 'own',
      rules: USUAL_RULES,
    })
  })

  it('is the same at the next visit', () => {
    const storage = storageOf()
    const choice = {
      cores: 7,
      dutyCycle: 0.25,
      maxMemoryBytes: 2 ** 28,
      maxWallMs: 120_000,
      acceptFree: false,
      floorPerGigaGas: 25n * 10n ** 16n,
      shaders: 'none',
      rules: {
        formats: ['wasi'],
        floorByFormat: { wgsl: 10n ** 30n },
        topPerGigaGas: 5n * 10n ** 17n,
        busyHours: {
          zone: 'Europe/Berlin',
          fromHour: 8,
          untilHour: 20,
          pricePercent: 200,
          noFreeWork: true,
        },
        apps: { only: [], never: ['render'] },
        requestors: { only: ['12D3KooW'], never: [] },
        leastRecord: { kind: 'proven', subtasks: 250 },
      },
    } satisfies ProvideChoice
    keepChoice(storage, choice)
    expect(recallChoice(storage)).toEqual(choice)
  })

  it('of before there was a rule on requestors’ records has the usual one', () => {
    const { leastRecord: _, ...before } = USUAL_RULES
    const rules = { ...before, apps: { only: ['render'], never: [] } }
    expect(recallChoice(storageOf(JSON.stringify({ rules }))).rules).toEqual({
      ...USUAL_RULES,
      ...rules,
    })
  })

  it.each([
    'not json',
    'null',
    '7',
    '{"cores":"many","floor":"-1"}',
    '{"floor":"9e99"}',
    '{"dutyCycle":0,"maxMemoryBytes":-1,"maxWallMs":1e99}',
    '{"rules":7}',
    '{"rules":{"formats":["basic"]}}',
    '{"rules":{"formats":[],"leastRecord":{"kind":"proven","subtasks":0}}}',
    '{"dutyCycle":1.5,"maxMemoryBytes":"all","maxWallMs":null}',
  ])('falls back to the defaults where %s was kept', (text) => {
    expect(recallChoice(storageOf(text))).toEqual(recallChoice(storageOf()))
  })

  it('never lends more cores than there are', () => {
    expect(recallChoice(storageOf('{"cores":500}')).cores).toBe(8)
    expect(recallChoice(storageOf('{"cores":-3}')).cores).toBe(1)
  })
})

describe('starting by itself', () => {
  it('needs to be asked for', () => {
    expect(readAutostart('?cores=2')).toBeUndefined()
  })

  it('takes the cores asked for, within the machine', () => {
    expect(readAutostart('?autostart=1&cores=2')).toEqual({ cores: 2 })
    expect(readAutostart('?autostart=1&cores=200')).toEqual({ cores: 8 })
    expect(readAutostart('?autostart=1')).toEqual({ cores: 4 })
  })
})
