import { z } from 'zod'
import { type BridgePort, Endpoint, method } from '#peer/adapters/bridge/endpoint.ts'
import type { PayeeSigner, Wallet } from '#peer/ports/ledger.ts'
import type { Address, JobId } from '#protocol/ids.ts'

const isHex = (value: unknown) => typeof value === 'string' && /^0x[0-9a-f]*$/i.test(value)
const hexSchema = z.custom<`0x${string}`>(isHex, 'expected 0x-hex')
const addressSchema = z.custom<Address>(isHex, 'expected an address')
const jobIdSchema = z.custom<JobId>(isHex, 'expected a job id')

const draftSchema = z.object({
  salt: hexSchema,
  session: addressSchema,
  amount: z.bigint(),
  stipend: z.bigint(),
  deadline: z.int(),
  graceSeconds: z.int(),
  noticeSeconds: z.int(),
  spec: hexSchema,
})
const openResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), jobId: jobIdSchema, transaction: hexSchema }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
])
const withdrawalSchema = z.object({
  payee: addressSchema,
  to: addressSchema,
  amount: z.bigint(),
  fee: z.bigint(),
  nonce: z.bigint(),
  expiry: z.int(),
})

/** Lends the person's wallet to the thread at the other end of `port`. */
export function serveWallet(wallet: Wallet, port: BridgePort): { close(): void } {
  return new Endpoint(port, {
    hello: method(z.undefined(), () => wallet.address),
    open: method(draftSchema, (draft) => wallet.open(draft)),
  })
}

/** Borrows the wallet that `serveWallet` lends at the other end of `port`. */
export async function connectWallet(port: BridgePort): Promise<Wallet> {
  const endpoint = new Endpoint(port, {})
  return {
    address: await endpoint.call('hello', undefined, addressSchema),
    open: (draft) => endpoint.call('open', draft, openResultSchema),
  }
}

/** Lends a payee's key to the thread at the other end of `port`, for withdrawals alone. */
export function servePayeeSigner(signer: PayeeSigner, port: BridgePort): { close(): void } {
  return new Endpoint(port, {
    hello: method(z.undefined(), () => signer.address),
    signWithdrawal: method(withdrawalSchema, (withdrawal) => signer.signWithdrawal(withdrawal)),
  })
}

/** Borrows the key that `servePayeeSigner` lends at the other end of `port`. */
export async function connectPayeeSigner(port: BridgePort): Promise<PayeeSigner> {
  const endpoint = new Endpoint(port, {})
  return {
    address: await endpoint.call('hello', undefined, addressSchema),
    signWithdrawal: (withdrawal) => endpoint.call('signWithdrawal', withdrawal, hexSchema),
  }
}
