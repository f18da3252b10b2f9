import { z } from 'zod'
import { asAddress } from '#protocol/ids.ts'
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

const pageConfig = z.object({
  relays: z.array(z.string()).min(1),
  iceServers: z.array(iceServer),
  chain: z
    .object({
      chainId: z.number().int().positive(),
      name: z.string(),
      rpcUrl: z.url(),
      confirmations: z.int().positive(),
      explorer: z.url().exactOptional(),
      glm: hexAddress,
      escrow: hexAddress,
    })
    .nullable(),
  sandboxOrigins: z.string(),
  faucet: z.boolean(),
  allowPrivateAddresses: z.boolean(),
})

/** What the page's server says about the network this page belongs to. */
export interface PageConfig extends EngineConfig {
  /** Whether its chain gives newcomers what they need for a first job. */
  readonly faucet: boolean
}

/**
 * Asks the page's own server, `/loam.json`.
 * @throws {Error} in plain words when it does not answer, or with something else.
 */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch('/loam.json')
  if (!response.ok) throw new Error(`The server answered ${response.status} for /loam.json.`)
  const parsed = pageConfig.safeParse(await response.json())
  if (!parsed.success) {
    throw new Error(`/loam.json is not what this page expects: ${z.prettifyError(parsed.error)}`)
  }
  return parsed.data
}
