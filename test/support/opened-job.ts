import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import { asAddress } from '#protocol/ids.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'
import { createFakeClock } from './fake-clock.ts'

/** Signs for the job that is opened. */
export const SESSION: SessionKey = `0x${'5e'.repeat(32)}`
/** Wei of coin for one chain gas. */
export const FEE_PER_GAS = 10n ** 9n

export const payeeAt = (at: number) => asAddress(`0x${`${at}`.padStart(40, '0')}`)

/**
 * A job of an hour that is open in a memory escrow where chain gas has a price. Each reservation is
 * counted by its payees.
 *
 * @param terms in wei: of GLM what is locked, of coin what the session key is given.
 */
export async function openJob(terms: {
  readonly amount: bigint
  readonly stipend: bigint
  readonly authorShare?: AuthorShare | undefined
}) {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock })
  const chain = escrow.ledger()
  const reserved: number[] = []
  const ledger: Ledger = {
    ...chain,
    readFeePerGas: async () => FEE_PER_GAS,
    reserve: async (session, jobId, caps) => {
      reserved.push(caps.length)
      return chain.reserve(session, jobId, caps)
    },
  }
  const wallet = escrow.wallet(payeeAt(999), { glm: 10n ** 18n, coin: 10n ** 19n })
  const opened = await wallet.open({
    ...terms,
    requestor: wallet.address,
    salt: `0x${'01'.repeat(32)}`,
    session: ledger.addressOf(SESSION),
    deadline: Math.floor(clock.now() / 1000) + 3_600,
    graceSeconds: 60,
    noticeSeconds: 3,
    spec: `0x${'00'.repeat(32)}`,
  })
  if (opened.kind !== 'opened') throw new Error(opened.message)
  return { clock, escrow, ledger, wallet, jobId: opened.jobId, reserved }
}
