import { expect, it } from 'vitest'
import { asJobId } from '../ids.ts'
import { WEI_PER_GLM } from './amount.ts'
import { explainDifference } from './explain-difference.ts'
import type { DepositEntry } from './ledger-entry.ts'

const deposit: DepositEntry = {
  side: 'requestor',
  ...{ jobId: asJobId(`0x${'01'.repeat(32)}`), title: 'Sundial', openedAt: 1, standing: 'known' },
  ...{ deposited: 10n * WEI_PER_GLM, free: 6n * WEI_PER_GLM, reserved: 3n * WEI_PER_GLM },
  ...{ paid: WEI_PER_GLM, refunded: 0n, promised: 4n * WEI_PER_GLM, budget: 10n * WEI_PER_GLM },
  ...{ toAuthor: 0n, chainGas: 0n, rate: undefined },
}

it.each<[string, Partial<DepositEntry>, string | undefined]>([
  ['all agrees', {}, undefined],
  ['more was added later', { deposited: 12n * WEI_PER_GLM, free: 8n * WEI_PER_GLM }, undefined],
  ['nothing was asked yet', { standing: 'unasked' }, 'has not said yet'],
  ['the chain knows no such job', { standing: 'absent' }, 'does not know this job'],
  ['parts do not add up', { free: 5n * WEI_PER_GLM }, '10 GLM were deposited, and that 9 are'],
  [
    'less is there than was to be locked',
    { deposited: 7n * WEI_PER_GLM, free: 3n * WEI_PER_GLM },
    '10 GLM were to be locked, and the escrow has 7',
  ],
  [
    'more is promised than is held for it',
    { free: 7n * WEI_PER_GLM, reserved: 2n * WEI_PER_GLM },
    'promise 4 GLM, and the escrow holds 3',
  ],
])('says where a deposit and the own books differ: %s', (_, part, words) => {
  const why = explainDifference({ ...deposit, ...part })
  if (words === undefined) expect(why).toBeUndefined()
  else expect(why?.reason).toContain(words)
})
