import { expect, it } from 'vitest'
import { marketRulesSchema, USUAL_RULES } from '#protocol/market/market-rules.ts'
import { countRules, hoursHere, readNames } from './rule-words.ts'

it('reads names apart by spaces or commas, each once', () => {
  expect(readNames(' render,  paint\nrender ')).toEqual(['render', 'paint'])
  expect(readNames('   ')).toEqual([])
})

it('reads nothing that the rules would refuse', () => {
  const many = Array.from({ length: 300 }, (_, at) => `app-${at}`).join(' ')
  const only = readNames(`${'x'.repeat(65)} ${many}`)
  expect(marketRulesSchema.safeParse({ ...USUAL_RULES, apps: { only, never: [] } }).success).toBe(
    true,
  )
})

it('counts what differs from the usual', () => {
  expect(countRules(USUAL_RULES)).toBe(0)
  expect(countRules({ ...USUAL_RULES, busyHours: hoursHere(), topPerGigaGas: 1n })).toBe(2)
  expect(countRules({ ...USUAL_RULES, apps: { only: [], never: ['x'] } })).toBe(1)
  expect(countRules({ ...USUAL_RULES, leastRecord: { kind: 'any' } })).toBe(1)
})

it('begins with hours of this place', () => {
  expect(marketRulesSchema.parse({ ...USUAL_RULES, busyHours: hoursHere() }).busyHours).toEqual(
    hoursHere(),
  )
})
