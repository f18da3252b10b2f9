import { createWalletClient, http, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { startChain } from '#cli/chain/start-chain.ts'
import type { Cleanup } from '#cli/process/cleanup.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import { type Address, asAddress, type JobId } from '#protocol/ids.ts'
import { type ChainCall, heightOf, readCalls } from '#test/support/paid/chain-calls.ts'

const HOUR = 3_600
const STIPEND_WEI = 10n ** 16n

/** A chain of one's own with a wallet, for measuring the escrow's calls without any peers. */
export interface ChainDesk {
  readonly ledger: Ledger
  /** Opens a job of the wallet's with so much GLM, without an author. */
  open(session: SessionKey, amount: bigint): Promise<JobId>
  /** Gives an address coin for chain gas. */
  fund(address: Address): Promise<void>
  /** What was mined while something ran. */
  watch(run: () => Promise<unknown>): Promise<readonly ChainCall[]>
}

export async function openChainDesk(cleanup: Cleanup): Promise<ChainDesk> {
  const chain = await startChain()
  cleanup.add(chain.stop)
  const ledger = createLedgerViem({ chain: chain.info })
  const account = privateKeyToAccount(generatePrivateKey())
  await chain.fundGuest(asAddress(account.address))
  const client = { account, chain: toViemChain(chain.info), transport: http(chain.info.rpcUrl) }
  const wallet = createWalletViem({ walletClient: createWalletClient(client), chain: chain.info })
  return {
    ledger,
    fund: (address) => chain.fundGuest(address),
    async open(session, amount) {
      const salt = toHex(crypto.getRandomValues(new Uint8Array(32)))
      const opened = await wallet.open({
        requestor: wallet.address,
        ...{ salt, amount, spec: salt, stipend: STIPEND_WEI },
        session: ledger.addressOf(session),
        deadline: Math.floor(Date.now() / 1_000) + HOUR,
        graceSeconds: HOUR,
        noticeSeconds: HOUR,
      })
      if (opened.kind !== 'opened') throw new Error(opened.message)
      return opened.jobId
    },
    async watch(run) {
      const from = await heightOf(chain.info)
      await run()
      return readCalls(chain.info, from)
    },
  }
}
