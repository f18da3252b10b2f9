import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Files by path, in one directory that is also where the program runs. */
export type Files = Readonly<Record<string, Uint8Array>>

export interface ProgramRun {
  /** The first is the program's name. */
  readonly args: readonly string[]
  readonly env?: readonly string[]
  readonly stdin?: Uint8Array
  readonly files?: Files
}

export interface ProgramEnd {
  readonly exitCode: number
  readonly stdout: Uint8Array
  readonly stderr: Uint8Array
  /** All files there are afterwards. */
  readonly files: Files
}

async function readTree(root: string, prefix = ''): Promise<Record<string, Uint8Array>> {
  const found: Record<string, Uint8Array> = {}
  for (const entry of await readdir(join(root, prefix), { withFileTypes: true })) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    if (entry.isDirectory()) Object.assign(found, await readTree(root, path))
    else found[path] = new Uint8Array(await readFile(join(root, path)))
  }
  return found
}

/** Runs a native command in a directory of its own that holds the given files. */
export async function runNative(command: readonly string[], run: ProgramRun): Promise<ProgramEnd> {
  const [executable = '', ...fixed] = command
  const folder = await mkdtemp(join(tmpdir(), 'loam-native-'))
  try {
    for (const [path, bytes] of Object.entries(run.files ?? {})) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), bytes)
    }
    const ended = await new Promise<Omit<ProgramEnd, 'files'>>((resolve, reject) => {
      const options = {
        cwd: folder,
        encoding: 'buffer',
        maxBuffer: 2 ** 28,
        env: Object.fromEntries(
          (run.env ?? []).map((each) => {
            const at = each.indexOf('=')
            return [each.slice(0, at), each.slice(at + 1)]
          }),
        ),
      } as const
      const args = [...fixed, ...run.args.slice(1)]
      const child = execFile(executable, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code
        if (typeof code !== 'number') reject(error ?? new Error('No exit code'))
        else {
          resolve({
            exitCode: code,
            stdout: new Uint8Array(stdout),
            stderr: new Uint8Array(stderr),
          })
        }
      })
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(run.stdin ?? new Uint8Array(0))
    })
    return { ...ended, files: await readTree(folder) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
