import { privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { asAddress } from '#protocol/ids.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { demandOf, paidTerms } from '#test/support/market.ts'
import { checkEscrow } from './check-escrow.ts'

const FIVE: AuthorShare = { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 500 }
const session = asAddress(privateKeyToAccount(`0x${'5e'.repeat(32)}`).address)

/** What is wrong with the escrow of a job that gives its author `locked`, by a demand that says `told`. */
async function check(
  locked: AuthorShare | undefined,
  told: AuthorShare | undefined,
  graceSeconds = 60,
) {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock })
  const wallet = escrow.wallet(asAddress(`0x${'ab'.repeat(20)}`), { glm: 1n, coin: 1n })
  const opened = await wallet.open({
    requestor: wallet.address,
    salt: `0x${'01'.repeat(32)}`,
    session,
    amount: 1n,
    stipend: 0n,
    deadline: Math.floor(clock.now() / 1000) + 60,
    graceSeconds,
    noticeSeconds: 60,
    spec: `0x${'00'.repeat(32)}`,
    authorShare: locked,
  })
  if (opened.kind !== 'opened') throw new Error(opened.message)
  const terms = { ...paidTerms(1n, told), session }
  const demand = demandOf({ jobId: opened.jobId, terms })
  return (await checkEscrow(escrow.ledger(), demand, clock.now()))?.reason
}

it('is fine where the escrow gives the app’s author what the demand says', async () => {
  expect(await check(undefined, undefined)).toBeUndefined()
  expect(await check(FIVE, { ...FIVE })).toBeUndefined()
})

it('is refused where the escrow takes another share off the pay', async () => {
  const objection = 'its escrow gives another share to the app’s author'
  expect(await check(FIVE, undefined)).toBe(objection)
  expect(await check(FIVE, { ...FIVE, basisPoints: 499 })).toBe(objection)
  expect(await check(FIVE, { ...FIVE, payee: session })).toBe(objection)
})

it('is refused where vouchers could not be redeemed in time after the deadline', async () => {
  expect(await check(undefined, undefined, 59)).toContain('grace')
})
