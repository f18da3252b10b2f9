import { ProgramFault } from '../metered.ts'
import { clockIds, TICK_NS } from './clock.ts'
import type { HostContext, HostFunction } from './context.ts'
import { require, WasiError } from './errno.ts'
import { poll } from './poll.ts'

/** How the program ends itself; the host's functions throw it through the program's own. */
export class ProgramExit extends Error {
  readonly exitCode: number
  constructor(exitCode: number) {
    super(`The program exits with ${exitCode}`)
    this.exitCode = exitCode
  }
}

const MAX_SIGNAL = 30
/** `none`, `pipe`, `chld`, `cont`, `urg` and `winch`; all others end or stop a process. */
const HARMLESS_SIGNALS: ReadonlySet<number> = new Set([0, 13, 16, 17, 22, 28])
const RANDOM_CHUNK_BYTES = 65_536

/** Calls on the process: its words, clocks, randomness and end. There are no sockets. */
export function processCalls(
  context: HostContext,
  given: {
    readonly args: readonly string[]
    readonly env: readonly string[]
    /** The next bytes of the run's randomness, paid for. @throws {ProgramFault} out of gas */
    readonly random: (bytes: number) => Uint8Array
  },
): Record<string, HostFunction> {
  const { memory, descriptors, volume } = context

  /** `_sizes_get` and `_get` for a list of words, each ended by a zero byte. */
  function words(list: readonly string[]): { sizes: HostFunction; get: HostFunction } {
    const encoder = new TextEncoder()
    const encoded = list.map((word) => encoder.encode(`${word}\0`))
    const total = encoded.reduce((sum, each) => sum + each.byteLength, 0)
    return {
      sizes: (countResult: number, bytesResult: number) => {
        memory.check(bytesResult, 4)
        memory.setU32(countResult, encoded.length)
        memory.setU32(bytesResult, total)
        return undefined
      },
      get: (pointers: number, buffer: number) => {
        context.chargeBytes(total)
        context.chargeStep(encoded.length)
        const view = memory.view(pointers, encoded.length * 4)
        const bytes = memory.range(buffer, total)
        let at = 0
        for (const [index, word] of encoded.entries()) {
          view.setUint32(index * 4, buffer + at, true)
          bytes.set(word, at)
          at += word.byteLength
        }
        return undefined
      },
    }
  }

  const notASocket: HostFunction = (fd: number) => {
    descriptors.get(fd)
    throw new WasiError('notsock')
  }
  const args = words(given.args)
  const env = words(given.env)

  return {
    args_get: args.get,
    args_sizes_get: args.sizes,
    environ_get: env.get,
    environ_sizes_get: env.sizes,
    clock_res_get: (id: number, result: number) => {
      require(id <= clockIds.threadCpuTime, 'inval')
      memory.setU64(result, TICK_NS)
      return undefined
    },
    clock_time_get: (id: number, _precisionNs: bigint, result: number) => {
      require(id <= clockIds.threadCpuTime, 'inval')
      memory.check(result, 8)
      volume.clock.tick()
      memory.setU64(result, volume.clock.read(id))
      return undefined
    },
    poll_oneoff: (input: number, output: number, count: number, result: number) =>
      poll(context, input, output, count, result),
    proc_exit: (exitCode: number) => {
      throw new ProgramExit(exitCode)
    },
    proc_raise: (signal: number) => {
      require(signal <= MAX_SIGNAL, 'inval')
      if (!HARMLESS_SIGNALS.has(signal)) throw new ProgramFault(`The program raised ${signal}`)
      return undefined
    },
    random_get: (pointer: number, length: number) => {
      const buffer = memory.range(pointer, length)
      for (let at = 0; at < length; at += RANDOM_CHUNK_BYTES) {
        const piece = buffer.subarray(at, at + RANDOM_CHUNK_BYTES)
        piece.set(given.random(piece.byteLength))
      }
      return undefined
    },
    sched_yield: () => undefined,
    sock_accept: notASocket,
    sock_recv: notASocket,
    sock_send: notASocket,
    sock_shutdown: notASocket,
  }
}
