import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Compute } from '#peer/ports/compute.ts'
import {
  type BuiltProgram,
  buildBzip2,
  buildCensus,
  buildConcordance,
  buildInventory,
  buildMinimap2,
  type Missing,
  readModule,
} from '#test/programs/build-programs.ts'
import { computeOfTab, openComputeTab } from '#test/support/browser-compute.ts'
import {
  type Files,
  type ProgramEnd,
  type ProgramRun,
  runNative,
} from '#test/support/wasi/native-run.ts'
import { runSandboxed } from '#test/support/wasi/sandbox-run.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'

const PATIENCE_MS = 300_000
const text = (value: string) => new TextEncoder().encode(value)

/** Text of many sizes and repetitions, the same in every run. */
function makeText(lines: number): Uint8Array {
  const words = ['loam', 'grows', 'where', 'leaves', 'fall', 'é', 'and', 'worms', 'plough']
  const all: string[] = []
  for (let line = 0, seed = 1; line < lines; line++) {
    const picked: string[] = []
    for (let n = 0; n < 3 + (line % 9); n++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      picked.push(words[seed % words.length] ?? '')
    }
    all.push(picked.join(' '))
  }
  return text(`${all.join('\n')}\n`)
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const hashes = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, hash(bytes)]))
/** All that must be equal, small enough to read when it is not. */
const essence = (end: ProgramEnd, compareStderr: boolean) => ({
  exitCode: end.exitCode,
  stdout: hash(end.stdout),
  ...(compareStderr && { stderr: new TextDecoder().decode(end.stderr) }),
  files: hashes(end.files),
})

const hosts: Record<string, Compute> = {}
beforeAll(async () => {
  hosts.node = createNodeCompute({ cores: 1 })
  hosts.chromium = computeOfTab(await openComputeTab())
}, 60_000)
afterAll(() => Promise.all(Object.values(hosts).map((host) => host.stop())))

/** Runs a program on every host: each must end as the native one, all with the same gas. */
async function compare(
  module: Uint8Array,
  native: readonly string[],
  run: ProgramRun,
  compareStderr = true,
): Promise<ProgramEnd> {
  const reference = await runNative(native, run)
  const results: unknown[] = []
  for (const [name, host] of Object.entries(hosts)) {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const core = await host.open({ format: 'wasi', module, shared: new Uint8Array(0) }, { signal })
    const { end, result } = await runSandboxed(core, run)
    await core.close()
    expect({ name, ...essence(end, compareStderr) }).toEqual({
      name,
      ...essence(reference, compareStderr),
    })
    results.push({ ...result, output: result.kind === 'done' && hash(result.output) })
  }
  expect(results[1]).toEqual(results[0])
  return reference
}

/** Says in words what keeps a program's tests from running; a skipped test is never a passed one. */
function describeProgram(
  name: string,
  program: BuiltProgram | Missing,
  define: (program: BuiltProgram) => void,
): void {
  if (program.kind === 'missing') {
    console.warn(`SKIPPED: ${name} is not tried, for want of ${program.reason}`)
    describe.skip(`${name} (skipped for want of ${program.reason})`, () => test('runs', () => {}))
  } else describe(name, () => define(program))
}

describeProgram('bzip2 as Debian has it', await buildBzip2(), ({ module, native, sources }) => {
  const plain = makeText(20_000)

  test(
    'compresses and restores files as the native one does',
    async () => {
      const wasm = await readModule(module)
      const source = new Uint8Array(await readFile(`${sources}/compress.c`))
      const packed = await compare(wasm, [native], {
        args: ['bzip2', '-9', 'text', 'compress.c'],
        files: { text: plain, 'compress.c': source },
      })
      expect(Object.keys(packed.files).sort()).toEqual(['compress.c.bz2', 'text.bz2'])
      const restored = await compare(wasm, [native], {
        args: ['bzip2', '-dk', 'text.bz2'],
        files: packed.files,
      })
      expect(restored.files.text).toEqual(plain)
    },
    PATIENCE_MS,
  )

  test(
    'works as a filter',
    async () => {
      const wasm = await readModule(module)
      const { stdout } = await compare(wasm, [native], { args: ['bzip2', '-1'], stdin: plain })
      const back = await compare(wasm, [native], { args: ['bzip2', '-d'], stdin: stdout })
      expect(back.stdout).toEqual(plain)
    },
    PATIENCE_MS,
  )

  test(
    'complains as the native one does',
    async () => {
      const wasm = await readModule(module)
      const files = {
        'broken.bz2': text('BZh9 this is not it'),
        plain: text('x'),
        'plain.bz2': plain,
      }
      for (const args of [['-t', 'broken.bz2'], ['-d', 'missing.bz2'], ['plain']]) {
        const { exitCode } = await compare(wasm, [native], { args: ['bzip2', ...args], files })
        expect(exitCode).toBeGreaterThan(0)
      }
    },
    PATIENCE_MS,
  )
})

describeProgram('minimap2 as Debian has it', await buildMinimap2(), (program) => {
  const { module, native, sources } = program
  const read = async (name: string) => new Uint8Array(await readFile(`${sources}/test/${name}`))

  test(
    'aligns mitochondria as the native one does',
    async () => {
      const wasm = await readModule(module)
      const files = { 'human.fa': await read('MT-human.fa'), 'orang.fa': await read('MT-orang.fa') }
      for (const options of [['-a'], ['-cx', 'asm20', '--cs'], ['-x', 'map-ont']]) {
        const args = ['minimap2', '-t1', ...options, 'human.fa', 'orang.fa']
        // Its stderr tells how long it took.
        const { exitCode, stdout } = await compare(wasm, [native], { args, files }, false)
        expect(exitCode).toBe(0)
        expect(stdout.byteLength).toBeGreaterThan(100)
      }
    },
    PATIENCE_MS,
  )

  test(
    'writes an index that is the native one’s',
    async () => {
      const wasm = await readModule(module)
      const { files } = await compare(
        wasm,
        [native],
        {
          args: ['minimap2', '-t1', '-d', 'human.mmi', 'human.fa'],
          files: { 'human.fa': await read('MT-human.fa') },
        },
        false,
      )
      expect(Object.keys(files)).toContain('human.mmi')
    },
    PATIENCE_MS,
  )
})

describeProgram('a Rust program', await buildCensus(), ({ module, native }) => {
  test(
    'says and leaves the same as the native one',
    async () => {
      const { files } = await compare(await readModule(module), [native], {
        args: ['census', 'tree', 'ünïcode'],
        env: ['CENSUS=a=b'],
        stdin: makeText(500),
        files: {
          'tree/a': text('alpha'),
          'tree/b/c': text('gamma'),
          'tree/gone': text('x'),
          outside: text('untouched'),
        },
      })
      expect(Object.keys(files).sort()).toEqual([
        'outside',
        'tree/a',
        'tree/b/c',
        'tree/copy',
        'tree/made/numbers',
      ])
    },
    PATIENCE_MS,
  )

  test(
    'fails as the native one does',
    async () => {
      const { exitCode } = await compare(
        await readModule(module),
        [native],
        {
          args: ['census', 'nowhere'],
          files: { nowhere: text('a file') },
        },
        false,
      )
      expect(exitCode).toBe(1)
    },
    PATIENCE_MS,
  )
})

describeProgram('a C++ program', await buildConcordance(), ({ module, native }) => {
  const files = {
    book: makeText(300),
    verse: text("Loam grows where it's wet\r\n\r\nand worms plough LOAM"),
    'tree/a': text('alpha'),
    'tree/b/c': text('gamma'),
    'tree/gone': text('x'),
  }

  test(
    'says and leaves the same as the native one',
    async () => {
      const {
        exitCode,
        stderr,
        files: left,
      } = await compare(await readModule(module), [native], {
        args: ['concordance', 'tree', 'book', 'verse'],
        env: ['CONCORDANCE=a=b'],
        stdin: text('the last line has no end'),
        files,
      })
      expect(exitCode).toBeGreaterThan(1)
      expect(new TextDecoder().decode(stderr)).toBe(
        'begins first\nbegins second\nat exit\nends second\nends first\n',
      )
      expect(Object.keys(left).sort()).toEqual([
        'book',
        'tree/a',
        'tree/b/c',
        'tree/made/ledger',
        'verse',
      ])
    },
    PATIENCE_MS,
  )

  test.each([
    ['without words', ['concordance'], 64],
    ['on a file that is missing', ['concordance', 'tree', 'book', 'nowhere'], 3],
  ])(
    'fails as the native one does %s',
    async (_, args, code) => {
      const { exitCode } = await compare(await readModule(module), [native], { args, files })
      expect(exitCode).toBe(code)
    },
    PATIENCE_MS,
  )
})

/** Runs a module in Node's own WASI, which ours is held against where there is no native program. */
const nodeWasi = (module: string, name: string) => [
  execPath,
  '--no-warnings',
  '--no-wasm-tier-up',
  fileURLToPath(new URL('../programs/node-wasi.mjs', import.meta.url)),
  module,
  name,
]

describe('an AssemblyScript program', async () => {
  const path = await buildInventory()
  const run = {
    args: ['inventory', 'ünïcode'],
    env: ['INVENTORY=a=b'],
    stdin: makeText(200),
    files: { gone: text('x'), stay: text('y') },
  }

  test(
    'says and leaves the same as in Node’s own WASI',
    async () => {
      const end = await compare(await readModule(path), nodeWasi(path, 'inventory'), run)
      expect(end.exitCode).toBe(7)
      expect(new TextDecoder().decode(end.stdout)).toMatch(/^ünïcode\na=b\n/)
      expect(Object.keys(end.files).sort()).toEqual(['made/final', 'stay'])
    },
    PATIENCE_MS,
  )

  test(
    'aborts as it does there',
    async () => {
      const args = [...run.args, 'more']
      const reference = nodeWasi(path, 'inventory')
      const end = await compare(await readModule(path), reference, { ...run, args })
      expect(end.exitCode).toBe(255)
      expect(new TextDecoder().decode(end.stderr)).toContain('abort: too many arguments')
    },
    PATIENCE_MS,
  )
})

describe('circom as its package has it', () => {
  const path = createRequire(import.meta.url).resolve('circom2/circom.wasm')
  const reference = nodeWasi(path, 'circom')
  const circuit = text(`pragma circom 2.0.0;
include "lib/cube.circom";
template Chain(n) {
  signal input in;
  signal output out;
  component cubes[n];
  for (var i = 0; i < n; i++) {
    cubes[i] = Cube();
    cubes[i].in <== i == 0 ? in : cubes[i - 1].out;
  }
  out <== cubes[n - 1].out;
}
component main = Chain(40);
`)
  const cube = text(`pragma circom 2.0.0;
template Cube() {
  signal input in;
  signal output out;
  signal square;
  square <== in * in;
  out <== square * in;
}
`)
  const files = { 'main.circom': circuit, 'lib/cube.circom': cube }

  test(
    'compiles a circuit to the same constraints, symbols and prover',
    async () => {
      const { files: made } = await compare(await readModule(path), reference, {
        args: ['circom', 'main.circom', '--r1cs', '--sym', '--wasm'],
        files,
      })
      expect(Object.keys(made)).toEqual(
        expect.arrayContaining(['main.r1cs', 'main.sym', 'main_js/main.wasm']),
      )
    },
    PATIENCE_MS,
  )

  test(
    'finds the same faults',
    async () => {
      const { exitCode } = await compare(await readModule(path), reference, {
        args: ['circom', 'main.circom', '--r1cs'],
        files: {
          ...files,
          'main.circom': text('pragma circom 2.0.0;\ncomponent main = Missing();\n'),
        },
      })
      expect(exitCode).toBeGreaterThan(0)
    },
    PATIENCE_MS,
  )
})
