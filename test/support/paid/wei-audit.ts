import { erc20Abi } from 'viem'
import { createChainClient } from '#peer/adapters/ledger-viem/chain-client.ts'
import type { EscrowJob } from '#peer/ports/ledger.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import type { ChainCall } from './chain-calls.ts'
import type { PaidNetwork } from './paid-network.ts'

/** Where the wei of a job's GLM and coin are, by the contracts alone; the peers' words count for nothing. */
export interface WeiAudit {
  readonly job: EscrowJob
  /** GLM of each payee's wallet, in the order of the providers. */
  readonly received: readonly bigint[]
  readonly author: bigint
  /** GLM that the requestor's wallet is short of, since `before`. */
  readonly spent: bigint
  /** GLM that the escrow still holds, of everybody's. */
  readonly held: bigint
  /** GLM that there is, by what the token says now, less what it said before. */
  readonly supplyChange: bigint
  /** Coin: what the session key was given, what it spent on chain gas, what went back, what it has left. */
  readonly stipend: {
    readonly given: bigint
    readonly spent: bigint
    readonly swept: bigint
    readonly left: bigint
  }
  /** Coin of all payees together. */
  readonly payeeCoin: bigint
  /** Chain gas of every call that was made since `before`, by its name. */
  readonly gas: ReadonlyMap<string, { readonly calls: number; readonly gas: bigint }>
}

/** What a network's wallets held before a job. */
export interface WeiBefore {
  readonly wallet: bigint
  readonly supply: bigint
}

/** @throws when a payee does not start from nothing. */
export async function readBefore(network: PaidNetwork): Promise<WeiBefore> {
  const { ledger, wallet, providers } = network
  for (const { signer } of providers) {
    const { glm, coin } = await ledger.readBalance(signer.address)
    if (glm !== 0n || coin !== 0n) throw new Error(`${signer.address} does not start from nothing`)
  }
  return {
    wallet: (await ledger.readBalance(wallet)).glm,
    supply: await readSupply(network),
  }
}

/** @param calls all that were mined since `before`. */
export async function auditWei(
  network: PaidNetwork,
  jobId: JobId,
  before: WeiBefore,
  calls: readonly ChainCall[],
): Promise<WeiAudit> {
  const { ledger, chain, wallet, providers } = network
  const job = await ledger.readJob(jobId)
  if (job === undefined) throw new Error(`The escrow knows no job ${jobId}`)
  const read = (holder: Address) => ledger.readBalance(holder)
  const payees = await Promise.all(providers.map(({ signer }) => read(signer.address)))
  const ofSession = calls.filter(({ from }) => from === job.session)
  return {
    job,
    received: payees.map(({ glm }) => glm),
    author: job.authorShare ? (await read(job.authorShare.payee)).glm : 0n,
    spent: before.wallet - (await read(wallet)).glm,
    held: (await read(chain.info.escrow)).glm,
    supplyChange: (await readSupply(network)) - before.supply,
    stipend: {
      given: sum(calls.filter(({ name }) => name === 'open').map(({ value }) => value)),
      spent: sum(ofSession.map(({ fee }) => fee)),
      swept: sum(ofSession.map(({ value }) => value)),
      left: (await read(job.session)).coin,
    },
    payeeCoin: sum(payees.map(({ coin }) => coin)),
    gas: new Map(
      [...Map.groupBy(calls, ({ name }) => name)].map(([name, ofName]) => [
        name,
        { calls: ofName.length, gas: sum(ofName.map(({ gas }) => gas)) },
      ]),
    ),
  }
}

/**
 * Wei that are not where they should be, as magnitudes, by what should hold; all are 0 where every wei
 * is accounted for and nobody is owed anything any more.
 */
export function findMissing(audit: WeiAudit): Readonly<Record<string, bigint>> {
  const { job, received, author, spent, held, supplyChange, stipend } = audit
  const paid = sum(received) + author
  return {
    'deposit − paid − refund, by the escrow': gap(job.deposited, job.paid + job.refunded),
    'paid, by the escrow − wallets of payees and author': gap(job.paid, paid),
    'deposit − refund − what the requestor’s wallet lacks': gap(
      job.deposited - job.refunded,
      spent,
    ),
    'GLM in the escrow': held,
    'GLM made or lost': gap(supplyChange, 0n),
    'stipend − spent − swept': gap(stipend.given, stipend.spent + stipend.swept),
    'coin left with the session key': stipend.left,
    'coin of payees': audit.payeeCoin,
  }
}

const readSupply = ({ chain }: PaidNetwork): Promise<bigint> =>
  createChainClient(chain.info).readContract({
    address: chain.info.glm,
    abi: erc20Abi,
    functionName: 'totalSupply',
  })

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, wei) => total + wei, 0n)

const gap = (a: bigint, b: bigint) => (a < b ? b - a : a - b)
