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
  decodeWasiFiles,
  decodeWasiInput,
  encodeWasiOutput,
  type WasiFiles,
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

/** The tree of a program's root directory, sorted so that listing it is the same everywhere. */
function growTree(files: WasiFiles): Map<string, Inode> {
  const root = new Map<string, Inode>()
  for (const path of Object.keys(files).sort()) {
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
    directory.set(name, new File(new Uint8Array(files[path] ?? [])))
  }
  return root
}

function findFile(root: Map<string, Inode>, path: string): Uint8Array | undefined {
  let inode: Inode | undefined = new Directory(root)
  for (const part of path.split('/')) {
    inode = inode instanceof Directory ? inode.contents.get(part) : undefined
  }
  return inode instanceof File ? inode.data : undefined
}

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
  const { args, env, stdin, files, outputs } = decodeWasiInput(input)
  const root = growTree({ ...decodeWasiFiles(shared), ...files })
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
    env: Object.entries(env)
      .map(([name, value]) => `${name}=${value}`)
      .sort(),
    fds: [
      new OpenFile(new File(new Uint8Array(stdin))),
      stdout,
      stderr,
      new PreopenDirectory('/', root),
    ],
    seed: input,
    growthBytes: limits.memoryBytes,
  })
  const collect = () => {
    const found = outputs.flatMap((path) => {
      const bytes = findFile(root, path)
      return bytes ? [[path, new Uint8Array(bytes)] as const] : []
    })
    const errors = stderr.bytes()
    const output = encodeWasiOutput({
      stdout: stdout.bytes(),
      ...(errors.byteLength > 0 && { stderr: errors }),
      files: Object.fromEntries(found),
    })
    if (output.byteLength > limits.outputBytes) spend(output.byteLength)
    return new Uint8Array(output)
  }
  return { host, collect, log: () => cutLog([stdout.bytes(), stderr.bytes()], limits.logBytes) }
}

/**
 * Runs a `wasi` program: an unmodified WASI preview 1 command in any language.
 *
 * `input` is a `WasiInput`, `shared` a map of files under `/`, the output a `WasiOutput`, all in
 * dag-cbor. Clock and randomness are virtual: the same input gives the same bytes and gas. What is
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
