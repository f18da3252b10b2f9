import { chainedAgreementSchema } from '#protocol/market/agreement-chain.ts'
import { type Agreement, agreementSchema } from '#protocol/market/demand.ts'
import type { Policy } from '#protocol/trust/policy.ts'
import { decode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import {
  type ProviderMessage,
  providerMessageSchema,
  type RequestorMessage,
  requestorMessageSchema,
} from '#protocol/wire/messages.ts'
import { WORK_PROTOCOL } from '#protocol/wire/protocols.ts'
import {
  createToyWorld,
  joinPaid,
  postPaid,
  richWallet,
  type ToyMember,
  untilOver,
} from '#test/support/toy-world.ts'

const PROVIDERS = 3

/** What one side of a work channel said, in the order in which both said it. */
export type Said =
  | { readonly by: 'requestor'; readonly message: RequestorMessage }
  | { readonly by: 'provider'; readonly message: ProviderMessage; readonly frame: Uint8Array }

/** All that was said under one agreement, and the keys that both sides signed with. */
export interface Overheard {
  readonly agreement: Agreement
  readonly requestorSeed: Uint8Array
  readonly providerSeed: Uint8Array
  readonly said: readonly Said[]
}

/**
 * Has a paid job done by engines as the page runs them, on a clock and a mesh of memory, and listens:
 * how many batches, verdicts and vouchers there are to a subtask is theirs to decide.
 */
export async function overhearJob(options: {
  readonly policy: Policy
  readonly subtasks: number
  readonly subtaskMs: number
}): Promise<Overheard> {
  const { policy, subtasks, subtaskMs } = options
  const world = createToyWorld()
  const requestor = await world.join({ wallet: richWallet(world) })
  const said = overhear(requestor)
  const providers = await Promise.all(
    Array.from({ length: PROVIDERS }, (_, at) => joinPaid(world, 11 + at, { subtaskMs })),
  )
  await postPaid(world, requestor, { subtasks, budgetPercent: 400n, policy })
  const { phase } = await untilOver(world, requestor)
  if (phase !== 'done') throw new Error(`The job that is listened to is ${phase}`)
  const [provider] = providers
  const words = provider && said.get(provider.mesh.self)
  if (provider === undefined || words === undefined) throw new Error('Nobody said anything')
  return {
    agreement: await firstAgreement(provider),
    requestorSeed: requestor.seed,
    providerSeed: provider.seed,
    said: words,
  }
}

/** What is said on the work channels that a requestor opens from now on, by provider. */
function overhear({ mesh }: ToyMember): ReadonlyMap<string, readonly Said[]> {
  const all = new Map<string, Said[]>()
  const open = mesh.open.bind(mesh)
  mesh.open = async (remote, protocol, options) => {
    const channel = await open(remote, protocol, options)
    if (protocol !== WORK_PROTOCOL) return channel
    const words = all.get(remote) ?? []
    all.set(remote, words)
    const send = channel.send.bind(channel)
    channel.send = (frame) => {
      const message = decode(requestorMessageSchema, frame, 'requestor', MAX_FRAME_BYTES)
      words.push({ by: 'requestor', message })
      return send(frame)
    }
    const onFrame = channel.onFrame.bind(channel)
    channel.onFrame = (take) =>
      onFrame((frame) => {
        const message = decode(providerMessageSchema, frame, 'provider', MAX_FRAME_BYTES)
        words.push({ by: 'provider', message, frame: frame.slice() })
        return take(frame)
      })
    return channel
  }
  return all
}

async function firstAgreement({ store }: ToyMember): Promise<Agreement> {
  const [first] = await store.loadRange(['provider', 'agreement'])
  if (first === undefined) throw new Error('Nothing was agreed on')
  const { agreement } = decode(chainedAgreementSchema, first[1], 'agreement', MAX_FRAME_BYTES)
  return decode(agreementSchema, agreement.body, 'agreement', MAX_FRAME_BYTES)
}
