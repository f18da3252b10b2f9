import { expect, it } from 'vitest'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { PAYEE, reputationOf } from '#web/dev/fake-job.ts'
import { sayReputation } from './reputation-words.ts'

it('says of who shows nothing, and of who is new, what that means', () => {
  expect(sayReputation(undefined)).toMatchObject({ short: 'None shown', tone: 'neutral' })
  expect(sayReputation(reputationOf({ signed: 0 }))).toMatchObject({ short: 'New' })
})

it('says who paid, how agreements ended, and what that is worth', () => {
  const paid = {
    wallet: PAYEE,
    right: 640,
    wrong: 0,
    paid: 3n * WEI_PER_GLM,
    balance: 640,
    keys: 1,
  }
  const reputation = reputationOf({ cutShort: 0, abandoned: 0, sources: [paid] })
  expect(sayReputation(reputation)).toEqual({
    short: '8,412 right',
    why: '61 agreements: 50 ended in order, 0 cut short, 0 left without a word. 12 requestors judged 8,412 right and 0 wrong; 1 wallet paid 3 GLM for it. So it begins with 50 % of the trust that a record can give, and is checked less.',
    tone: 'good',
  })
})

it('names wrong results first, and says that they count against it', () => {
  const paid = { right: 900, wrong: 16, paid: WEI_PER_GLM, balance: -900, keys: 1 }
  const sources = [{ ...paid, wallet: PAYEE }]
  const words = sayReputation(reputationOf({ right: 900, wrong: 16, sources }))
  expect(words).toMatchObject({ short: '16 wrong', tone: 'bad' })
  expect(words.why).toContain('speaks against it')
})

it('says where words are worth nothing', () => {
  const { why, tone } = sayReputation(reputationOf({ right: 0, requestors: 1, sources: [] }))
  expect(tone).toBe('neutral')
  expect(why).toContain('1 requestor judged 0 right')
  expect(why).toContain('it is checked like a newcomer')
})
