import { z } from 'zod'
import { asAddress } from '#protocol/ids.ts'
import { parseGlm } from '#protocol/payment/amount.ts'
import { type DisabledChain, type ReadyChain, resolveChain } from '#protocol/payment/chains.ts'
import { type Rate, writtenRateSchema } from '#protocol/payment/rate.ts'
import type { EngineConfig } from './engine/start-engine.ts'

const hexAddress = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform(asAddress)

const iceServer = z.object({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
})

/** GLM for a coin, as a person writes it: `0.25`. */
const amountOfGlm = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,18})?$/)
  .transform(parseGlm)
  .refine((wei) => wei > 0n, 'A coin is worth something')

/** What is left out is taken from what is known of the chain. */
const chainSettings = z.object({
  chainId: z.int().positive(),
  rpcUrl: z.url(),
  name: z.string().exactOptional(),
  confirmations: z.int().positive().max(1_000).exactOptional(),
  blockMs: z.int().nonnegative().max(600_000).exactOptional(),
  explorer: z.url({ protocol: /^https?$/ }).exactOptional(),
  glm: hexAddress.exactOptional(),
  hasPermit: z.boolean().exactOptional(),
  escrow: hexAddress.exactOptional(),
  glmPerCoin: amountOfGlm.exactOptional(),
})

/** What reaches wallets on phones: this page's number at WalletConnect, and which of its servers. */
const walletConnectSettings = z.object({
  projectId: z.string().regex(/^[\w-]{1,64}$/),
  relayUrl: z
    .url({ protocol: /^wss?$/ })
    .max(200)
    .exactOptional(),
})

export type WalletConnectSettings = Readonly<z.output<typeof walletConnectSettings>>

const pageConfig = z.object({
  relays: z.array(z.string()).min(1),
  iceServers: z.array(iceServer),
  chain: chainSettings.nullable(),
  sandboxOrigins: z.string(),
  faucet: z.boolean(),
  rate: writtenRateSchema.exactOptional(),
  walletConnect: walletConnectSettings.exactOptional(),
  allowPrivateAddresses: z.boolean(),
})

/** What the page's server says about the network this page belongs to. */
export interface PageConfig extends EngineConfig {
  readonly chain: ReadyChain | null
  /** A chain that is configured and cannot be paid on yet; jobs are free meanwhile. */
  readonly disabledChain: DisabledChain | null
  /** Whether its chain gives newcomers what they need for a first job. */
  readonly faucet: boolean
  /** What GLM and coin are shown to be worth, where a person says nothing else. */
  readonly rate?: Rate
  /** Wallets on phones are offered where this is there, and nothing of them is loaded elsewhere. */
  readonly walletConnect?: WalletConnectSettings
}

/**
 * Asks the page's own server, `/loam.json`.
 * @throws {Error} in plain words when it does not answer, or with something else.
 */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch('/loam.json')
  if (!response.ok) throw new Error(`The server answered ${response.status} for /loam.json.`)
  return readConfig(await response.json(), '/loam.json')
}

/**
 * What `/loam.json` says.
 * @throws {Error} in plain words, naming `what`, where it is something else.
 */
export function readConfig(json: unknown, what: string): PageConfig {
  const parsed = pageConfig.safeParse(json)
  if (!parsed.success) {
    throw new Error(`${what} is not what this page expects: ${z.prettifyError(parsed.error)}`)
  }
  const { chain, ...rest } = parsed.data
  const resolved = chain && resolveChain(chain)
  return {
    ...rest,
    chain: resolved?.kind === 'ready' ? resolved.chain : null,
    disabledChain: resolved?.kind === 'disabled' ? resolved.chain : null,
  }
}
