import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createCarrier } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { KeySender } from '#peer/adapters/ledger-viem/key-sender.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createMemorySiblings } from '#peer/adapters/memory-siblings.ts'
import { openSqliteStore } from '#peer/adapters/store-sqlite/sqlite-store.ts'
import { HandedVouchers } from '#peer/provider/handed-vouchers.ts'
import { openRedeemer } from '#peer/provider/open-redeemer.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { CommandError } from '../command-error.ts'
import type { Cleanup } from '../process/cleanup.ts'
import { listen } from '../serve/listen.ts'
import type { CollectOptions } from './collect-options.ts'
import { sayTills } from './collect-words.ts'
import { VoucherIntake } from './voucher-intake.ts'
import { vouchersRoute } from './vouchers-route.ts'

/** Vouchers are under one name: whoever handed them over, of a job and payee one is kept. */
const SELF = 'collector'

/**
 * Takes vouchers and collects them until `cleanup` runs. Resolves once it listens.
 *
 * @throws {CommandError} where the folder is in use or the port is taken.
 */
export async function startCollector(
  { chain, payees, folder, key, host, port, isBehindProxy }: CollectOptions,
  cleanup: Cleanup,
  say: (text: string) => void,
): Promise<{ readonly port: number }> {
  const store = await openStore(folder)
  cleanup.add(async () => store.close())
  const sender = new KeySender({ chain, store })
  const ledger = createLedgerViem({ chain, sender })
  const saved = new SavedRecords()
  const handed = new HandedVouchers({
    ...{ store, saved, self: SELF },
    siblings: createMemorySiblings().join(),
  })
  const { glmPerCoin } = chain
  const address = ledger.addressOf(key)
  let said = ''
  const redeemer = await openRedeemer({
    ...{ store, saved, ledger, handed, glmPerCoin },
    clock: systemClock,
    carrierFor: async (payee) =>
      payees.has(payee) ? createCarrier(key, ledger, payee) : undefined,
    earnings: { held: [], onVoucher: () => {} },
    onChange: () => {
      const text = sayTills(redeemer.view(), address)
      if (text !== said) say(text)
      said = text
    },
  })
  cleanup.add(async () => redeemer.stop())
  await sender.resume(key)
  for (const payee of payees) redeemer.watch(payee)

  const intake = await VoucherIntake.load({
    ...{ ledger, handed, redeemer, payees, glmPerCoin },
    clock: systemClock,
  })
  const route = vouchersRoute((bytes) => intake.take(bytes), isBehindProxy)
  const listener = await listen(route, { host, port }).catch((cause: unknown) => {
    throw new CommandError(`Cannot listen on ${host}, port ${port}.`, { cause })
  })
  cleanup.add(() => listener.stop())
  say(`Takes vouchers at http://${host}:${listener.port} for ${[...payees].join(', ')}.`)
  say(`${address} pays the chain gas on ${chain.name}.`)
  return { port: listener.port }
}

async function openStore(folder: string) {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return openSqliteStore(join(folder, 'collector.sqlite'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(`${folder} cannot be used: ${reason}. One collector uses a folder.`, {
      cause,
    })
  }
}
