import { expect, test } from 'vitest'
import { asAddress } from '#protocol/ids.ts'
import { sayAct } from './wallet-words.ts'

const address = asAddress(`0x${'aa'.repeat(20)}`)
const other = asAddress(`0x${'bb'.repeat(20)}`)
const fine = { connected: { address, isOnRightChain: true }, chainName: 'Polygon', seconds: 1 }
const asking = { address, step: { kind: 'asking', question: 'open', isLast: true } } as const
const sent = {
  address,
  step: {
    kind: 'sent',
    question: 'allow',
    transaction: `0x${'cc'.repeat(32)}`,
    nonce: 1,
    isReplacement: false,
  },
} as const

test('a question says what it is for, and how many follow', () => {
  expect(sayAct(asking, fine).text).toMatch(/lock the budget.*Nothing is asked after it/)
  const first = { address, step: { kind: 'asking', question: 'allow', isLast: false } } as const
  expect(sayAct(first, fine).text).toMatch(/exactly this amount.*One more question follows/)
  const all = { address, step: { kind: 'asking', question: 'permit', isLast: false } } as const
  expect(sayAct(all, fine).text).toMatch(/without limit, by a signature.*One more question follows/)
})

test.each([
  ['The wallet was disconnected', { ...fine, connected: undefined }],
  ['another account', { ...fine, connected: { address: other, isOnRightChain: true } }],
  ['another chain', { ...fine, connected: { address, isOnRightChain: false } }],
])('what changed meanwhile is named before the question: %s', (words, at) => {
  expect(sayAct(asking, at)).toMatchObject({
    title: expect.stringContaining(words),
    isTrouble: true,
  })
})

test('what was sent is followed whatever the wallet does, and called slow after half a minute', () => {
  const away = { ...fine, connected: undefined }
  expect(sayAct(sent, away)).toMatchObject({ title: 'Sent, and on its way', isTrouble: false })
  expect(sayAct(sent, { ...away, seconds: 29 }).isTrouble).toBe(false)
  expect(sayAct(sent, { ...away, seconds: 30 })).toMatchObject({
    title: 'Sent, and not taken in yet',
    isTrouble: true,
  })
  const again = { ...sent, step: { ...sent.step, isReplacement: true } }
  expect(sayAct(again, { ...fine, seconds: 60 }).title).toBe('Sped up, and on its way')
})
