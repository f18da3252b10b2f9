import { randomBytes } from 'node:crypto'
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  parseSignature,
  toHex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LocalChain, startChain } from '#cli/chain/start-chain.ts'
import { localGlmAbi } from '#contracts/generated/local-glm.ts'
import { createChainClient, toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { knowsPermit, readAllowance } from '#peer/adapters/ledger-viem/token-allowance.ts'
import { createWalletViem, type SigningClient } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { asAddress } from '#protocol/ids.ts'

const GLM = 10n ** 18n
const HOUR = 3_600

let chain: LocalChain

beforeAll(async () => {
  chain = await startChain()
})

afterAll(() => chain.stop())

type Sign = (params: { message: { nonce: bigint; expiry: bigint } }) => Promise<Hex>

/** A person with GLM, and what their wallet was asked for; `sign` stands in for their signature. */
async function createPerson(
  sign: (sign: Sign) => Sign = (own) => own,
  info: ChainInfo = chain.info,
) {
  const shared = { chain: toViemChain(info), transport: http(info.rpcUrl) }
  const reader = createPublicClient({ ...shared, pollingInterval: 20 })
  const own = createWalletClient({ ...shared, account: privateKeyToAccount(generatePrivateKey()) })
  const holder = asAddress(own.account.address)
  await chain.fundGuest(holder)
  const asked: string[] = []
  const signTypedData = sign((params) => own.signTypedData(params as never))
  const wallet = createWalletViem({
    walletClient: { ...own, signTypedData } as unknown as SigningClient,
    chain: info,
    onStep: (_, step) => step.kind === 'asking' && asked.push(step.question),
  })
  const open = async (allowance?: 'exact' | 'standing') => {
    asked.length = 0
    const salt = toHex(randomBytes(32))
    const session = asAddress(privateKeyToAccount(generatePrivateKey()).address)
    const deadline = Math.floor(Date.now() / 1000) + HOUR
    const terms = { amount: GLM, stipend: 1n, deadline, graceSeconds: 60, noticeSeconds: 60 }
    return wallet.open({ requestor: holder, salt, session, ...terms, spec: salt }, allowance)
  }
  const allowed = () => readAllowance(createChainClient(info), info, holder)
  const countSent = () => reader.getTransactionCount({ address: holder })
  return { reader, holder, wallet, asked, open, allowed, countSent }
}

const EVERYTHING = 2n ** 256n - 1n

it('opens by a signature and one transaction, then by one question, until it is taken back', async () => {
  const { wallet, asked, open, allowed, countSent } = await createPerson()
  expect(await open('standing')).toMatchObject({ kind: 'opened' })
  expect(asked).toEqual(['permit', 'open'])
  expect(await countSent()).toBe(1)
  expect(await allowed()).toBe(EVERYTHING)

  expect(await open()).toMatchObject({ kind: 'opened' })
  expect(asked).toEqual(['open'])

  asked.length = 0
  expect(await wallet.takeBackAllowance()).toMatchObject({ kind: 'done' })
  expect(asked).toEqual(['takeBack'])
  expect(await allowed()).toBe(0n)

  expect(await open()).toMatchObject({ kind: 'opened' })
  expect(asked).toEqual(['allow', 'open'])
  expect(await allowed()).toBe(0n)
})

it('opens though somebody sends the permit first, which is good for an hour', async () => {
  const { info } = chain
  const stranger = createWalletClient({
    ...{ chain: toViemChain(info), transport: http(info.rpcUrl) },
    account: privateKeyToAccount(generatePrivateKey()),
  })
  await chain.fundGuest(asAddress(stranger.account.address))
  const person = await createPerson((own) => async (params) => {
    const signature = await own(params)
    const { nonce, expiry } = params.message
    const { timestamp } = await person.reader.getBlock()
    expect(expiry).toBe(timestamp + BigInt(HOUR))
    const { r, s, yParity } = parseSignature(signature)
    const hash = await stranger.writeContract({
      ...{ address: info.glm, abi: localGlmAbi, functionName: 'permit' },
      args: [person.holder, info.escrow, nonce, expiry, true, 27 + yParity, r, s],
    })
    await person.reader.waitForTransactionReceipt({ hash })
    return signature
  })
  expect(await person.open('standing')).toMatchObject({ kind: 'opened' })
  expect(await person.countSent()).toBe(1)
})

it('has locked and allowed nothing where the person does not sign', async () => {
  const { asked, open, allowed, countSent } = await createPerson(() => async () => {
    throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
  })
  expect(await open('standing')).toEqual({
    kind: 'refused',
    message: 'The wallet was asked and said no. Nothing was locked.',
  })
  expect(asked).toEqual(['permit'])
  expect([await allowed(), await countSent()]).toEqual([0n, 0])
})

it.each<[string, Sign]>([
  [
    'knows no such question',
    async () => {
      throw Object.assign(new Error('The provider does not support it.'), { code: 4200 })
    },
  ],
  ['signs as contracts do', async () => toHex(randomBytes(96))],
  ['signs for another account', async () => toHex(randomBytes(64), { size: 65 })],
])('allows the exact amount where the wallet %s', async (_, sign) => {
  const { asked, open, allowed } = await createPerson(() => sign)
  expect(await open('standing')).toMatchObject({ kind: 'opened' })
  expect(asked).toEqual(['permit', 'allow', 'open'])
  expect(await allowed()).toBe(0n)
})

it('asks for no signature where GLM has no permit, or the account is a contract', async () => {
  const { info } = chain
  const { asked, open, holder } = await createPerson((own) => own, { ...info, hasPermit: false })
  expect(await open('standing')).toMatchObject({ kind: 'opened' })
  expect(asked).toEqual(['allow', 'open'])

  const client = createChainClient(info)
  expect(await knowsPermit(client, info, holder)).toBe(true)
  expect(await knowsPermit(client, info, info.escrow)).toBe(false)
  const anvil = createTestClient({
    ...{ mode: 'anvil', chain: toViemChain(info), transport: http(info.rpcUrl) },
  })
  // A plain key that lends itself code goes on signing.
  await anvil.setCode({ address: holder, bytecode: `0xef0100${info.escrow.slice(2)}` })
  expect(await knowsPermit(client, info, holder)).toBe(true)
})
