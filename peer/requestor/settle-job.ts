import type { Clock } from '#peer/ports/clock.ts'
import { sleep } from '#peer/time-limit.ts'
import type { Address } from '#protocol/ids.ts'
import type { Cashier } from './cashier.ts'
import type { WithdrawalOrder } from './delivery.ts'
import type { WorkLink } from './work-link.ts'

/** How long payees have to answer that they want their credit delivered. */
const ORDERS_MS = 3_000
const LOOK_EVERY_MS = 100

/**
 * Ends a paid job on the chain: everybody is paid their total, those who ask get it moved to their
 * wallets at this job's chain gas, the rest goes back to the requestor. Safe to repeat.
 */
export async function settleJob(options: {
  readonly cashier: Cashier
  readonly links: readonly WorkLink[]
  /** Filled by the caller as providers answer. */
  readonly orders: ReadonlyMap<Address, WithdrawalOrder>
  readonly clock: Clock
}): Promise<void> {
  const { cashier, links, orders, clock } = options
  await cashier.settle()
  const payees = new Set<Address>()
  for (const link of links) {
    const { payee } = link.agreement.offer
    if (payee === null || cashier.total(payee) === 0n) continue
    payees.add(payee)
    // Whoever does not read it must not hold up everybody's refund.
    void sayPaid(link, payee, cashier)
  }
  const until = clock.now() + ORDERS_MS
  while (![...payees].every((payee) => orders.has(payee)) && clock.now() < until)
    await sleep(clock, LOOK_EVERY_MS)
  await cashier.deliver([...payees].flatMap((payee) => orders.get(payee) ?? []))
  await cashier.close()
}

/** What was held back is promised too, though the chain has it by now: it is what the payee can prove. */
async function sayPaid(link: WorkLink, payee: Address, cashier: Cashier): Promise<void> {
  await link.send({ type: 'voucher', ...(await cashier.sign(payee)) })
  await link.send({ type: 'settled', cumulative: cashier.total(payee) })
}
