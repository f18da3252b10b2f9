import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concat, parseSignature, recoverTypedDataAddress, toHex } from 'viem'
import { expect, it } from 'vitest'
import { signVoucher } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import type { SessionKey } from '#peer/ports/ledger.ts'
import { asAddress } from '#protocol/ids.ts'
import { escrowDomain, voucherTypes } from '#protocol/payment/eip712.ts'
import type { Endorsement } from '#protocol/payment/endorsement.ts'
import type { Voucher } from '#protocol/payment/voucher.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { GLM, type LedgerWorld, NOTICE_SECONDS, newKey, newPayee } from './ledger-world.ts'

/** What a ledger promises of vouchers and endorsements: of all that is signed. */
export function describeSigned(at: () => LedgerWorld): void {
  it('pays a voucher once, capped by the channel', async () => {
    const { ledger, openJob, readBalanced } = at()
    const { session, jobId } = await openJob()
    const payee = newPayee()
    await ledger.reserve(session, jobId, [{ payee, cap: 2n * GLM }])
    const voucher = { jobId, payee, epoch: 0, cumulative: 3n * GLM }
    const signature = await ledger.signVoucher(session, voucher)
    await ledger.redeemMany(session, [{ ...voucher, signature }])
    expect(await ledger.readCredit(payee)).toBe(2n * GLM)
    await ledger.redeemMany(session, [{ ...voucher, signature }])
    expect(await ledger.readCredit(payee)).toBe(2n * GLM)
    expect(await readBalanced(jobId)).toMatchObject({ paid: 2n * GLM, reserved: 0n })
  })

  it('collects vouchers of several jobs in one transaction, none where one is forged, and what was credited', async () => {
    const { ledger, openJob, readBalanced } = at()
    const payee = newPayee()
    const jobs = [await openJob(), await openJob()]
    const vouchers = await Promise.all(
      jobs.map(async ({ session, jobId }, at) => {
        await ledger.reserve(session, jobId, [{ payee, cap: 5n * GLM }])
        const voucher = { jobId, payee, epoch: 0, cumulative: BigInt(at + 1) * GLM }
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

  it('moves the credit of many to their wallets at once, and passes over who has none', async () => {
    const { ledger, openJob, readBalanced } = at()
    const { session, jobId } = await openJob()
    const [first, second, poor] = [newPayee(), newPayee(), newPayee()]
    await ledger.reserve(session, jobId, [
      { payee: first, cap: GLM },
      { payee: second, cap: 2n * GLM },
    ])
    await ledger.settle(session, jobId, [
      { payee: first, cumulative: GLM },
      { payee: second, cumulative: 2n * GLM },
    ])
    await ledger.withdrawMany(session, [first, poor, second, first])
    const balances = await Promise.all(
      [first, second, poor].map(async (payee) => (await ledger.readBalance(payee)).glm),
    )
    expect(balances).toEqual([GLM, 2n * GLM, 0n])
    expect(await ledger.readCredit(second)).toBe(0n)
    await readBalanced(jobId)
  })

  it('pays the rest where a job was closed, an epoch ended, or nobody knows the job', async () => {
    const { ledger, openJob, readBalanced } = at()
    const payee = newPayee()
    const { session, jobId } = await openJob()
    const closed = await openJob()
    const promise = async (key: SessionKey, voucher: Voucher) => ({
      ...voucher,
      signature: await ledger.signVoucher(key, voucher),
    })
    await ledger.reserve(session, jobId, [{ payee, cap: 2n * GLM }])
    await ledger.close(closed.session, closed.jobId, [])
    const good = { jobId, payee, epoch: 0, cumulative: GLM }
    const unknown = ledger.jobIdFor(newPayee(), `0x${'00'.repeat(32)}`)
    await ledger.redeemMany(session, [
      await promise(closed.session, { ...good, jobId: closed.jobId }),
      await promise(session, { ...good, epoch: 1 }),
      await promise(session, good),
      await promise(session, { ...good, jobId: unknown }),
      await promise(session, { ...good, cumulative: 2n * GLM }),
    ])
    expect(await ledger.readCredit(payee)).toBe(2n * GLM)
    expect(await readBalanced(jobId)).toMatchObject({ paid: 2n * GLM, reserved: 0n })
  })

  it('refuses a voucher on another job, epoch of its channel, chain and contract', async () => {
    const { ledger, openJob, readBalanced, pass } = at()
    const { session, jobId } = await openJob()
    const other = await openJob()
    const payee = newPayee()
    await ledger.reserve(session, jobId, [{ payee, cap: 4n * GLM }])
    await ledger.reserve(other.session, other.jobId, [{ payee, cap: 4n * GLM }])
    const voucher = { jobId, payee, epoch: 0, cumulative: 3n * GLM }
    const promised = await ledger.signVoucher(session, voucher)
    await ledger.settle(session, jobId, [{ payee, cumulative: GLM }])
    await ledger.noticeClose(session, jobId, [payee])
    await pass(NOTICE_SECONDS + 1)
    await ledger.finishClose(session, jobId, [payee])
    await ledger.reserve(session, jobId, [{ payee, cap: 4n * GLM }])

    const { chainId, escrow } = ledger.chain
    const now = { ...voucher, epoch: 1 }
    const elsewhere = { ...now, jobId: other.jobId }
    const replayed = [
      promised,
      await ledger.signVoucher(session, elsewhere),
      await ledger.signVoucher(other.session, now),
      await signVoucher({ chainId: chainId + 1, escrow }, session, now),
      await signVoucher({ chainId, escrow: newPayee() }, session, now),
    ]
    for (const signature of replayed) {
      expect(await ledger.verifyVoucher(now, signature, ledger.addressOf(session))).toBe(false)
      await expect(ledger.redeemMany(session, [{ ...now, signature }])).rejects.toMatchObject({
        code: 'InvalidSignature',
      })
    }
    // It was signed, and its epoch has ended: it brings nothing.
    await ledger.redeemMany(session, [{ ...voucher, signature: promised }])
    expect(await ledger.readCredit(payee)).toBe(GLM)
    // Totals go on over epochs: what was paid before is not paid again.
    const signature = await ledger.signVoucher(session, now)
    await ledger.redeemMany(session, [{ ...now, signature }])
    expect(await ledger.readCredit(payee)).toBe(3n * GLM)
    expect(await readBalanced(jobId)).toMatchObject({ paid: 3n * GLM, reserved: GLM })
  })

  it('gives the app’s author its share of every total, rounded down, and its payee the rest', async () => {
    const { ledger, openJob, readBalanced } = at()
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
    const voucher = { jobId, payee: alone, epoch: 0, cumulative: 39n }
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

  it('tells good vouchers from forged ones, off-chain and on', async () => {
    const { ledger, openJob } = at()
    const { session, jobId } = await openJob()
    const payee = newPayee()
    const voucher = { jobId, payee, epoch: 0, cumulative: GLM }
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
    const { ledger, openJob } = at()
    const { session, jobId } = await openJob()
    const [payee, address] = [newPayee(), ledger.addressOf(session)]
    const voucher = { jobId, payee, epoch: 0, cumulative: GLM }
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

  it('has any wallet carry vouchers and credit to a payee, which alone is paid', async () => {
    const { ledger, openJob, makeWallet } = at()
    const [first, second] = [await openJob(), await openJob()]
    const payee = newPayee()
    const vouchers = []
    for (const { session, jobId } of [first, second]) {
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      const voucher = { jobId, payee, epoch: 0, cumulative: GLM }
      vouchers.push({ ...voucher, signature: await ledger.signVoucher(session, voucher) })
    }
    const carrier = await makeWallet({ glm: 0n, coin: GLM })
    expect(await carrier.redeemMany(vouchers.slice(0, 1))).toMatchObject({ kind: 'done' })
    expect(await ledger.readCredit(payee)).toBe(GLM)
    // A payee without credit keeps no other from its own.
    const payOut = [newPayee(), payee]
    expect(await carrier.redeemMany(vouchers, payOut)).toMatchObject({ kind: 'done' })
    expect(await ledger.readCredit(payee)).toBe(0n)
    expect((await ledger.readBalance(payee)).glm).toBe(2n * GLM)
    expect(await carrier.redeemMany([], payOut)).toMatchObject({ kind: 'done' })
    expect((await ledger.readBalance(carrier.address)).glm).toBe(0n)
    expect(await carrier.withdraw(payee)).toMatchObject({ kind: 'failed' })
  })

  it('has a session key say who speaks for its job, and nobody else', async () => {
    const { ledger, openJob } = at()
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
}
