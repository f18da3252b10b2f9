import { randomBytes } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concat, parseSignature, recoverTypedDataAddress, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPayeeSigner, signVoucher } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import type { Ledger, OpenDraft, SessionKey, Wallet } from '#peer/ports/ledger.ts'
import { type Address, asAddress, type JobId } from '#protocol/ids.ts'
import { type AuthorShare, MAX_BASIS_POINTS } from '#protocol/payment/author-share.ts'
import { escrowDomain, voucherTypes } from '#protocol/payment/eip712.ts'
import type { Endorsement } from '#protocol/payment/endorsement.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'

/** What an adapter brings so that its escrow can be tried. */
export interface LedgerHarness {
  readonly ledger: Ledger
  makeWallet(balance: { glm: bigint; coin: bigint }): Promise<Wallet>
  /** Lets the chain's clock pass `seconds`. */
  pass(seconds: number): Promise<void>
  nowSeconds(): number
  stop(): Promise<void>
}

const GLM = 10n ** 18n
const STIPEND = 10n ** 17n
const NOTICE_SECONDS = 1
/** A notice that still runs when the next call comes, however busy the machine is. */
const LONG_NOTICE_SECONDS = 5

const newKey = (): SessionKey => toHex(randomBytes(32))
const newPayee = (): Address => asAddress(privateKeyToAccount(newKey()).address)

/** The promises of `Ledger` and `Wallet`, for every adapter. */
export function describeLedger(name: string, start: () => Promise<LedgerHarness>): void {
  describe(`ledger: ${name}`, () => {
    let harness: LedgerHarness
    let ledger: Ledger
    beforeAll(async () => {
      harness = await start()
      ledger = harness.ledger
    })
    afterAll(() => harness.stop())

    const draftFor = (
      wallet: Wallet,
      session: SessionKey,
      noticeSeconds = NOTICE_SECONDS,
    ): OpenDraft => ({
      requestor: wallet.address,
      salt: toHex(randomBytes(32)),
      session: ledger.addressOf(session),
      amount: 10n * GLM,
      stipend: STIPEND,
      deadline: harness.nowSeconds() + 3_600,
      graceSeconds: 60,
      noticeSeconds,
      spec: toHex(randomBytes(32)),
    })

    const openJob = async ({
      noticeSeconds,
      authorShare,
    }: {
      noticeSeconds?: number
      authorShare?: AuthorShare
    } = {}) => {
      const wallet = await harness.makeWallet({ glm: 20n * GLM, coin: GLM })
      const session = newKey()
      const draft = { ...draftFor(wallet, session, noticeSeconds), authorShare }
      const opened = await wallet.open(draft)
      if (opened.kind !== 'opened') throw new Error(opened.message)
      return { wallet, session, draft, jobId: opened.jobId }
    }

    const readBalanced = async (jobId: JobId) => {
      const job = await ledger.readJob(jobId)
      if (!job) throw new Error('The job is missing')
      expect(job.deposited).toBe(job.free + job.reserved + job.paid + job.refunded)
      return job
    }

    it('opens a job whose id was known before, and hands the stipend to the session key', async () => {
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
      const { wallet, draft } = await openJob()
      expect(await ledger.readJob(ledger.jobIdFor(newPayee(), draft.salt))).toBeUndefined()
      expect(await wallet.open(draft)).toMatchObject({ kind: 'failed' })
    })

    it('fails to open, in words, what the wallet cannot pay', async () => {
      const wallet = await harness.makeWallet({ glm: GLM, coin: GLM })
      expect(await wallet.open(draftFor(wallet, newKey()))).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('GLM'),
      })
    })

    it('adds to an open job what is approved on the way, from a wallet that has it', async () => {
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
      const { wallet, draft, jobId } = await openJob()
      const later = draft.deadline + 60
      expect(await wallet.extend(jobId, later)).toMatchObject({ kind: 'done' })
      expect(await readBalanced(jobId)).toMatchObject({ deadline: later, free: draft.amount })
      for (const earlier of [later, draft.deadline])
        expect(await wallet.extend(jobId, earlier)).toMatchObject({ kind: 'failed' })
      const other = await harness.makeWallet({ glm: GLM, coin: GLM })
      expect(await other.extend(jobId, later + 60)).toMatchObject({ kind: 'failed' })
      expect((await readBalanced(jobId)).deadline).toBe(later)
    })

    it('reserves absolute caps that only rise and never exceed the deposit', async () => {
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

    it('pays a voucher once, capped by the channel, and moves the credit on a signature', async () => {
      const { session, jobId } = await openJob()
      const signer = createPayeeSigner(newKey(), ledger)
      const payee = signer.address
      await ledger.reserve(session, jobId, [{ payee, cap: 2n * GLM }])
      const voucher = { jobId, payee, cumulative: 3n * GLM }
      const signature = await ledger.signVoucher(session, voucher)
      await ledger.redeemMany(session, [{ ...voucher, signature }])
      expect(await ledger.readCredit(payee)).toBe(2n * GLM)
      await ledger.redeemMany(session, [{ ...voucher, signature }])
      expect(await ledger.readCredit(payee)).toBe(2n * GLM)
      expect(await readBalanced(jobId)).toMatchObject({ paid: 2n * GLM, reserved: 0n })

      const to = newPayee()
      const order = {
        payee,
        to,
        amount: 2n * GLM,
        fee: GLM / 2n,
        nonce: await ledger.readWithdrawalNonce(payee),
        expiry: harness.nowSeconds() + 600,
      }
      const signed = await signer.signWithdrawal(order)
      await expect(
        ledger.withdrawBySig(session, { ...order, to: newPayee() }, signed),
      ).rejects.toMatchObject({ code: 'InvalidSignature' })
      await ledger.withdrawBySig(session, order, signed)
      expect((await ledger.readBalance(to)).glm).toBe((3n * GLM) / 2n)
      expect((await ledger.readBalance(ledger.addressOf(session))).glm).toBe(GLM / 2n)
      await expect(ledger.withdrawBySig(session, order, signed)).rejects.toMatchObject({
        code: 'WrongNonce',
      })
    })

    it('gives the app’s author its share of every total, rounded down, and its payee the rest', async () => {
      const authorShare = { payee: newPayee(), basisPoints: 250 }
      const { session, jobId } = await openJob({ authorShare })
      expect(await readBalanced(jobId)).toMatchObject({ authorShare })
      expect((await readBalanced((await openJob()).jobId)).authorShare).toBeUndefined()
      const [alone, other] = [newPayee(), newPayee()]
      await ledger.reserve(session, jobId, [
        { payee: alone, cap: 79n },
        { payee: other, cap: GLM },
      ])
      // 39 and 40 wei hold no whole wei of an author's, 79 in all do.
      const voucher = { jobId, payee: alone, cumulative: 39n }
      const signature = await ledger.signVoucher(session, voucher)
      await ledger.redeemMany(session, [{ ...voucher, signature }])
      expect(await ledger.readCredit(authorShare.payee)).toBe(0n)
      await ledger.settle(session, jobId, [
        { payee: alone, cumulative: 80n },
        { payee: other, cumulative: GLM },
      ])
      expect(await ledger.readCredit(alone)).toBe(78n)
      expect(await ledger.readCredit(other)).toBe((GLM * 39n) / 40n)
      expect(await ledger.readCredit(authorShare.payee)).toBe(1n + GLM / 40n)
      expect(await readBalanced(jobId)).toMatchObject({ paid: 79n + GLM })
    })

    it('opens no job with a share that no author may have', async () => {
      const wallet = await harness.makeWallet({ glm: 20n * GLM, coin: GLM })
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

    it('takes no voucher that was signed for another job, chain or contract', async () => {
      const { session, jobId } = await openJob()
      const other = await openJob()
      const payee = newPayee()
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      const voucher = { jobId, payee, cumulative: GLM }
      const { chainId, escrow } = ledger.chain
      const replayed = [
        await ledger.signVoucher(session, { ...voucher, jobId: other.jobId }),
        await ledger.signVoucher(other.session, voucher),
        await signVoucher({ chainId: chainId + 1, escrow }, session, voucher),
        await signVoucher({ chainId, escrow: newPayee() }, session, voucher),
      ]
      for (const signature of replayed) {
        expect(await ledger.verifyVoucher(voucher, signature, ledger.addressOf(session))).toBe(
          false,
        )
        await expect(ledger.redeemMany(session, [{ ...voucher, signature }])).rejects.toMatchObject(
          { code: 'InvalidSignature' },
        )
      }
      const signature = await signVoucher(ledger.chain, session, voucher)
      await ledger.redeemMany(session, [{ ...voucher, signature }])
      expect(await ledger.readCredit(payee)).toBe(GLM)
    })

    it('collects vouchers of several jobs in one transaction, all or none, and what was credited', async () => {
      const payee = newPayee()
      const jobs = [await openJob(), await openJob()]
      const vouchers = await Promise.all(
        jobs.map(async ({ session, jobId }, at) => {
          await ledger.reserve(session, jobId, [{ payee, cap: 5n * GLM }])
          const voucher = { jobId, payee, cumulative: BigInt(at + 1) * GLM }
          return { ...voucher, signature: await ledger.signVoucher(session, voucher) }
        }),
      )
      const { session: sender } = await openJob()
      const [first, second] = vouchers
      if (first === undefined || second === undefined) throw new Error('there are two')
      const moved = { ...second, signature: first.signature }
      await expect(ledger.redeemMany(sender, [first, moved])).rejects.toMatchObject({
        code: 'InvalidSignature',
      })
      expect(await ledger.readCredit(payee)).toBe(0n)
      expect(await ledger.redeemMany(sender, vouchers)).toMatch(/^0x/)
      expect(await ledger.readCredit(payee)).toBe(3n * GLM)
      for (const { jobId } of jobs) await readBalanced(jobId)

      await ledger.withdraw(sender, payee)
      expect(await ledger.readBalance(payee)).toEqual({ glm: 3n * GLM, coin: 0n })
      await expect(ledger.withdraw(sender, payee)).rejects.toMatchObject({ code: 'CreditTooSmall' })
      expect(await ledger.readFeePerGas()).toBeGreaterThanOrEqual(0n)
    })

    it('has a session key say who speaks for its job, and nobody else', async () => {
      const { session, jobId } = await openJob()
      const requestor = peerIdOfSeed(new Uint8Array(32).fill(1))
      const other = peerIdOfSeed(new Uint8Array(32).fill(2))
      const address = ledger.addressOf(session)
      const good = await ledger.endorse(session, { jobId, requestor })
      const verify = (part: Partial<Endorsement>, signature = good) =>
        ledger.verifyEndorsement({ jobId, requestor, ...part }, signature, address)
      expect(await verify({})).toBe(true)
      expect(await verify({ requestor: other })).toBe(false)
      expect(await verify({ jobId: (await openJob()).jobId })).toBe(false)
      expect(await verify({}, await ledger.endorse(newKey(), { jobId, requestor }))).toBe(false)
      expect(await verify({}, '0x1234')).toBe(false)
    })

    it('tells good vouchers from forged ones, off-chain and on', async () => {
      const { session, jobId } = await openJob()
      const payee = newPayee()
      const voucher = { jobId, payee, cumulative: GLM }
      const address = ledger.addressOf(session)
      const good = await ledger.signVoucher(session, voucher)
      const forged = await ledger.signVoucher(newKey(), voucher)
      expect(await ledger.verifyVoucher(voucher, good, address)).toBe(true)
      expect(await ledger.verifyVoucher(voucher, forged, address)).toBe(false)
      expect(await ledger.verifyVoucher({ ...voucher, cumulative: 2n * GLM }, good, address)).toBe(
        false,
      )
      expect(await ledger.verifyVoucher(voucher, '0x1234', address)).toBe(false)
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      const forgery = { ...voucher, signature: forged }
      await expect(ledger.redeemMany(session, [forgery])).rejects.toMatchObject({
        code: 'InvalidSignature',
      })
    })

    it.each([
      ['its other s', { isMirrored: true, firstRecovery: 27 }],
      ['a bare recovery bit', { isMirrored: false, firstRecovery: 0 }],
    ])('takes no voucher off-chain that it would not on: with %s', async (_, form) => {
      const { session, jobId } = await openJob()
      const [payee, address] = [newPayee(), ledger.addressOf(session)]
      const voucher = { jobId, payee, cumulative: GLM }
      const { r, s, yParity } = parseSignature(await ledger.signVoucher(session, voucher))
      const written = form.isMirrored ? secp256k1.Point.CURVE().n - BigInt(s) : BigInt(s)
      const bit = form.isMirrored ? 1 - yParity : yParity
      const other = concat([r, toHex(written, { size: 32 }), toHex(form.firstRecovery + bit)])
      expect(
        await recoverTypedDataAddress({
          domain: escrowDomain(ledger.chain.chainId, ledger.chain.escrow),
          ...{ types: voucherTypes, primaryType: 'Voucher', message: voucher, signature: other },
        }).then(asAddress),
      ).toBe(address)
      expect(await ledger.verifyVoucher(voucher, other, address)).toBe(false)
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      const malleated = { ...voucher, signature: other }
      await expect(ledger.redeemMany(session, [malleated])).rejects.toMatchObject({
        code: 'InvalidSignature',
      })
    })

    it('settles totals, honours the notice, closes, refunds and sweeps', async () => {
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
      await harness.pass(NOTICE_SECONDS + 1)
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
      const { session, jobId } = await openJob()
      const [gone, kept] = [newPayee(), newPayee()]
      await ledger.reserve(session, jobId, [
        { payee: gone, cap: 2n * GLM },
        { payee: kept, cap: GLM },
      ])
      await ledger.noticeClose(session, jobId, [gone])
      await harness.pass(NOTICE_SECONDS + 1)
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
      const { session, jobId } = await openJob()
      const payee = newPayee()
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      await ledger.noticeClose(session, jobId, [payee])
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      expect((await ledger.readChannel(jobId, payee)).closesAt).toBe(0)
    })

    it('frees during a job what a channel has not paid, once its notice is over', async () => {
      const { session, jobId } = await openJob({ noticeSeconds: LONG_NOTICE_SECONDS })
      const [gone, other, untold] = [newPayee(), newPayee(), newPayee()]
      await ledger.reserve(session, jobId, [
        { payee: gone, cap: 3n * GLM },
        { payee: other, cap: GLM },
        { payee: untold, cap: GLM },
      ])
      const voucher = { jobId, payee: gone, cumulative: 2n * GLM }
      const signature = await ledger.signVoucher(session, voucher)
      await ledger.noticeClose(session, jobId, [gone, other])
      await expect(ledger.finishClose(session, jobId, [gone])).rejects.toMatchObject({
        code: 'NoticeRunning',
      })
      // A notice takes nothing that a payee can prove before it is over.
      await ledger.redeemMany(session, [{ ...voucher, signature }])
      await harness.pass(LONG_NOTICE_SECONDS + 1)
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

    it('reserves anew for a payee whose channel was freed, and pays the old total on top', async () => {
      const { session, jobId } = await openJob()
      const payee = newPayee()
      await ledger.reserve(session, jobId, [{ payee, cap: 2n * GLM }])
      await ledger.settle(session, jobId, [{ payee, cumulative: GLM }])
      await ledger.noticeClose(session, jobId, [payee])
      await harness.pass(NOTICE_SECONDS + 1)
      await ledger.finishClose(session, jobId, [payee])
      const voucher = { jobId, payee, cumulative: 3n * GLM }
      const signature = await ledger.signVoucher(session, voucher)
      await ledger.redeemMany(session, [{ ...voucher, signature }])
      expect(await ledger.readCredit(payee)).toBe(GLM)
      await ledger.reserve(session, jobId, [{ payee, cap: 4n * GLM }])
      await ledger.redeemMany(session, [{ ...voucher, signature }])
      expect(await ledger.readCredit(payee)).toBe(3n * GLM)
      expect(await readBalanced(jobId)).toMatchObject({ paid: 3n * GLM, reserved: GLM })
    })

    it('has any wallet carry vouchers and credit to a payee, which alone is paid', async () => {
      const [first, second] = [await openJob(), await openJob()]
      const payee = newPayee()
      const vouchers = []
      for (const { session, jobId } of [first, second]) {
        await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
        const voucher = { jobId, payee, cumulative: GLM }
        vouchers.push({ ...voucher, signature: await ledger.signVoucher(session, voucher) })
      }
      const carrier = await harness.makeWallet({ glm: 0n, coin: GLM })
      expect(await carrier.redeemMany(vouchers)).toMatchObject({ kind: 'done' })
      expect(await ledger.readCredit(payee)).toBe(2n * GLM)
      expect(await carrier.withdraw(payee)).toMatchObject({ kind: 'done' })
      expect((await ledger.readBalance(payee)).glm).toBe(2n * GLM)
      expect((await ledger.readBalance(carrier.address)).glm).toBe(0n)
      expect(await carrier.withdraw(payee)).toMatchObject({ kind: 'failed' })
    })

    it('lets only the requestor and the session key commit the deposit', async () => {
      const { session, jobId } = await openJob()
      const other = await openJob()
      await expect(
        ledger.reserve(other.session, jobId, [{ payee: newPayee(), cap: 1n }]),
      ).rejects.toMatchObject({ code: 'NotAllowed' })
      await ledger.reserve(session, jobId, [{ payee: newPayee(), cap: 1n }])
    })

    it('keeps calls made at once in order', async () => {
      const { session, jobId } = await openJob()
      const payees = Array.from({ length: 5 }, newPayee)
      const hashes = await Promise.all(
        payees.map((payee) => ledger.reserve(session, jobId, [{ payee, cap: GLM }])),
      )
      expect(new Set(hashes).size).toBe(payees.length)
      expect((await readBalanced(jobId)).reserved).toBe(5n * GLM)
    })
  })
}
