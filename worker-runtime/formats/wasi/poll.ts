import { clockIds, type VirtualClock } from './clock.ts'
import type { HostContext } from './context.ts'
import { errno, require, WasiError } from './errno.ts'
import { StreamNode } from './nodes.ts'

const SUBSCRIPTION_BYTES = 48
const EVENT_BYTES = 32
/** As many as there may be descriptors, and clocks beside them. */
const MAX_SUBSCRIPTIONS = 4_096
const eventTypes = { clock: 0, read: 1, write: 2 } as const
const ABSOLUTE = 1
/** What a pipe takes without waiting. */
const PIPE_BYTES = 65_536

const compare = (a: bigint, b: bigint) => (a < b ? -1 : 1)

interface Event {
  readonly userdata: bigint
  readonly type: number
  readonly errno: number
  readonly bytes: number
}
/** An event that has happened, or the time at which it will. */
type Pending = Event & { readonly dueNs?: bigint }

function readClock(record: DataView, clock: VirtualClock): { dueNs?: bigint; errno: number } {
  const id = record.getUint32(16, true)
  const timeoutNs = record.getBigUint64(24, true)
  const flags = record.getUint16(40, true)
  if (id > clockIds.threadCpuTime || flags > ABSOLUTE) return { errno: errno.inval }
  const startNs = flags === ABSOLUTE ? clock.nowNs - clock.read(id) : clock.nowNs
  return { dueNs: startNs + timeoutNs, errno: errno.success }
}

/** How many bytes can be read or written now. Files and pipes are always ready. */
function readyBytes(context: HostContext, fd: number, type: number): number {
  const descriptor = context.descriptors.get(fd)
  descriptor.need('poll_fd_readwrite', type === eventTypes.read ? 'fd_read' : 'fd_write')
  const { node, position } = descriptor
  if (node instanceof StreamNode || type === eventTypes.write) return PIPE_BYTES
  return Math.max(0, node.size - Number(position))
}

function readSubscription(context: HostContext, record: DataView): Pending {
  const userdata = record.getBigUint64(0, true)
  const type = record.getUint8(8)
  require(type <= eventTypes.write, 'inval')
  if (type === eventTypes.clock) {
    return { userdata, type, bytes: 0, ...readClock(record, context.volume.clock) }
  }
  try {
    const bytes = readyBytes(context, record.getUint32(16, true), type)
    return { userdata, type, bytes, errno: errno.success }
  } catch (error) {
    if (!(error instanceof WasiError)) throw error
    return { userdata, type, bytes: 0, errno: error.errno }
  }
}

function writeEvent(view: DataView, at: number, event: Event): void {
  for (let word = 0; word < EVENT_BYTES; word += 8) view.setBigUint64(at + word, 0n)
  view.setBigUint64(at, event.userdata, true)
  view.setUint16(at + 8, event.errno, true)
  view.setUint8(at + 10, event.type)
  view.setBigUint64(at + 16, BigInt(event.bytes), true)
}

/**
 * `poll_oneoff`: tells all that has happened, in the order asked. Where nothing has, the clock
 * goes on to the first time that was asked for. What is wrong with one subscription is its event.
 */
export function poll(
  context: HostContext,
  input: number,
  output: number,
  count: number,
  result: number,
): undefined {
  require(count > 0 && count <= MAX_SUBSCRIPTIONS, 'inval')
  const { memory, volume } = context
  const records = memory.view(input, count * SUBSCRIPTION_BYTES)
  const events = memory.view(output, count * EVENT_BYTES)
  memory.check(result, 4)
  const pending = Array.from({ length: count }, (_, index) => {
    context.chargeStep()
    const at = records.byteOffset + index * SUBSCRIPTION_BYTES
    return readSubscription(context, new DataView(records.buffer, at, SUBSCRIPTION_BYTES))
  })
  const isWaiting = pending.every(({ dueNs }) => dueNs !== undefined)
  const [firstNs = 0n] = pending.map(({ dueNs = 0n }) => dueNs).sort(compare)
  if (isWaiting) volume.clock.advanceTo(firstNs)
  const { nowNs } = volume.clock
  const happened = pending.filter(({ dueNs }) => dueNs === undefined || dueNs <= nowNs)
  for (const [index, event] of happened.entries()) writeEvent(events, index * EVENT_BYTES, event)
  memory.setU32(result, happened.length)
  return undefined
}
