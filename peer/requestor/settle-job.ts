import type { Cashier } from './cashier.ts'
import type { WorkLink } from './work-link.ts'

/**
 * Ends a paid job on the chain: everybody is paid their total, which is moved to their wallets at this
 * job's chain gas as far as that goes, and the rest goes back to the requestor. Safe to repeat.
 */
export async function settleJob(cashier: Cashier, links: readonly WorkLink[]): Promise<void> {
  await cashier.settle()
  for (const link of links) {
    const { payee } = link.agreement.offer
    if (payee === null || cashier.total(payee) === 0n) continue
    // Whoever does not read it must not hold up everybody's refund. What was held back is promised too,
    // though the chain has it by now: it is what the payee can prove.
    void cashier.sign(payee).then((voucher) => link.send({ type: 'voucher', ...voucher }))
  }
  await cashier.deliver()
  await cashier.close()
}
