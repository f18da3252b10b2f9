import type { MemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { SessionKey } from '#peer/ports/ledger.ts'
import type { HeldVoucher } from '#peer/provider/provider-store.ts'
import { type Address, asAddress, type JobId } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'

const SESSION: SessionKey = `0x${'5e'.repeat(32)}`
const DAY_SECONDS = 86_400

/** A requestor in a memory escrow that opens jobs and signs vouchers, and settles nothing. */
export function createPromiser(escrow: MemoryEscrow, clock: Pick<Clock, 'now'>) {
  const ledger = escrow.ledger()
  const wallet = escrow.wallet(asAddress(`0x${'ab'.repeat(20)}`), {
    glm: 1_000n * WEI_PER_GLM,
    coin: WEI_PER_GLM,
  })
  let salt = 0
  return {
    /** Opens a job that ends in so many days, with ten GLM set aside for a payee. */
    async open(payee: Address, days = 1, noticeSeconds = 60): Promise<JobId> {
      salt += 1
      const opened = await wallet.open({
        requestor: wallet.address,
        salt: `0x${`${salt}`.padStart(64, '0')}`,
        session: ledger.addressOf(SESSION),
        amount: 10n * WEI_PER_GLM,
        stipend: 0n,
        deadline: Math.floor(clock.now() / 1000) + days * DAY_SECONDS,
        graceSeconds: 600,
        noticeSeconds,
        spec: `0x${'00'.repeat(32)}`,
      })
      if (opened.kind !== 'opened') throw new Error(opened.message)
      const { jobId } = opened
      await ledger.reserve(SESSION, jobId, [{ payee, cap: 10n * WEI_PER_GLM }])
      return jobId
    },
    async promise(jobId: JobId, payee: Address, cumulative: bigint): Promise<HeldVoucher> {
      const { chainId, escrow: at } = ledger.chain
      const voucher = { chainId, escrow: at, jobId, payee, epoch: 0, cumulative }
      return { ...voucher, signature: await ledger.signVoucher(SESSION, voucher) }
    },
  }
}
