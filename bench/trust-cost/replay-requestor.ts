import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { BatchBook } from '#peer/requestor/batch-book.ts'
import { JobStore } from '#peer/requestor/job-store.ts'
import { Testimonials } from '#peer/requestor/testimonials.ts'
import { WorkLink } from '#peer/requestor/work-link.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { attestationSchema } from '#protocol/trust/attestation.ts'
import { newMarks } from '#protocol/trust/marks.ts'
import { decode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import type { RequestorMessage } from '#protocol/wire/messages.ts'
import type { ReplayOptions } from './replay-provider.ts'
import { Spent } from './spent.ts'

/** Signs vouchers here: the job's own session key is its requestor's secret. */
const SESSION_KEY = `0x${'5e'.repeat(32)}` as const

type Marks = Pick<ReturnType<typeof readVerdict>, 'right' | 'wrong'>

/** Has a requestor check, judge, sign and keep again what it did with one provider of that job. */
export async function replayRequestor(options: ReplayOptions): Promise<Spent> {
  const { overheard, signatures, ledger } = options
  const { agreement, requestorSeed: seed, said } = overheard
  const { jobId, requestor: self } = agreement.demand
  const { payee } = agreement.offer
  const link = new WorkLink(deafChannel(overheard), agreement, signatures)
  const keys = { signatures, seed, self, jobId, clock: systemClock }
  const batches = new BatchBook({
    ...keys,
    store: new JobStore(createMemoryStore(), new SavedRecords()),
    testimonials: new Testimonials({ ...keys, isChecked: true, endorse: undefined }),
  })
  const judged = new Map<number, Marks>()
  const spent = new Spent()
  for (const one of said) {
    const { message } = one
    if (one.by === 'provider') {
      if (message.type !== 'answer') continue
      const answer = await spent.on('batch roots', () => link.read(one.frame))
      if (answer?.type === 'answer')
        batches.answered({ ...agreement.offer, ...answer, agreementId: agreement.agreementId })
      continue
    }
    switch (message.type) {
      case 'lease':
        await spent.on('batch roots', () => link.lend(message.leaseId, message.subtasks))
        break
      case 'verdict': {
        const { leaseId } = message
        const verdict = readVerdict(message)
        const before = judged.get(leaseId) ?? { right: new Uint8Array(), wrong: new Uint8Array() }
        judged.set(leaseId, verdict)
        const accepted = newMarks(verdict.right, before.right)
        const rejected = newMarks(verdict.wrong, before.wrong)
        await spent.on('verdicts', () =>
          batches.attest({
            type: 'verdict',
            peer: link.agreement.offer.provider,
            leaseId,
            accepted,
            rejected,
          }),
        )
        break
      }
      case 'voucher': {
        if (payee === null) throw new Error('A voucher for nobody')
        const { epoch, cumulative } = message
        const voucher = { jobId, payee, epoch, cumulative }
        await spent.on('vouchers', () => ledger.signVoucher(SESSION_KEY, voucher))
        break
      }
    }
  }
  await spent.on('verdicts', () => batches.write())
  return spent
}

const readVerdict = ({ attestation }: Extract<RequestorMessage, { type: 'verdict' }>) =>
  decode(attestationSchema, attestation.body, 'verdict', MAX_FRAME_BYTES)

/** Takes what is said to it. */
const deafChannel = ({ agreement }: ReplayOptions['overheard']): Channel => ({
  remote: agreement.offer.provider,
  remoteAddress: undefined,
  path: 'direct',
  closed: new Promise(() => {}),
  send: async () => {},
  onFrame: () => {},
  close: async () => {},
})
