import { describe, expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import { asAddress, asPeerId } from '#protocol/ids.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Accounts } from './accounts.ts'
import { reclaim } from './reclaim.ts'

const SESSION: SessionKey = `0x${'5e'.repeat(32)}`
const GONE = asAddress(`0x${'11'.repeat(20)}`)
const REQUESTOR = asAddress(`0x${'ab'.repeat(20)}`)
const DEPOSIT = 1_000n
const CAP = 400n
const NOTICE_SECONDS = 3
/** A subtask costs 10 wei by estimate and margin, and 8 in truth. */
const PRICES = { ceilingPerGigaGas: 10n ** 9n, gasPerSubtask: 8n }
const EARNED = 160n
const work = (gas: bigint) => ({ peer: asPeerId('gone'), leaseId: 1, gas, isProven: true })

/** A job in which a payee earned 160 of the 400 wei in its channel and went. */
async function openJob() {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock })
  const ledger = escrow.ledger()
  const opened = await escrow.wallet(REQUESTOR, { glm: DEPOSIT, coin: 0n }).open({
    requestor: REQUESTOR,
    salt: `0x${'01'.repeat(32)}`,
    session: ledger.addressOf(SESSION),
    amount: DEPOSIT,
    stipend: 0n,
    deadline: Math.floor(clock.now() / 1000) + 3_600,
    graceSeconds: 60,
    noticeSeconds: NOTICE_SECONDS,
    spec: `0x${'02'.repeat(32)}`,
  })
  if (opened.kind !== 'opened') throw new Error(opened.message)
  const { jobId } = opened
  await ledger.reserve(SESSION, jobId, [{ payee: GONE, cap: CAP }])
  const accounts = new Accounts({
    ...PRICES,
    owed: [{ payee: GONE, nanoWei: EARNED * 10n ** 9n, cap: CAP, epoch: 0 }],
  })
  const options = { ledger, clock, jobId, sessionKey: SESSION, accounts, written: async () => {} }
  return { clock, ledger, jobId, accounts, options }
}

/** A chain that does what it is told `steps` times, and then answers nobody. */
function dieAfter(ledger: Ledger, steps: number): { readonly ledger: Ledger; hasDied(): boolean } {
  let sent = 0
  const step =
    <A extends unknown[], R>(send: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      sent += 1
      if (sent > steps) throw new LedgerError('unreachable', 'Gone.', 'Wait.')
      return send(...args)
    }
  const dying: Ledger = {
    ...ledger,
    reserve: step(ledger.reserve),
    settle: step(ledger.settle),
    noticeClose: step(ledger.noticeClose),
    finishClose: step(ledger.finishClose),
  }
  return { ledger: dying, hasDied: () => sent > steps }
}

describe('taking back what an abandoned channel holds', () => {
  it('pays first, then gives notice, and frees the rest when that is over', async () => {
    const { clock, ledger, jobId, accounts, options } = await openJob()
    const abandoned = [{ payee: GONE, pending: 0 }]
    await reclaim(options, abandoned)
    expect(await ledger.readCredit(GONE)).toBe(EARNED)
    expect(accounts.channel(GONE).closesAt).toBeGreaterThan(0)
    expect(accounts.channel(GONE).cap).toBe(CAP)
    await reclaim(options, abandoned)
    expect((await ledger.readJob(jobId))?.free).toBe(DEPOSIT - CAP)

    await clock.advance(NOTICE_SECONDS * 1_000)
    await reclaim(options, abandoned)
    expect(await ledger.readJob(jobId)).toMatchObject({
      free: DEPOSIT - EARNED,
      reserved: 0n,
      paid: EARNED,
    })
    expect(accounts.total(GONE)).toBe(EARNED)
  })

  it('keeps back what is still to be agreed on, and pays what was agreed on meanwhile', async () => {
    const { clock, ledger, jobId, accounts, options } = await openJob()
    await reclaim(options, [{ payee: GONE, pending: 5 }])
    await clock.advance(NOTICE_SECONDS * 1_000)
    for (let result = 0; result < 2; result += 1) accounts.earn(GONE, work(8n))
    await reclaim(options, [{ payee: GONE, pending: 3 }])
    const channel = await ledger.readChannel(jobId, GONE)
    expect(channel.paid).toBe(EARNED + 16n)
    expect(channel.cap).toBe(EARNED + 16n + 30n)
    for (let result = 0; result < 3; result += 1) accounts.earn(GONE, work(8n))
    expect(accounts.total(GONE)).toBe(EARNED + 40n)
  })

  it('promises a payee who comes back meanwhile no more than it was paid', async () => {
    const { clock, ledger, accounts, options } = await openJob()
    await reclaim(options, [{ payee: GONE, pending: 0 }])
    await clock.advance(NOTICE_SECONDS * 1_000)
    let promised: bigint | undefined
    const watched: Ledger = {
      ...ledger,
      finishClose: async (...args) => {
        accounts.earn(GONE, work(80n))
        promised = accounts.total(GONE)
        return ledger.finishClose(...args)
      },
    }
    await reclaim({ ...options, ledger: watched }, [{ payee: GONE, pending: 0 }])
    expect(promised).toBe(EARNED)
    // What it earned meanwhile is owed out of a channel of its own again.
    expect(accounts.total(GONE)).toBe(EARNED + 80n)
  })

  it('leaves alone what is not worth its chain gas', async () => {
    const { ledger, jobId, options } = await openJob()
    await reclaim(options, [{ payee: GONE, pending: 24 }])
    expect(await ledger.readChannel(jobId, GONE)).toMatchObject({ closesAt: 0, paid: 0n })
  })

  it('loses and doubles nothing when the tab dies between any two transactions', async () => {
    let steps = 0
    for (let hasDied = true; hasDied; steps += 1) {
      const { clock, ledger, jobId, accounts, options } = await openJob()
      const onDisk = accounts.save()
      const dying = dieAfter(ledger, steps)
      const abandoned = [{ payee: GONE, pending: 3 }]
      const runOn = async (settings: typeof options) => {
        for (let tries = 0; tries < 3; tries += 1) {
          await reclaim(settings, abandoned)
          await clock.advance(NOTICE_SECONDS * 1_000)
        }
      }
      await runOn({ ...options, ledger: dying.ledger }).catch(() => {})
      hasDied = dying.hasDied()

      const again = new Accounts({ ...PRICES, owed: onDisk })
      await runOn({ ...options, accounts: again })
      expect(await ledger.readCredit(GONE)).toBe(EARNED)
      const job = await ledger.readJob(jobId)
      expect(job?.paid).toBe(EARNED)
      expect((job?.free ?? 0n) + (job?.reserved ?? 0n)).toBe(DEPOSIT - EARNED)
      // Freed but for what pending results may earn; those of a tab that died are forgotten.
      expect([0n, 30n]).toContain(job?.reserved)
    }
    expect(steps).toBe(5)
  })
})
