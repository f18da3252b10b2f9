import { z } from 'zod'
import { type BridgePort, Endpoint, method } from '#peer/adapters/bridge/endpoint.ts'
import type { WalletDesk } from '#peer/ports/ledger.ts'
import { authorShareSchema } from '#protocol/payment/author-share.ts'
import { addressSchema, epochSchema, jobIdSchema } from '#protocol/wire/codec.ts'

const hexSchema = z.custom<`0x${string}`>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]*$/i.test(value),
  'expected 0x-hex',
)

/** How the escrow may take what it is short of. */
export const allowanceSchema = z.enum(['exact', 'standing'])

const draftSchema = z.object({
  requestor: addressSchema,
  salt: hexSchema,
  session: addressSchema,
  amount: z.bigint(),
  stipend: z.bigint(),
  deadline: z.int(),
  graceSeconds: z.int(),
  noticeSeconds: z.int(),
  spec: hexSchema,
  authorShare: authorShareSchema.optional(),
})
const openSchema = z.object({ draft: draftSchema, allowance: allowanceSchema.optional() })
const noSchema = z.object({
  kind: z.enum(['refused', 'failed', 'unconfirmed']),
  message: z.string(),
})
const openResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), jobId: jobIdSchema, transaction: hexSchema }),
  noSchema,
])
const changeResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), transaction: hexSchema }),
  noSchema,
])
const fundSchema = z.object({ jobId: jobIdSchema, amount: z.bigint().positive() })
const extendSchema = z.object({ jobId: jobIdSchema, deadline: z.int().positive() })
const vouchersSchema = z.array(
  z.object({
    jobId: jobIdSchema,
    payee: addressSchema,
    epoch: epochSchema,
    cumulative: z.bigint(),
    signature: hexSchema,
  }),
)
const payOutSchema = z.array(addressSchema).optional()
const payeeVouchersSchema = z.object({
  payee: addressSchema,
  vouchers: vouchersSchema,
  payOut: payOutSchema,
})
const kindSchema = z.enum(['connected', 'guest'])
const collectSchema = z.object({
  which: kindSchema,
  vouchers: vouchersSchema,
  payOut: payOutSchema,
})
const withdrawSchema = z.object({ which: kindSchema, payee: addressSchema })

/** Lends the person's wallets to the engine at the other end of `port`. */
export function serveWalletDesk(desk: WalletDesk, port: BridgePort): { close(): void } {
  const gone = { kind: 'failed', message: 'The wallet was disconnected. Nothing was asked of it.' }
  return new Endpoint(port, {
    wallet: method(kindSchema, async (which) => (await desk.wallet(which))?.address),
    open: method(
      openSchema,
      async ({ draft, allowance }) => (await desk.wallet())?.open(draft, allowance) ?? gone,
    ),
    fund: method(
      fundSchema,
      async ({ jobId, amount }) => (await desk.wallet())?.fund(jobId, amount) ?? gone,
    ),
    extend: method(
      extendSchema,
      async ({ jobId, deadline }) => (await desk.wallet())?.extend(jobId, deadline) ?? gone,
    ),
    collect: method(
      collectSchema,
      async ({ which, vouchers, payOut }) =>
        (await desk.wallet(which))?.redeemMany(vouchers, payOut) ?? gone,
    ),
    withdrawFor: method(
      withdrawSchema,
      async ({ which, payee }) => (await desk.wallet(which))?.withdraw(payee) ?? gone,
    ),
    holds: method(addressSchema, async (payee) => (await desk.carrierFor(payee)) !== undefined),
    redeemMany: method(payeeVouchersSchema, async ({ payee, vouchers, payOut }) =>
      (await desk.carrierFor(payee))?.redeemMany(vouchers, payOut),
    ),
    withdraw: method(addressSchema, async (payee) => (await desk.carrierFor(payee))?.withdraw()),
  })
}

/** Borrows the wallets that `serveWalletDesk` lends at the other end of `port`. */
export function connectWalletDesk(port: BridgePort): WalletDesk {
  const endpoint = new Endpoint(port, {})
  return {
    wallet: async (which = 'connected') => {
      const address = await endpoint.call('wallet', which, addressSchema.optional())
      if (address === undefined) return undefined
      return {
        address,
        open: (draft, allowance) => endpoint.call('open', { draft, allowance }, openResultSchema),
        fund: (jobId, amount) => endpoint.call('fund', { jobId, amount }, changeResultSchema),
        extend: (jobId, deadline) =>
          endpoint.call('extend', { jobId, deadline }, changeResultSchema),
        redeemMany: (vouchers, payOut) =>
          endpoint.call('collect', { which, vouchers, payOut }, changeResultSchema),
        withdraw: (payee) => endpoint.call('withdrawFor', { which, payee }, changeResultSchema),
      }
    },
    carrierFor: async (payee) => {
      if (!(await endpoint.call('holds', payee, z.boolean()))) return undefined
      return {
        address: payee,
        redeemMany: (vouchers, payOut) =>
          endpoint.call('redeemMany', { payee, vouchers, payOut }, hexSchema),
        withdraw: () => endpoint.call('withdraw', payee, hexSchema),
      }
    },
  }
}
