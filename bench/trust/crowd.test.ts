import { expect, it } from 'vitest'
import { Crowd, type CrowdModel } from './crowd.ts'

const MODEL: CrowdModel = {
  seed: 3,
  providers: 200,
  sigma: 0.7,
  cheats: 0.1,
  cheatRate: 0.1,
  coin: 'shared',
}
const SUBTASKS = 20_000

const arrivals = (crowd: Crowd, count: number) =>
  Array.from({ length: count }, () => crowd.arrive())

/** Subtasks that a provider answers wrongly. */
const wrongOf = (crowd: Crowd, provider: ReturnType<Crowd['arrive']>) =>
  Array.from({ length: SUBTASKS }, (_, index) => index).filter((index) =>
    crowd.isWrong(provider, index),
  )

it('has as large a share of cheats among any number who came as the model says', () => {
  const crowd = new Crowd(MODEL)
  for (const count of [200, 800, 4_000])
    expect(arrivals(crowd, count).filter(({ isCheat }) => isCheat)).toHaveLength(count / 10)
})

it('has speeds around one, of the spread asked for', () => {
  const logs = arrivals(new Crowd(MODEL), 4_000).map(({ speed }) => Math.log(speed))
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length)
  expect(mean).toBeCloseTo(0, 1)
  expect(spread).toBeCloseTo(0.7, 1)
})

it('lets cheats lie together under a shared coin, and each for itself under coins of their own', () => {
  for (const coin of ['shared', 'own'] as const) {
    const crowd = new Crowd({ ...MODEL, coin })
    const [one, other] = arrivals(crowd, 200).filter(({ isCheat }) => isCheat)
    if (one === undefined || other === undefined) throw new Error('there are no two cheats')
    const [first, second] = [wrongOf(crowd, one), wrongOf(crowd, other)]
    expect(first.length / SUBTASKS).toBeCloseTo(0.1, 2)
    expect(second.length / SUBTASKS).toBeCloseTo(0.1, 2)
    const together = first.filter((index) => second.includes(index)).length
    expect(together / SUBTASKS).toBeCloseTo(coin === 'shared' ? 0.1 : 0.01, 2)
  }
})

it('has nobody honest answer wrongly, nor a cheat that never cheats', () => {
  const honest = new Crowd({ ...MODEL, cheats: 0, cheatRate: 1 })
  expect(wrongOf(honest, honest.arrive())).toEqual([])
  const shy = new Crowd({ ...MODEL, cheats: 1, cheatRate: 0 })
  expect(wrongOf(shy, shy.arrive())).toEqual([])
})

it('has visitors of each site stay as long as the model says', () => {
  const crowd = new Crowd({ ...MODEL, visits: { sites: 10, least: 10, most: 50 } })
  const visitors = arrivals(crowd, 4_000)
  expect(new Set(visitors.map(({ party }) => party)).size).toBe(10)
  const stays = visitors.map(({ stay }) => stay)
  expect([Math.min(...stays), Math.max(...stays)]).toEqual([10, 50])
  const cheating = new Set(visitors.filter(({ isCheat }) => isCheat).map(({ party }) => party))
  expect(cheating.size).toBe(10)
})
