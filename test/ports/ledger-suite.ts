import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Address, asAddress } from '#protocol/ids.ts'
import { MAX_BASIS_POINTS } from '#protocol/payment/author-share.ts'
import { describeSigned } from './ledger-signed.ts'
import {
  createLedgerWorld,
  GLM,
  type LedgerHarness,
  type LedgerWorld,
  NOTICE_SECONDS,
  newKey,
  newPayee,
  STIPEND,
} from './ledger-world.ts'

/** A notice that still runs when the next call comes, however busy the machine is. */
const LONG_NOTICE_SECONDS = 5

/** The promises of `Ledger` and `Wallet`, for every adapter. */
export function describeLedger(name: string, start: () => Promise<LedgerHarness>): void {
  describe(`ledger: ${name}`, () => {
    let world: LedgerWorld
    beforeAll(async () => {
      world = createLedgerWorld(await start())
    })
    afterAll(() => world.stop())

    describeSigned(() => world)

    it('opens a job whose id was known before, and hands the stipend to the session key', async () => {
      const { ledger, openJob, readBalanced } = world
      const { wallet, session, draft, jobId } = await openJob()
      expect(jobId).toBe(ledger.jobIdFor(wallet.address, draft.salt))
      expect(await readBalanced(jobId)).toMatchObject({
        requestor: wallet.address,
        session: draft.session,
        deadline: draft.deadline,
        free: draft.amount,
        closed: false,
      })
      expect((await ledger.readBalance(ledger.addressOf(session))).coin).toBe(STIPEND)
      expect((await ledger.readBalance(wallet.address)).glm).toBe(10n * GLM)
    })

    it('knows no job that was never opened, and refuses a salt used twice', async () => {
      const { ledger, openJob } = world
      const { wallet, draft } = await openJob()
      expect(await ledger.readJob(ledger.jobIdFor(newPayee(), draft.salt))).toBeUndefined()
      expect(await wallet.open(draft)).toMatchObject({ kind: 'failed' })
    })

    it('fails to open, in words, what the wallet cannot pay', async () => {
      const { draftFor } = world
      const wallet = await world.makeWallet({ glm: GLM, coin: GLM })
      expect(await wallet.open(draftFor(wallet, newKey()))).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('GLM'),
      })
    })

    it('adds to an open job what is approved on the way, from a wallet that has it', async () => {
      const { ledger, openJob, readBalanced } = world
      const { wallet, session, jobId } = await openJob()
      expect(await wallet.fund(jobId, 4n * GLM)).toMatchObject({ kind: 'done' })
      expect(await readBalanced(jobId)).toMatchObject({ deposited: 14n * GLM, free: 14n * GLM })
      expect((await ledger.readBalance(wallet.address)).glm).toBe(6n * GLM)
      expect(await wallet.fund(jobId, 7n * GLM)).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('GLM'),
      })
      await ledger.close(session, jobId, [])
      expect(await wallet.fund(jobId, GLM)).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('closed'),
      })
      expect((await ledger.readBalance(wallet.address)).glm).toBe(20n * GLM)
    })

    it('moves a deadline later only, and for the wallet that opened the job alone', async () => {
      const { openJob, readBalanced } = world
      const { wallet, draft, jobId } = await openJob()
      const later = draft.deadline + 60
      expect(await wallet.extend(jobId, later)).toMatchObject({ kind: 'done' })
      expect(await readBalanced(jobId)).toMatchObject({ deadline: later, free: draft.amount })
      for (const earlier of [later, draft.deadline])
        expect(await wallet.extend(jobId, earlier)).toMatchObject({ kind: 'failed' })
      const other = await world.makeWallet({ glm: GLM, coin: GLM })
      expect(await other.extend(jobId, later + 60)).toMatchObject({ kind: 'failed' })
      expect((await readBalanced(jobId)).deadline).toBe(later)
    })

    it('reserves absolute caps that only rise and never exceed the deposit', async () => {
      const { ledger, openJob, readBalanced } = world
      const { session, jobId } = await openJob()
      const payee = newPayee()
      await ledger.reserve(session, jobId, [{ payee, cap: 2n * GLM }])
      await ledger.reserve(session, jobId, [{ payee, cap: 3n * GLM }])
      expect(await readBalanced(jobId)).toMatchObject({ reserved: 3n * GLM, free: 7n * GLM })
      await expect(
        ledger.reserve(session, jobId, [{ payee, cap: 11n * GLM }]),
      ).rejects.toMatchObject({ code: 'FreeTooSmall' })
      await expect(ledger.reserve(session, jobId, [{ payee, cap: GLM }])).rejects.toMatchObject({
        code: 'CapFalls',
      })
    })

    it('opens no job with a share that no author may have', async () => {
      const { ledger, draftFor } = world
      const wallet = await world.makeWallet({ glm: 20n * GLM, coin: GLM })
      const payee = newPayee()
      for (const authorShare of [
        { payee, basisPoints: 0 },
        { payee, basisPoints: MAX_BASIS_POINTS + 1 },
        { payee: asAddress(`0x${'0'.repeat(40)}`), basisPoints: 1 },
        { payee: ledger.chain.escrow, basisPoints: 1 },
      ])
        expect(await wallet.open({ ...draftFor(wallet, newKey()), authorShare })).toMatchObject({
          kind: 'failed',
          message: expect.stringContaining('share'),
        })
      const most = { payee, basisPoints: MAX_BASIS_POINTS }
      expect(await wallet.open({ ...draftFor(wallet, newKey()), authorShare: most })).toMatchObject(
        {
          kind: 'opened',
        },
      )
    })

    it('settles totals, honours the notice, closes, refunds and sweeps', async () => {
      const { ledger, openJob, readBalanced } = world
      const { wallet, session, jobId } = await openJob()
      const [worked, idle] = [newPayee(), newPayee()]
      await ledger.reserve(session, jobId, [
        { payee: worked, cap: 2n * GLM },
        { payee: idle, cap: GLM },
      ])
      await ledger.settle(session, jobId, [{ payee: worked, cumulative: 2n * GLM }])
      await expect(ledger.close(session, jobId, [])).rejects.toMatchObject({
        code: 'StillReserved',
      })
      await expect(ledger.close(session, jobId, [idle])).rejects.toMatchObject({
        code: 'NoticeMissing',
      })
      await ledger.noticeClose(session, jobId, [worked, idle])
      expect((await ledger.readChannel(jobId, idle)).closesAt).toBeGreaterThan(0)
      await world.pass(NOTICE_SECONDS + 1)
      expect(await ledger.close(session, jobId, [worked, idle])).toMatch(/^0x/)
      expect(await readBalanced(jobId)).toMatchObject({
        closed: true,
        paid: 2n * GLM,
        refunded: 8n * GLM,
      })
      expect((await ledger.readBalance(wallet.address)).glm).toBe(18n * GLM)
      expect((await ledger.readBalance(ledger.addressOf(session))).coin).toBe(0n)
      expect(await ledger.close(session, jobId, [])).toBeUndefined()
    })

    it('leaves free what it freed when another channel keeps the job from closing', async () => {
      const { ledger, openJob, readBalanced } = world
      const { session, jobId } = await openJob()
      const [gone, kept] = [newPayee(), newPayee()]
      await ledger.reserve(session, jobId, [
        { payee: gone, cap: 2n * GLM },
        { payee: kept, cap: GLM },
      ])
      await ledger.noticeClose(session, jobId, [gone])
      await world.pass(NOTICE_SECONDS + 1)
      await expect(ledger.close(session, jobId, [gone, gone])).rejects.toMatchObject({
        code: 'NoticeMissing',
      })
      expect(await ledger.readChannel(jobId, gone)).toMatchObject({ cap: 2n * GLM, epoch: 0 })
      await expect(ledger.close(session, jobId, [gone])).rejects.toMatchObject({
        code: 'StillReserved',
      })
      expect(await ledger.readChannel(jobId, gone)).toMatchObject({ cap: 0n, epoch: 1 })
      expect(await readBalanced(jobId)).toMatchObject({
        free: 9n * GLM,
        reserved: GLM,
        closed: false,
      })
    })

    it('takes a notice back when the channel is reserved again', async () => {
      const { ledger, openJob } = world
      const { session, jobId } = await openJob()
      const payee = newPayee()
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      await ledger.noticeClose(session, jobId, [payee])
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      expect((await ledger.readChannel(jobId, payee)).closesAt).toBe(0)
    })

    it('frees during a job what a channel has not paid, once its notice is over', async () => {
      const { ledger, openJob, readBalanced } = world
      const { session, jobId } = await openJob({ noticeSeconds: LONG_NOTICE_SECONDS })
      const [gone, other, untold] = [newPayee(), newPayee(), newPayee()]
      await ledger.reserve(session, jobId, [
        { payee: gone, cap: 3n * GLM },
        { payee: other, cap: GLM },
        { payee: untold, cap: GLM },
      ])
      const voucher = { jobId, payee: gone, epoch: 0, cumulative: 2n * GLM }
      const signature = await ledger.signVoucher(session, voucher)
      await ledger.noticeClose(session, jobId, [gone, other])
      await expect(ledger.finishClose(session, jobId, [gone])).rejects.toMatchObject({
        code: 'NoticeRunning',
      })
      // A notice takes nothing that a payee can prove before it is over.
      await ledger.redeemMany(session, [{ ...voucher, signature }])
      await world.pass(LONG_NOTICE_SECONDS + 1)
      await expect(ledger.finishClose(session, jobId, [gone, untold])).rejects.toMatchObject({
        code: 'NoticeMissing',
      })
      expect(await ledger.readChannel(jobId, gone)).toMatchObject({ cap: 3n * GLM, epoch: 0 })

      await ledger.finishClose(session, jobId, [gone, other])
      expect(await ledger.readChannel(jobId, gone)).toEqual({
        cap: 2n * GLM,
        paid: 2n * GLM,
        closesAt: 0,
        epoch: 1,
      })
      expect(await readBalanced(jobId)).toMatchObject({
        free: 7n * GLM,
        reserved: GLM,
        paid: 2n * GLM,
        closed: false,
      })
      expect(await ledger.readCredit(gone)).toBe(2n * GLM)
      await expect(ledger.finishClose(session, jobId, [gone])).rejects.toMatchObject({
        code: 'NoticeMissing',
      })
    })

    it('lets only the requestor and the session key commit the deposit', async () => {
      const { ledger, openJob } = world
      const { session, jobId } = await openJob()
      const other = await openJob()
      await expect(
        ledger.reserve(other.session, jobId, [{ payee: newPayee(), cap: 1n }]),
      ).rejects.toMatchObject({ code: 'NotAllowed' })
      await ledger.reserve(session, jobId, [{ payee: newPayee(), cap: 1n }])
    })

    it('keeps calls made at once in order', async () => {
      const { ledger, openJob, readBalanced } = world
      const { session, jobId } = await openJob()
      const payees = Array.from({ length: 5 }, newPayee)
      const hashes = await Promise.all(
        payees.map((payee) => ledger.reserve(session, jobId, [{ payee, cap: GLM }])),
      )
      expect(new Set(hashes).size).toBe(payees.length)
      expect((await readBalanced(jobId)).reserved).toBe(5n * GLM)
    })

    it('knows to the wei what was spent on a job, on vouchers, and on sending what they brought', async () => {
      const { ledger, openJob, makeWallet } = world
      const { wallet, session, jobId } = await openJob()
      const coinOf = async (holder: Address) => (await ledger.readBalance(holder)).coin
      expect(GLM - STIPEND - (await coinOf(wallet.address))).toBe(
        await ledger.readSpent(['job', jobId]),
      )
      const payees = [newPayee(), newPayee()]
      await ledger.reserve(
        session,
        jobId,
        payees.map((payee) => ({ payee, cap: GLM })),
      )
      const key = ledger.addressOf(session)
      expect(STIPEND - (await coinOf(key))).toBe(await ledger.readSpent(['key', key]))

      const vouchers = await Promise.all(
        payees.map(async (payee) => {
          const voucher = { jobId, payee, epoch: 0, cumulative: GLM }
          return { ...voucher, signature: await ledger.signVoucher(session, voucher) }
        }),
      )
      const carrier = await makeWallet({ glm: 0n, coin: GLM })
      await carrier.redeemMany(vouchers)
      const redeemed = GLM - (await coinOf(carrier.address))
      const shares = await Promise.all(
        payees.map((payee) => ledger.readSpent(['voucher', jobId, payee])),
      )
      expect(shares[0] ?? 0n).toBe(redeemed / 2n)
      expect((shares[0] ?? 0n) + (shares[1] ?? 0n)).toBe(redeemed)
      for (const payee of payees) {
        const before = await coinOf(key)
        await ledger.withdraw(session, payee)
        expect(before - (await coinOf(key))).toBe(await ledger.readSpent(['credit', payee]))
      }
    })
  })
}
