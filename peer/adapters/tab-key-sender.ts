import type { ChainInfo } from '#peer/ports/ledger.ts'
import { KeySender } from './ledger-viem/key-sender.ts'
import { createTabTurns } from './ledger-viem/turns.ts'
import { openIdbStore } from './store-idb/idb-store.ts'

/** What sends by the keys of this browser: all tabs and threads of it share turns and what is under way. */
export async function openKeySender(chain: ChainInfo): Promise<KeySender> {
  const store = await openIdbStore('loam-transactions')
  return new KeySender({ chain, store, inTurn: createTabTurns(navigator.locks) })
}
