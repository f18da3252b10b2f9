import { privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { asAddress } from '#protocol/ids.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'
import { type EscrowTimes, leastTimes, usualTimes } from '#protocol/payment/escrow-times.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { demandOf, paidTerms } from '#test/support/market.ts'
import { checkEscrow } from './check-escrow.ts'

const FIVE: AuthorShare = { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 500 }
const session = asAddress(privateKeyToAccount(`0x${'5e'.repeat(32)}`).address)

/** A chain's name and how it moves. */
const CHAIN = createMemoryEscrow({ clock: { now: () => 0 } }).ledger().chain
const ETHEREUM = { ...CHAIN, name: 'Ethereum', confirmations: 3, blockMs: 12_000 }

/**
 * What is wrong with the escrow of a job that gives its author `locked`, by a demand that says `told`
 * and ends `early` seconds before its escrow.
 */
async function refusal({
  locked,
  told,
  chain = CHAIN,
  times = leastTimes(chain),
  lasts = 60,
  early = 0,
}: {
  locked?: AuthorShare | undefined
  told?: AuthorShare | undefined
  chain?: typeof CHAIN
  times?: EscrowTimes
  lasts?: number
  early?: number
}) {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock, chain })
  const deadline = Math.floor(clock.now() / 1000) + lasts
  const wallet = escrow.wallet(asAddress(`0x${'ab'.repeat(20)}`), { glm: 1n, coin: 1n })
  const opened = await wallet.open({
    requestor: wallet.address,
    salt: `0x${'01'.repeat(32)}`,
    session,
    amount: 1n,
    stipend: 0n,
    deadline,
    ...times,
    spec: `0x${'00'.repeat(32)}`,
    authorShare: locked,
  })
  if (opened.kind !== 'opened') throw new Error(opened.message)
  const terms = { ...paidTerms(1n, told), session }
  const demand = demandOf({ jobId: opened.jobId, terms, deadline: (deadline - early) * 1000 })
  return await checkEscrow(escrow.ledger(), demand, clock.now())
}

const check = async (locked: AuthorShare | undefined, told: AuthorShare | undefined) =>
  (await refusal({ locked, told }))?.reason

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

it('is refused where vouchers could not be redeemed in time, saying what would be enough', async () => {
  const least = leastTimes(ETHEREUM)
  expect(await refusal({ chain: ETHEREUM, times: least })).toBeUndefined()
  expect(await refusal({ chain: ETHEREUM, times: usualTimes(ETHEREUM) })).toBeUndefined()
  expect(await refusal({ chain: ETHEREUM, times: leastTimes(CHAIN) })).toMatchObject({
    reason: 'its notice of 3 s is too short to redeem in',
    advice: 'Nothing on your side: on Ethereum its requestor has to give at least 691 s.',
  })
  expect(await refusal({ chain: ETHEREUM, times: { ...least, graceSeconds: 750 } })).toMatchObject({
    reason: 'its grace of 750 s is too short to redeem in',
    advice: 'Nothing on your side: on Ethereum its requestor has to give at least 751 s.',
  })
})

it('is refused where its work would go on in the grace, or be over too soon', async () => {
  expect((await refusal({ early: -1 }))?.reason).toBe('its escrow runs out before its work')
  expect(await refusal({ early: 30 })).toBeUndefined()
  expect((await refusal({ early: 31 }))?.reason).toBe('it ends in less than 30 s')
})
