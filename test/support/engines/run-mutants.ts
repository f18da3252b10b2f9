/**
 * Mutates one module many times over, and runs whatever the gate lets through. Prints what came of
 * it; ends with an error where the gate threw, let through what the engine refuses, or a mutant
 * ended as nothing a program may end as.
 *
 * run-mutants.ts FORMAT FILE COUNT SEED
 */
import { readFile } from 'node:fs/promises'
import { encodeWasiInput, encodeWasiShared } from '#protocol/task/wasi-input.ts'
import { runKernel } from '#worker-runtime/formats/kernel.ts'
import { takeMemoryFromHost } from '#worker-runtime/formats/kernel-instances.ts'
import { runWasi } from '#worker-runtime/formats/wasi.ts'
import { gate } from '#worker-runtime/gate/gate.ts'

const [asked, file = '', count = '0', seed = '1'] = process.argv.slice(2)
const format = asked === 'wasi' ? 'wasi' : 'kernel'
const someFile = { kind: 'file', path: 'a', bytes: new Uint8Array([65, 66]) } as const
const data = {
  kernel: { shared: new Uint8Array([9]), input: new Uint8Array([0, 1, 2, 3, 4]) },
  wasi: {
    shared: encodeWasiShared([]),
    input: encodeWasiInput({
      args: ['program', 'env', 'read', 'a', 'write', 'b', 'text', 'cat'],
      env: ['A=b'],
      stdin: new Uint8Array([67, 68]),
      preopens: [{ guestPath: '/', entries: [someFile] }],
    }),
  },
}
const limits = { gas: 200_000n, memoryBytes: 2 ** 26, outputBytes: 2 ** 16, logBytes: 1_024 }

let state = Number(seed) >>> 0 || 1
function below(bound: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state = (state ^ (state << 5)) >>> 0
  return state % bound
}

type Bytes = Uint8Array<ArrayBuffer>

/** A few opcodes and counts that mean something almost anywhere. */
const TELLING = [
  0x00, 0x01, 0x03, 0x04, 0x0b, 0x0e, 0x10, 0x11, 0x40, 0x7f, 0x80, 0xfc, 0xfd, 0xfe, 0xff,
]

/** The first three keep the length, and with it most of the module's chance to be valid. */
const mutations: ReadonlyArray<(bytes: Bytes) => Bytes> = [
  (bytes) => {
    bytes[below(bytes.length)] = below(256)
    return bytes
  },
  (bytes) => {
    const at = below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
    return bytes
  },
  (bytes) => {
    bytes[below(bytes.length)] = TELLING[below(TELLING.length)] ?? 0
    return bytes
  },
  (bytes) => {
    const at = below(bytes.length)
    const length = 1 + below(8)
    return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + length)])
  },
  (bytes) => {
    const at = below(bytes.length)
    const from = below(bytes.length)
    const copied = bytes.subarray(from, from + 1 + below(8))
    return new Uint8Array([...bytes.subarray(0, at), ...copied, ...bytes.subarray(at)])
  },
  (bytes) => {
    const [to, from] = [below(bytes.length), below(bytes.length)]
    bytes.copyWithin(to, from, from + 1 + below(16))
    return bytes
  },
  (bytes) => bytes.slice(0, below(bytes.length)),
]

function mutate(plain: Bytes): Bytes {
  let bytes = plain.slice()
  for (let left = 1 + below(3); left > 0; left--) {
    bytes = mutations[below(below(4) > 0 ? 3 : mutations.length)]?.(bytes) ?? bytes
    if (bytes.length === 0) return bytes
  }
  return bytes
}

function endOf(bytes: Bytes): string {
  const verdict = gate(bytes, { format })
  if (verdict.kind === 'refused') return `refused: ${verdict.feature}`
  // Throws where the gate accepted what is not valid, or broke it.
  const metered = format === 'wasi' ? verdict.module : takeMemoryFromHost(verdict.module)
  const module = new WebAssembly.Module(metered)
  const run = format === 'wasi' ? runWasi : runKernel
  const ended = run(module, data[format].shared, data[format].input, limits)
  if (ended.kind === 'done') {
    if (ended.gas > limits.gas) throw new Error(`${ended.gas} gas of ${limits.gas}`)
    return ended.outcome.kind
  }
  if (ended.reason === 'crashed') throw new Error(`The host failed: ${ended.message}`)
  return `host: ${ended.reason}`
}

const plain = new Uint8Array(await readFile(file))
const ends = new Map<string, number>()
for (let index = 0; index < Number(count); index++) {
  const before = state
  try {
    const end = endOf(mutate(plain))
    ends.set(end, (ends.get(end) ?? 0) + 1)
  } catch (error) {
    throw new Error(`Mutant ${index} of ${file}, seed ${before}`, { cause: error })
  }
}
process.stdout.write(`${JSON.stringify(Object.fromEntries(ends))}\n`)
