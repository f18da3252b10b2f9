import type { OnPrint, PrintStream } from '#peer/ports/compute.ts'
import { MalformedError } from '#protocol/errors.ts'
import {
  decodeWasiInput,
  decodeWasiShared,
  encodeWasiOutput,
  type WasiPreopen,
} from '#protocol/task/wasi-input.ts'
import { type Ended, functionOf, LimitCrossed, type ProgramLimits, runMetered } from './metered.ts'
import { findChanges, takeSnapshot } from './wasi/changes.ts'
import { VirtualClock } from './wasi/clock.ts'
import { Descriptor, DescriptorTable } from './wasi/descriptors.ts'
import { WasiError } from './wasi/errno.ts'
import { WasiHost } from './wasi/host.ts'
import { FileNode, StreamNode, type Volume } from './wasi/nodes.ts'
import { ProgramExit } from './wasi/process-calls.ts'
import { directoryRights, inheritableRights, inputRights, outputRights } from './wasi/rights.ts'
import { ENTRY_BYTES, Storage } from './wasi/storage.ts'
import { growTree } from './wasi/tree.ts'
import { Wanted } from './wasi/wanted.ts'

function cutLog(streams: readonly Uint8Array[], maxBytes: number): string {
  let left = maxBytes
  let dropped = 0
  let log = ''
  for (const stream of streams) {
    const kept = stream.subarray(0, left)
    log += new TextDecoder().decode(kept)
    left -= kept.byteLength
    dropped += stream.byteLength - kept.byteLength
  }
  return dropped > 0 ? `${log}\nLoam: ${dropped} more bytes dropped\n` : log
}

/** Throws once more than `limitBytes` were spent on what a program hands back. */
function outputBudget(limitBytes: number): (bytes: number) => void {
  let left = limitBytes
  return (bytes) => {
    left -= bytes
    if (left < 0) {
      throw new LimitCrossed('output', `The output is over the limit of ${limitBytes} bytes`)
    }
  }
}

/** Directories by the name the program knows them by; parts that share one are one directory. */
function mountAll(volume: Volume, preopens: readonly WasiPreopen[], step: (steps: number) => void) {
  return [...Map.groupBy(preopens, ({ guestPath }) => guestPath)].map(([guestPath, parts]) => {
    const entries = parts.flatMap((part) => part.entries)
    const root = growTree(volume, entries, step)
    const isChosen = parts.every((part) => part.outputs)
    const wanted = new Wanted(!isChosen)
    for (const output of isChosen ? parts.flatMap((part) => part.outputs ?? []) : []) {
      wanted.add(output, (name) => {
        step(1)
        volume.storage.take(ENTRY_BYTES + name.length)
      })
    }
    return { guestPath, root, wanted, snapshot: takeSnapshot(root) }
  })
}

/** A job's shared directories are the same bytes in every run, so they are read once. */
const sharedPreopens = new WeakMap<Uint8Array, readonly WasiPreopen[]>()

function readShared(shared: Uint8Array): readonly WasiPreopen[] {
  const read = sharedPreopens.get(shared) ?? decodeWasiShared(shared)
  sharedPreopens.set(shared, read)
  return read
}

/** Everything one run of a command sees and leaves. @throws {LimitCrossed} {MalformedError} {WasiError} */
function prepare(
  shared: Uint8Array,
  input: Uint8Array,
  limits: ProgramLimits,
  onPrint: OnPrint | undefined,
) {
  const { args, env, stdin, preopens } = decodeWasiInput(input)
  const volume: Volume = { storage: new Storage(limits.memoryBytes), clock: new VirtualClock() }
  const spend = outputBudget(limits.outputBytes)
  const streamTo = (stream: PrintStream) =>
    new StreamNode(volume, (bytes) => {
      spend(bytes.byteLength)
      onPrint?.(stream, bytes)
    })
  const stdout = streamTo('stdout')
  const stderr = streamTo('stderr')
  let setUpSteps = 0
  const mounts = mountAll(volume, [...readShared(shared), ...preopens], (steps) => {
    setUpSteps += steps
  })
  const descriptors = new DescriptorTable()
  descriptors.add(new Descriptor(new FileNode(volume, stdin), { base: inputRights }))
  descriptors.add(new Descriptor(stdout, { base: outputRights }))
  descriptors.add(new Descriptor(stderr, { base: outputRights }))
  for (const { root, guestPath } of mounts) {
    const grant = { base: directoryRights, inheriting: inheritableRights, preopen: guestPath }
    descriptors.add(new Descriptor(root, grant))
  }
  const host = new WasiHost({ args, env, descriptors, volume, seed: input, setUpSteps })
  const collect = (): Uint8Array<ArrayBuffer> => {
    const spendChanges = outputBudget(limits.outputBytes)
    spendChanges(stdout.view().byteLength + stderr.view().byteLength)
    const changes = mounts
      .map(({ guestPath, root, snapshot, wanted }) => ({
        guestPath,
        ...findChanges(root, snapshot, wanted, spendChanges),
      }))
      .filter(({ written, removed }) => written.length + removed.length > 0)
    const output = encodeWasiOutput({ stdout: stdout.view(), stderr: stderr.view(), changes })
    outputBudget(limits.outputBytes)(output.byteLength)
    return new Uint8Array(output)
  }
  return {
    host,
    storage: volume.storage,
    collect,
    log: () => cutLog([stdout.view(), stderr.view()], limits.logBytes),
  }
}

/**
 * Runs a `wasi` program: an unmodified WASI preview 1 command in any language.
 *
 * `input` is a `WasiInput`, `shared` its directories that every subtask sees, the output a
 * `WasiOutput`, all in dag-cbor; there is output whatever the outcome. Clock and randomness are
 * virtual: the same input gives the same bytes and gas. What is printed and written counts against
 * `outputBytes` when handed back. Files share `memoryBytes` with the program's memory (`Storage`).
 * The log repeats what is printed, up to `logBytes`.
 *
 * @param onPrint sees what is printed when it is; the bytes are the program's until it returns.
 */
export function runWasi(
  module: WebAssembly.Module,
  shared: Uint8Array,
  input: Uint8Array,
  limits: ProgramLimits,
  onPrint?: OnPrint,
): Ended {
  let prepared: ReturnType<typeof prepare>
  try {
    prepared = prepare(shared, input, limits, onPrint)
  } catch (error) {
    if (error instanceof WasiError) {
      const message = `What is given takes more than the limit of ${limits.memoryBytes} bytes`
      return { kind: 'failed', reason: 'refused', message }
    }
    if (!(error instanceof LimitCrossed) && !(error instanceof MalformedError)) throw error
    return { kind: 'failed', reason: 'refused', message: error.message }
  }
  const { host, storage, collect, log } = prepared
  const ended = runMetered(module, {
    instantiate: () => new WebAssembly.Instance(module, { wasi_snapshot_preview1: host.imports }),
    limits,
    heldBytes: storage.taken,
    log,
    body: ({ exports, memory, gas, share }) => {
      storage.shareWith(share)
      host.attach({ memory, gas })
      let exitCode = 0
      try {
        functionOf(exports, '_start')()
      } catch (error) {
        if (!(error instanceof ProgramExit)) throw error
        exitCode = error.exitCode
      }
      return { exitCode, output: new Uint8Array(0) }
    },
  })
  if (ended.kind === 'failed') return ended
  try {
    return { ...ended, output: collect() }
  } catch (error) {
    if (!(error instanceof LimitCrossed)) throw error
    return { kind: 'failed', reason: error.reason, message: error.message }
  }
}
