import { generatePrivateKey } from 'viem/accounts'
import type { SessionKey } from '#peer/ports/ledger.ts'
import type { SignedVoucher } from '#protocol/payment/voucher.ts'
import type { ChainDesk } from './chain-desk.ts'

/** What each tab is promised more than the one before, in wei. */
const STEP = 10n ** 15n

/** Chain gas of one transaction, and the vouchers in it. */
export interface Collected {
  readonly gas: bigint
  readonly vouchers: number
}

/**
 * What it takes a payee that never held any credit to collect what it is owed in many jobs at once, into
 * its wallet: the vouchers of so many tabs in each, every one promising more than the one before.
 */
export async function measureCollecting(
  desk: ChainDesk,
  { jobs, tabs }: { readonly jobs: number; readonly tabs: number },
): Promise<Collected> {
  const { ledger } = desk
  const key = generatePrivateKey()
  await desk.fund(ledger.addressOf(key))
  const vouchers = await promise(desk, { key, jobs, tabs })
  const payee = ledger.addressOf(key)
  const before = await ledger.readBalance(payee)
  const [call, ...others] = await desk.watch(() => ledger.redeemMany(key, vouchers, [payee]))
  if (call === undefined || others.length > 0) throw new Error('it takes more than one transaction')
  const collected = (await ledger.readBalance(payee)).glm - before.glm
  if (collected !== BigInt(jobs * tabs) * STEP) throw new Error(`${collected} wei were collected`)
  return { gas: call.gas, vouchers: vouchers.length }
}

/** Has so many jobs promise the payee of this key more to each tab than to the one before. */
async function promise(
  { ledger, open }: ChainDesk,
  options: { readonly key: SessionKey; readonly jobs: number; readonly tabs: number },
): Promise<readonly SignedVoucher[]> {
  const { key, jobs, tabs } = options
  const payee = ledger.addressOf(key)
  const cap = BigInt(tabs) * STEP
  const vouchers: SignedVoucher[] = []
  for (let job = 0; job < jobs; job += 1) {
    const session = generatePrivateKey()
    const jobId = await open(session, cap)
    await ledger.reserve(session, jobId, [{ payee, cap }])
    for (let tab = 1n; tab <= tabs; tab += 1n) {
      const voucher = { jobId, payee, epoch: 0, cumulative: tab * STEP }
      vouchers.push({ ...voucher, signature: await ledger.signVoucher(session, voucher) })
    }
  }
  return vouchers
}
