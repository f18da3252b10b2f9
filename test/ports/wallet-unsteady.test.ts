import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  custom,
  erc20Abi,
  type Hex,
  http,
  toHex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type LocalChain, startChain } from '#cli/chain/start-chain.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem, type WalletOptions } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { asAddress } from '#protocol/ids.ts'

const GLM = 10n ** 18n

let chain: LocalChain

beforeEach(async () => {
  chain = await startChain()
})

afterEach(() => chain.stop())

interface Asked {
  readonly to: Hex
  readonly data: Hex
  readonly value?: Hex
}

/**
 * A person with GLM who has allowed the escrow to take it, and a wallet that does with a transaction
 * what `answer` does.
 */
async function createPerson(confirmations = 1) {
  const info = { ...chain.info, confirmations }
  const shared = { chain: toViemChain(info), transport: http(info.rpcUrl) }
  const anvil = createTestClient({ ...shared, mode: 'anvil' })
  const reader = createPublicClient({ ...shared, pollingInterval: 20 })
  const account = privateKeyToAccount(generatePrivateKey())
  const own = createWalletClient({ ...shared, account })
  const requestor = asAddress(account.address)
  await chain.fundGuest(requestor)
  await reader.waitForTransactionReceipt({
    hash: await own.writeContract({
      address: info.glm,
      abi: erc20Abi,
      functionName: 'approve',
      args: [info.escrow, GLM],
    }),
  })
  const salt = toHex(randomBytes(32))
  const draft = {
    requestor,
    salt,
    session: asAddress(privateKeyToAccount(generatePrivateKey()).address),
    amount: GLM,
    stipend: 1n,
    deadline: Math.floor(Date.now() / 1000) + 3_600,
    graceSeconds: 60,
    noticeSeconds: 60,
    spec: salt,
  }
  /** How often the chain was asked for how many transactions the wallet has sent. */
  let looks = 0
  const createWallet = (
    answer: (asked: Asked) => Promise<Hex>,
    more: Partial<WalletOptions> = {},
  ) => {
    const transport = custom({
      request: async ({ method, params }: { method: string; params: readonly [Asked] }) => {
        if (method === 'eth_chainId') return toHex(info.chainId)
        if (method === 'eth_accounts') return [requestor]
        return answer(params[0])
      },
    })
    const walletClient = createWalletClient({ account: requestor, transport })
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (`${init?.body}`.includes('eth_getTransactionCount')) looks += 1
      return globalThis.fetch(url, init)
    }
    return createWalletViem({ walletClient, chain: info, fetch, ...more })
  }
  const open = (answer: (asked: Asked) => Promise<Hex>) => createWallet(answer).open(draft)
  const ledger = createLedgerViem({ chain: info })
  const jobId = ledger.jobIdFor(requestor, salt)
  const readJob = () => ledger.readJob(jobId)
  const send = ({ to, data, value = '0x0' }: Asked) =>
    own.sendTransaction({ to, data, value: BigInt(value) })
  /** Resolves once the chain was asked a few times more what became of the transaction. */
  const untilLooked = async () => {
    const before = looks
    while (looks < before + 3) await sleep(20)
  }
  /** Sends one that does nothing in the place of the one that is on its way. */
  const cancel = async () => {
    const nonce = await reader.getTransactionCount({ address: account.address })
    const maxFeePerGas = 100n * 10n ** 9n
    const to = account.address
    await own.sendTransaction({ to, nonce, maxFeePerGas, maxPriorityFeePerGas: maxFeePerGas })
  }
  return {
    ...{
      anvil,
      reader,
      account,
      own,
      jobId,
      createWallet,
      open,
      readJob,
      send,
      untilLooked,
      cancel,
    },
  }
}

it.each([4100, 4900, 4901, -32_002])(
  'may have sent what it was asked for, though it says %i',
  async (code) => {
    const { open, send, readJob } = await createPerson()
    const opened = await open(async (asked) => {
      await send(asked)
      throw Object.assign(new Error('The provider is gone.'), { code })
    })
    expect(opened.kind).toBe('unconfirmed')
    expect(await readJob()).toMatchObject({ free: GLM })
  },
)

it('has sent nothing where it was never asked, or the person said no', async () => {
  const { open, anvil, account } = await createPerson()
  const refused = await open(async () => {
    throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
  })
  expect(refused.kind).toBe('refused')
  await anvil.setBalance({ address: account.address, value: 2n })
  expect((await open(() => expect.unreachable('It was asked'))).kind).toBe('failed')
})

it('is not taken to have cancelled before that is as deep as the chain asks', async () => {
  const { anvil, reader, own, open, readJob, untilLooked, cancel } = await createPerson(3)
  let raw: Hex = '0x'
  await anvil.setAutomine(false)
  const opening = open(async ({ to, data, value = '0x0' }) => {
    const request = await own.prepareTransactionRequest({ to, data, value: BigInt(value) })
    raw = await own.signTransaction(request)
    return reader.sendRawTransaction({ serializedTransaction: raw })
  })
  await untilLooked()
  await cancel()
  await anvil.mine({ blocks: 2 })
  await untilLooked()
  // Both blocks are taken back, and another miner takes the first one in.
  await anvil.request({ method: 'anvil_reorg', params: [2, [[raw, 0]]] } as never)
  await anvil.mine({ blocks: 2 })
  expect(await opening).toMatchObject({ kind: 'opened' })
  expect(await readJob()).toMatchObject({ free: GLM })
})

it('has cancelled once that is as deep as the chain asks', async () => {
  const { anvil, open, send, readJob, untilLooked, cancel } = await createPerson(2)
  await anvil.setAutomine(false)
  const opening = open(send)
  await untilLooked()
  await cancel()
  await anvil.mine({ blocks: 2 })
  expect(await opening).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('cancelled'),
  })
  expect(await readJob()).toBeUndefined()
})

it('adds to a job once, though the page was reloaded while that was on its way', async () => {
  const { anvil, jobId, createWallet, open, send, readJob } = await createPerson()
  expect(await open(send)).toMatchObject({ kind: 'opened' })
  const leaving = new AbortController()
  let sent: Hex | undefined
  const before = createWallet(send, {
    signal: leaving.signal,
    onStep: (_, step) => {
      if (step.kind === 'asking' && step.question === 'fund') void anvil.setAutomine(false)
      if (step.kind !== 'sent' || step.question !== 'fund') return
      sent = step.transaction
      leaving.abort()
    },
  })
  expect(await before.fund(jobId, 5n)).toMatchObject({ kind: 'unconfirmed' })
  const again = createWallet(() => expect.unreachable('It was asked a second time'), {
    findAddition: () => sent,
  }).fund(jobId, 5n)
  await anvil.setAutomine(true)
  await anvil.mine({ blocks: 1 })
  expect(await again).toEqual({ kind: 'done', transaction: sent })
  expect(await readJob()).toMatchObject({ free: GLM + 5n })
  // What is seen to its end keeps nobody from adding as much, or another amount, afterwards.
  const wallet = createWallet(send, { findAddition: () => sent })
  expect(await wallet.fund(jobId, 7n)).toMatchObject({ kind: 'done' })
  expect(await readJob()).toMatchObject({ free: GLM + 12n })
})
