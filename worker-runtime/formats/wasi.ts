import {
  Directory,
  wasi as definitions,
  Fd,
  File,
  Inode,
  OpenFile,
  PreopenDirectory,
  WASIProcExit,
} from '@bjorn3/browser_wasi_shim'
import { MalformedError } from '#protocol/errors.ts'
import {
  decodeWasiInput,
  decodeWasiShared,
  encodeWasiOutput,
  type WasiEntry,
  type WasiPreopen,
} from '#protocol/task/wasi-input.ts'
import { type Ended, functionOf, LimitCrossed, type ProgramLimits, runMetered } from './metered.ts'
import { WasiHost } from './wasi-host.ts'

/** Collects what a program prints, up to a limit that both its streams share. */
class Printed extends Fd {
  readonly #chunks: Uint8Array[] = []
  readonly #spend: (bytes: number) => void

  constructor(spend: (bytes: number) => void) {
    super()
    this.#spend = spend
  }

  override fd_fdstat_get() {
    const fdstat = new definitions.Fdstat(definitions.FILETYPE_CHARACTER_DEVICE, 0)
    fdstat.fs_rights_base = BigInt(definitions.RIGHTS_FD_WRITE)
    return { ret: definitions.ERRNO_SUCCESS, fdstat }
  }

  override fd_write(data: Uint8Array) {
    this.#spend(data.byteLength)
    this.#chunks.push(data)
    return { ret: definitions.ERRNO_SUCCESS, nwritten: data.byteLength }
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#chunks.reduce((sum, each) => sum + each.byteLength, 0))
    let at = 0
    for (const chunk of this.#chunks) {
      all.set(chunk, at)
      at += chunk.byteLength
    }
    return all
  }
}

/** A directory's tree, sorted so that listing it is the same everywhere. */
function growTree(preopens: readonly WasiPreopen[]): Map<string, Inode> {
  const root = new Map<string, Inode>()
  const entries = new Map(
    preopens.flatMap((each) => each.entries).map((entry) => [entry.path, entry]),
  )
  for (const path of [...entries.keys()].sort()) {
    const entry = entries.get(path)
    const parts = path.split('/')
    const name = parts.pop() ?? path
    let directory = root
    for (const part of parts) {
      let next = directory.get(part)
      if (!next) {
        next = new Directory(new Map())
        directory.set(part, next)
      }
      if (!(next instanceof Directory)) throw new LimitCrossed('refused', `${path} is under a file`)
      directory = next.contents
    }
    if (directory.has(name)) throw new LimitCrossed('refused', `${path} is a directory`)
    if (entry?.kind === 'file') directory.set(name, new File(new Uint8Array(entry.bytes)))
    else directory.set(name, new Directory(new Map()))
  }
  return root
}

function listFiles(contents: Map<string, Inode>, above = ''): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  for (const [name, inode] of contents) {
    if (inode instanceof File) found.set(`${above}${name}`, inode.data)
    if (!(inode instanceof Directory)) continue
    for (const [path, bytes] of listFiles(inode.contents, `${above}${name}/`))
      found.set(path, bytes)
  }
  return found
}

const same = (a: Uint8Array, b: Uint8Array | undefined) =>
  b !== undefined && a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at])

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

/** Everything one run of a command sees and leaves. @throws {LimitCrossed} {MalformedError} */
function prepare(shared: Uint8Array, input: Uint8Array, limits: ProgramLimits) {
  // The shim numbers inodes on from run to run, and a program can read them.
  Object.assign(Inode, { next_ino: 1n })
  const { args, env, stdin, preopens } = decodeWasiInput(input)
  const named = Map.groupBy([...decodeWasiShared(shared), ...preopens], (each) => each.guestPath)
  const roots = [...named].map(([guestPath, parts]) => {
    const root = growTree(parts)
    const before = new Map([...listFiles(root)].map(([path, bytes]) => [path, bytes.slice()]))
    const outputs = parts.flatMap((part) => part.outputs ?? [])
    return { guestPath, root, before, outputs }
  })
  let left = limits.outputBytes
  const spend = (bytes: number) => {
    left -= bytes
    if (left < 0) {
      throw new LimitCrossed(
        'output',
        `The output is over the limit of ${limits.outputBytes} bytes`,
      )
    }
  }
  const stdout = new Printed(spend)
  const stderr = new Printed(spend)
  const host = new WasiHost({
    args,
    env,
    fds: [
      new OpenFile(new File(new Uint8Array(stdin))),
      stdout,
      stderr,
      ...roots.map(({ guestPath, root }) => new PreopenDirectory(guestPath, root)),
    ],
    seed: input,
    growthBytes: limits.memoryBytes,
  })
  const collect = () => {
    const changes = roots.flatMap(({ guestPath, root, before, outputs }) => {
      const after = listFiles(root)
      const written: WasiEntry[] = [...after]
        .filter(([path, bytes]) => !same(bytes, before.get(path)))
        .map(([path, bytes]) => ({ kind: 'file', path, bytes: new Uint8Array(bytes) }))
      const wanted = (path: string) => outputs.length === 0 || outputs.includes(path)
      const removed = [...before.keys()].filter((path) => !after.has(path) && wanted(path))
      const kept = written.filter(({ path }) => wanted(path))
      return kept.length + removed.length > 0 ? [{ guestPath, written: kept, removed }] : []
    })
    const output = encodeWasiOutput({ stdout: stdout.bytes(), stderr: stderr.bytes(), changes })
    if (output.byteLength > limits.outputBytes) spend(output.byteLength)
    return new Uint8Array(output)
  }
  return { host, collect, log: () => cutLog([stdout.bytes(), stderr.bytes()], limits.logBytes) }
}

/**
 * Runs a `wasi` program: an unmodified WASI preview 1 command in any language.
 *
 * `input` is a `WasiInput`, `shared` its directories that every subtask sees, the output a
 * `WasiOutput`, all in dag-cbor. Clock and randomness are virtual: the same input gives the same bytes and gas. What is
 * printed counts against `outputBytes`, and is repeated in the log up to `logBytes`.
 */
export function runWasi(
  module: WebAssembly.Module,
  shared: Uint8Array,
  input: Uint8Array,
  limits: ProgramLimits,
): Ended {
  let prepared: ReturnType<typeof prepare>
  try {
    prepared = prepare(shared, input, limits)
  } catch (error) {
    if (!(error instanceof LimitCrossed) && !(error instanceof MalformedError)) throw error
    return { kind: 'failed', reason: 'refused', message: error.message }
  }
  const { host, collect, log } = prepared
  return runMetered(module, {
    imports: { wasi_snapshot_preview1: host.imports },
    limits,
    log,
    body: ({ exports, memory, gas }) => {
      host.attach({ memory, gas })
      let exitCode = 0
      try {
        functionOf(exports, '_start')()
      } catch (error) {
        if (!(error instanceof WASIProcExit)) throw error
        exitCode = error.code
      }
      return { exitCode, output: collect() }
    },
  })
}
