import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { compileProbeCommand } from '#test/support/probe-command.ts'
import { compileProbeKernel } from '#test/support/probe-kernel.ts'

const setup = resolve(import.meta.dirname, '../../cli/setup.mjs')

interface Ended {
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

function start(...words: string[]) {
  return spawn(process.execPath, [setup, 'loam', 'exec', ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

async function exec(...words: string[]): Promise<Ended> {
  const child = start(...words)
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (bytes) => out.push(bytes))
  child.stderr.on('data', (bytes) => err.push(bytes))
  const [code] = await once(child, 'close')
  return { code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() }
}

/** What the probe command is told, as words of the command line. */
const told = (...words: string[]) => words.flatMap((word) => ['--arg', word])
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const lastLine = (bytes: Buffer) => JSON.parse(bytes.toString().trimEnd().split('\n').at(-1) ?? '')

/** Every process that this one started, and those that they did. */
function descendantsOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent: number): number[] =>
    rows.flatMap(([each = 0, above]) => (above === parent ? [each, ...below(each)] : []))
  return below(pid)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A report without what differs from run to run. */
type Report = Readonly<Record<string, unknown>>
const timeless = ({ seconds, ...report }: Report): Report => {
  expect(typeof seconds).toBe('number')
  return report
}

let folder: string
let probe: string
let kernel: string

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'loam-exec-')))
  probe = join(folder, 'probe.wasm')
  kernel = join(folder, 'kernel.wasm')
  await writeFile(probe, await compileProbeCommand())
  await writeFile(kernel, await compileProbeKernel())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function execBatch(engine: string, lines: readonly unknown[]) {
  const file = join(folder, 'batch.jsonl')
  await writeFile(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
  const { code, stdout, stderr } = await exec('--batch', file, '--engine', engine)
  expect(stderr).toBe('')
  const reports: Report[] = stdout
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { code, reports }
}

describe.each(['node', 'chromium'])('loam exec in %s', (engine) => {
  let home: string
  let outside: string

  beforeEach(async () => {
    const place = await mkdtemp(join(folder, 'case-'))
    home = join(place, 'home')
    outside = join(place, 'outside')
    await mkdir(home)
    await mkdir(outside)
    await writeFile(join(outside, 'kept'), 'old')
  })

  const onHome = (...words: string[]) =>
    exec(probe, '--engine', engine, '--dir', `${home}::/data`, ...words)

  test('is the program to whoever calls it: its streams, its exit code, and nothing more', async () => {
    const stdin = join(home, 'in')
    await writeFile(stdin, Buffer.from([0, 255, 10, 13, 0]))
    const words = told('cat', 'env', 'err', 'oh\n', 'out', 'no newline', 'exit', '42')
    const given = ['--stdin', stdin, '--env', 'NAME=value', '--env', 'EMPTY=']
    const { code, stdout, stderr } = await exec(probe, '--engine', engine, ...given, ...words)
    expect(stdout).toEqual(
      Buffer.concat([
        Buffer.from([0, 255, 10, 13, 0]),
        Buffer.from('NAME=value\nEMPTY=\nno newline'),
      ]),
    )
    expect(stderr).toBe('oh\n')
    expect(code).toBe(42)
  })

  test('reports on the last line, and copies back what changed', async () => {
    await mkdir(join(home, 'old/deep'), { recursive: true })
    await writeFile(join(home, 'old/deep/file'), 'x')
    await writeFile(join(home, 'same'), 'same')
    await writeFile(join(home, 'changed'), 'long before')
    await symlink('same', join(home, 'link'))
    const words = told(
      ...['read', 'link', 'write', 'changed', 'after', 'mkdir', 'new', 'write', 'new/file', '1'],
      ...['symlink', '../same', 'new/link', 'unlink', 'old/deep/file', 'rmdir', 'old/deep'],
      ...['rename', 'old', 'renamed', 'unlink', 'link'],
    )
    const { code, stdout, stderr } = await onHome('--json', ...words)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout.toString()).toMatch(/^same\n\{.*\}\n$/)
    expect(timeless(lastLine(stdout))).toEqual({
      exitCode: 0,
      trap: false,
      refused: null,
      limit: null,
      failed: null,
      advice: null,
      gas: expect.stringMatching(/^\d+$/),
      stdoutSha256: sha256(Buffer.from('same')),
      files: ['changed', 'new/', 'new/file', 'new/link', 'renamed/'].map((path) =>
        join(home, path),
      ),
      removed: ['link', 'old'].map((path) => join(home, path)),
    })
    expect((await readdir(home, { recursive: true })).sort()).toEqual(
      ['changed', 'new', 'new/file', 'new/link', 'renamed', 'same'].sort(),
    )
    expect(await readFile(join(home, 'changed'), 'utf8')).toBe('after')
    expect(await readlink(join(home, 'new/link'))).toBe('../same')
  })

  test('lets a hostile program touch nothing outside the directory', async () => {
    await symlink(outside, join(home, 'door'))
    await symlink(join(outside, 'kept'), join(home, 'window'))
    const evil = join(outside, 'evil')
    const words = told(
      ...['write', '../outside/evil', 'x', 'write', evil, 'x', 'write', '../../evil', 'x'],
      ...['write', 'door/evil', 'x', 'write', 'window', 'x', 'read', 'window', 'read', evil],
      ...['unlink', 'door/kept', 'rename', 'door/kept', 'stolen', 'rename', 'window', 'moved'],
      ...['mkdir', 'a', 'symlink', '../../outside', 'a/up', 'symlink', outside, 'abs'],
      ...[
        'symlink',
        'a/../../outside',
        'around',
        'write',
        'a/up/evil',
        'x',
        'write',
        'abs/evil',
        'x',
      ],
      ...['write', 'around/evil', 'x', 'symlink', '..', 'parent', 'write', 'parent/evil', 'x'],
      ...['unlink', 'door', 'mkdir', 'door', 'write', 'door/inside', 'x'],
    )
    const { stdout, stderr } = await onHome(...words)
    expect(stdout.toString()).toBe('')
    expect(stderr).toContain('did not write back')
    expect(await readdir(outside)).toEqual(['kept'])
    expect(await readFile(join(outside, 'kept'), 'utf8')).toBe('old')
    expect((await readdir(join(home, '..'))).sort()).toEqual(['home', 'outside'])
    // What has a place inside is there: the link gave way to a directory of the same name.
    expect(await readdir(join(home, 'door'))).toEqual(['inside'])
  })

  test('gives several directories, each with what it changed', async () => {
    const words = [
      '--dir',
      `${outside}::other`,
      ...told('write', 'a', '1', 'at', '4', 'write', 'b', '2'),
    ]
    expect((await onHome(...words)).code).toBe(0)
    expect(await readFile(join(home, 'a'), 'utf8')).toBe('1')
    expect(await readFile(join(outside, 'b'), 'utf8')).toBe('2')
  })

  test('leaves directories alone when the program does not end by itself', async () => {
    expect((await onHome(...told('write', 'half', '1', 'trap'))).code).toBe(134)
    expect(await readdir(home)).toEqual([])
  })

  test('ends each by its own code, many in one browser', async () => {
    await writeFile(join(home, 'none.wasm'), 'not wasm')
    await writeFile(join(home, 'echo'), Buffer.from([0, 5]))
    const line = (...words: string[]) => [probe, ...words]
    const out = join(home, 'stdout')
    const { code, reports } = await execBatch(engine, [
      { program: probe, args: ['out', 'hello', 'exit', '7'], stdout: out },
      line(...told('trap')),
      line(...told('recurse')),
      line(...told('out', 'before', 'spin'), '--gas', '200000'),
      line(...told('spin'), '--seconds', '0.3'),
      line(...told('grow'), '--memory', '4'),
      [join(home, 'none.wasm')],
      [join(home, 'missing.wasm')],
      'nonsense',
      { program: kernel, stdin: join(home, 'echo'), shared: join(home, 'echo') },
      { program: kernel, format: 'wasi' },
      line(...told('out', 'hello')),
    ])
    expect(code).toBe(1)
    expect(reports.map(({ exitCode, trap, limit }) => [exitCode, trap, limit])).toEqual([
      [7, false, null],
      [134, true, null],
      [134, true, null],
      [137, false, 'gas'],
      [137, false, 'seconds'],
      [137, false, 'memory'],
      [2, false, null],
      [2, false, null],
      [2, false, null],
      [0, false, null],
      [2, false, null],
      [0, false, null],
    ])
    expect(await readFile(out, 'utf8')).toBe('hello')
    expect(reports[0]?.stdoutSha256).toBe(sha256(Buffer.from('hello')))
    expect(reports[3]).toMatchObject({ gas: '200000', stdoutSha256: sha256(Buffer.from('before')) })
    expect(reports[6]?.refused).toMatch(/Not a WASM/)
    expect(reports[7]?.refused).toMatch(/missing.wasm cannot be read/)
    expect(reports[8]?.refused).toMatch(/no command/)
    expect(reports[9]?.stdoutSha256).toBe(sha256(Buffer.from([0, 5, 0, 5])))
    expect(reports[10]?.refused).toMatch(/_start/)
  })

  test('says plainly which limit a program met', async () => {
    const { code, stdout, stderr } = await exec(
      probe,
      ...['--engine', engine, '--seconds', '2', '--json'],
      ...told('out', 'working', 'spin'),
    )
    expect(code).toBe(137)
    expect(stderr).toBe(
      'probe.wasm was stopped: it ran longer than it may, 2 s (--seconds).\n' +
        'Give it longer with --seconds, or leave --seconds out.\n',
    )
    expect(stdout.toString()).toMatch(/^working\n\{.*\}\n$/)
  })

  test('carries large input and output', async () => {
    const bytes = randomBytes(100 * 2 ** 20)
    const stdin = join(home, 'big')
    await writeFile(stdin, bytes)
    const { code, stdout } = await exec(probe, '--engine', engine, '--stdin', stdin, ...told('cat'))
    expect(code).toBe(0)
    expect(sha256(stdout)).toBe(sha256(bytes))
    const printed = await exec(probe, '--engine', engine, ...told('print', `${50 * 2 ** 20}`))
    expect(printed.stdout.byteLength).toBe(50 * 2 ** 20)
  })

  test('runs plain, and then counts nothing', async () => {
    const { code, stdout } = await exec(
      probe,
      ...['--engine', engine, '--plain', '--json'],
      ...told('out', 'hello\n', 'exit', '3'),
    )
    expect(code).toBe(3)
    expect(lastLine(stdout)).toMatchObject({ exitCode: 3, gas: null })
    const tooDeep = await exec(probe, '--engine', engine, '--plain', ...told('recurse'))
    expect(tooDeep.stderr).toMatch('nested too deeply')
    expect(tooDeep.code).toBe(134)
  })

  test('ends at once on Ctrl-C, with all it started', async () => {
    const child = start(probe, '--engine', engine, ...told('out', 'working', 'spin'))
    const [printed] = await once(child.stdout, 'data')
    expect(`${printed}`).toBe('working')
    const started = descendantsOf(child.pid ?? 0)
    expect(started.length).toBeGreaterThan(engine === 'chromium' ? 3 : 0)
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    expect(code).toBe(130)
    await vi.waitFor(() => expect(started.filter(isAlive)).toEqual([]), 30_000)
  })
})

test('reads what is piped in, and ends when nobody reads what it prints', async () => {
  const endless = join(folder, 'endless.wasm')
  await writeFile(
    endless,
    await assemble(`(module
      (import "wasi_snapshot_preview1" "fd_write"
        (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (data (i32.const 0) "\\08\\00\\00\\00\\02\\00\\00\\00y\\0a")
      (func (export "_start")
        (loop (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))) (br 0))))`),
  )
  const words = ['--engine', 'node', '--stdin', '-']
  const cat = start(probe, ...words, ...told('cat'))
  cat.stdin.end('piped')
  const [said] = await once(cat.stdout, 'data')
  expect(said.toString()).toBe('piped')
  const yes = start(endless, '--engine', 'node')
  await once(yes.stdout, 'data')
  yes.stdout.destroy()
  await once(yes, 'close')
})

test('counts the same gas in both engines', async () => {
  const lines = [
    { program: probe, args: ['out', 'hello', 'exit', '7'] },
    [probe, ...told('recurse')],
    [probe, ...told('grow'), '--memory', '4'],
    [probe, '--env', 'A=1', ...told('env')],
  ]
  const [node, chromium] = [await execBatch('node', lines), await execBatch('chromium', lines)]
  expect(chromium.reports.map(timeless)).toEqual(node.reports.map(timeless))
})

test('refuses a command that cannot be meant, with exit code 2', async () => {
  const { code, stdout, stderr } = await exec(probe, '--gas', 'much', '--engine', 'node')
  expect(code).toBe(2)
  expect(stdout.toString()).toBe('')
  expect(stderr).toBe('--gas wants a whole number from 1 to 9223372036854775807, not "much".\n')
})
