import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, createTestClient, createWalletClient, http, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { type LocalChain, startChain } from '#cli/chain/start-chain.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import { asAddress } from '#protocol/ids.ts'
import { type Fetch, lossyFetch, slowFetch } from '#test/support/unsteady-fetch.ts'

const GLM = 10n ** 18n

/** A job of a guest's with a channel of 3 GLM for a payee, and a voucher of 2. */
async function openJob(chain: LocalChain, ledger: Ledger) {
  const account = privateKeyToAccount(generatePrivateKey())
  await chain.fundGuest(asAddress(account.address))
  const transport = http(chain.info.rpcUrl)
  const walletClient = createWalletClient({ chain: toViemChain(chain.info), transport, account })
  const session = generatePrivateKey()
  const opened = await createWalletViem({ walletClient, chain: chain.info }).open({
    requestor: asAddress(account.address),
    salt: toHex(randomBytes(32)),
    session: ledger.addressOf(session),
    amount: 10n * GLM,
    stipend: GLM / 10n,
    deadline: Math.floor(Date.now() / 1000) + 3_600,
    graceSeconds: 60,
    noticeSeconds: 60,
    spec: toHex(randomBytes(32)),
  })
  if (opened.kind !== 'opened') throw new Error(opened.message)
  const { jobId } = opened
  const payee = asAddress(privateKeyToAccount(generatePrivateKey()).address)
  await ledger.reserve(session, jobId, [{ payee, cap: 3n * GLM }])
  const voucher = { jobId, payee, epoch: 0, cumulative: 2n * GLM }
  const signed = { ...voucher, signature: await ledger.signVoucher(session, voucher) }
  return { jobId, session, payee, signed }
}

it('pays once what a reorg of three blocks took back, at once', async () => {
  const chain = await startChain()
  try {
    const ledger = createLedgerViem({ chain: chain.info })
    const { jobId, session, payee, signed } = await openJob(chain, ledger)
    const before = await ledger.readJob(jobId)
    const raise = () => ledger.reserve(session, jobId, [{ payee, cap: 4n * GLM }])
    await raise()
    await ledger.redeemMany(session, [signed])
    await ledger.withdraw(session, payee)
    const paid = { glm: 2n * GLM, coin: 0n }
    expect(await ledger.readBalance(payee)).toEqual(paid)
    const after = await ledger.readJob(jobId)

    const transport = http(chain.info.rpcUrl)
    const anvil = createTestClient({ chain: toViemChain(chain.info), transport, mode: 'anvil' })
    await anvil.request({ method: 'anvil_reorg', params: [3, []] } as never)
    expect(await ledger.readJob(jobId)).toEqual(before)
    expect((await ledger.readBalance(payee)).glm).toBe(0n)

    await raise()
    for (let times = 0; times < 2; times += 1) await ledger.redeemMany(session, [signed])
    await ledger.withdraw(session, payee)
    expect(await ledger.readBalance(payee)).toEqual(paid)
    expect(await ledger.readJob(jobId)).toEqual(after)
  } finally {
    await chain.stop()
  }
})

it('goes on where it was once its node runs again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loam-chain-'))
  const stateFile = join(folder, 'chain.json')
  let chain = await startChain({ stateFile })
  try {
    const ledger = createLedgerViem({ chain: chain.info })
    const { jobId, session, payee, signed } = await openJob(chain, ledger)
    const before = await ledger.readJob(jobId)
    await chain.stop()
    await expect(ledger.redeemMany(session, [signed])).rejects.toMatchObject({
      code: 'unreachable',
    })
    chain = await startChain({ stateFile, port: Number(new URL(chain.info.rpcUrl).port) })
    expect(await ledger.readJob(jobId)).toEqual(before)
    for (let times = 0; times < 2; times += 1) await ledger.redeemMany(session, [signed])
    expect(await ledger.readCredit(payee)).toBe(2n * GLM)
  } finally {
    await chain.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

describe.each<[string, () => Fetch]>([
  ['takes seconds for every answer', () => slowFetch(2_500)],
  ['loses questions, and answers to what it was given', lossyFetch],
])('an RPC that %s', (_, createFetch) => {
  it('has everybody paid, and nothing sent twice', { timeout: 180_000 }, async () => {
    const chain = await startChain()
    try {
      const prompt = createLedgerViem({ chain: chain.info })
      const { jobId, payee, signed } = await openJob(chain, prompt)
      const ledger = createLedgerViem({ chain: chain.info, fetch: createFetch() })
      const sender = generatePrivateKey()
      const { address } = privateKeyToAccount(sender)
      await chain.fundGuest(asAddress(address))
      // As one that gives up and asks again does.
      await Promise.all([1, 2].map(() => ledger.redeemMany(sender, [signed])))
      expect((await ledger.readChannel(jobId, payee)).paid).toBe(2n * GLM)
      await ledger.withdraw(sender, payee)
      expect(await prompt.readBalance(payee)).toEqual({ glm: 2n * GLM, coin: 0n })
      expect(await prompt.readJob(jobId)).toMatchObject({ paid: 2n * GLM, reserved: GLM })
      const transport = http(chain.info.rpcUrl)
      const reader = createPublicClient({ chain: toViemChain(chain.info), transport })
      expect(await reader.getTransactionCount({ address })).toBe(2)
    } finally {
      await chain.stop()
    }
  })
})
