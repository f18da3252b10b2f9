import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { relative } from 'node:path'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const root = here('../../out/programs')

/** A program built for WASI, beside the same one built for this machine. */
export interface BuiltProgram {
  readonly kind: 'built'
  readonly module: string
  /** The native tool, to compare with. */
  readonly native: string
  /** Where its sources lie, with the data they bring. */
  readonly sources: string
}
/** Why a program could not be built here, in words. */
export interface Missing {
  readonly kind: 'missing'
  readonly reason: string
}

const TARGET = '--target=wasm32-wasi'
const EMULATED = ['signal', 'process-clocks']
const wasiFlags = [
  TARGET,
  '-O2',
  '-Wno-everything',
  '-Werror=implicit-function-declaration',
  ...EMULATED.map((name) => `-D_WASI_EMULATED_${name.replace('-', '_').toUpperCase()}`),
]
const wasiLibraries = EMULATED.map((name) => `-lwasi-emulated-${name}`)

const digest = (value: string | Uint8Array) =>
  createHash('sha256').update(value).digest('hex').slice(0, 16)

async function succeeds(command: string, ...args: string[]): Promise<boolean> {
  try {
    await run(command, args)
    return true
  } catch {
    return false
  }
}

/** What is missing to build the C programs, with the packages that bring it. */
async function findMissingForC(native: string): Promise<string | undefined> {
  const probe = `${root}/probe`
  await mkdir(root, { recursive: true })
  await writeFile(`${probe}.c`, '#include <stdio.h>\nint main(void) { return puts("") < 0; }\n')
  const lacks = [
    !(await succeeds('clang', TARGET, '-o', `${probe}.wasm`, `${probe}.c`)) &&
      'a C compiler for WASI (Debian: clang lld wasi-libc libclang-rt-dev-wasm32)',
    !(await succeeds('dpkg-source', '--version')) && 'dpkg-source (Debian: dpkg-dev)',
    !(await succeeds('which', native)) && `the native ${native} (Debian: ${native})`,
  ].filter((each) => each !== false)
  return lacks.length > 0 ? lacks.join('; ') : undefined
}

/** What a command said last before it failed. */
function lastWords(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  return (said || String(error)).trim().split('\n').at(-1) ?? ''
}

/**
 * Unpacks a Debian source package into `out/programs`, without touching the system's lists. Several
 * tests may want the same one at once: the first to have it whole leaves it to all.
 */
async function fetchSource(name: string): Promise<string | Missing> {
  const folder = `${root}/source-${name}`
  const find = async () =>
    (await readdir(folder, { withFileTypes: true })).find((each) => each.isDirectory())?.name
  if (existsSync(folder)) return `${folder}/${await find()}`
  const staged = await mkdtemp(`${root}/fetch-`)
  const lists = `${staged}/lists`
  await mkdir(`${lists}/partial`, { recursive: true })
  await writeFile(`${staged}/sources.list`, 'deb-src http://deb.debian.org/debian bookworm main\n')
  const options = [
    `Dir::Etc::SourceList=${staged}/sources.list`,
    'Dir::Etc::SourceParts=-',
    `Dir::State::Lists=${lists}`,
    'APT::Update::Error-Mode=any',
  ].flatMap((option) => ['-o', option])
  try {
    await run('apt-get', [...options, 'update'], { cwd: staged })
    await run('apt-get', [...options, 'source', name], { cwd: staged })
    await rm(lists, { recursive: true })
    if (!existsSync(folder)) await rename(staged, folder)
  } catch (error) {
    return { kind: 'missing', reason: `Debian's sources of ${name} (${lastWords(error)})` }
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
  return `${folder}/${await find()}`
}

/** Has something built beside where it belongs, and put there whole. */
async function buildWhole(path: string, build: (part: string) => Promise<unknown>): Promise<void> {
  const part = `${path}.${randomUUID()}.part`
  await build(part)
  await rename(part, path)
}

/** @throws when a compiler that is there does not compile: that is a failure, nothing missing. */
async function compileC(name: string, folder: string, args: readonly string[]): Promise<string> {
  const flags = [...wasiFlags, ...args, ...wasiLibraries]
  const module = `${root}/${name}-${digest(flags.join(' '))}.wasm`
  if (existsSync(module)) return module
  await buildWhole(module, (part) =>
    run('clang', ['-o', part, ...flags], { cwd: folder, maxBuffer: 2 ** 24 }),
  )
  return module
}

/** bzip2 from Debian's sources, unchanged. */
export async function buildBzip2(): Promise<BuiltProgram | Missing> {
  const reason = await findMissingForC('bzip2')
  if (reason) return { kind: 'missing', reason }
  const sources = await fetchSource('bzip2')
  if (typeof sources !== 'string') return sources
  const parts = ['bzip2', 'blocksort', 'huffman', 'crctable', 'randtable', 'compress']
  const files = [...parts, 'decompress', 'bzlib'].map((part) => `${part}.c`)
  const module = await compileC('bzip2', sources, [
    '-include',
    here('wasi-gaps/owners.h'),
    ...files,
  ])
  return { kind: 'built', module, native: 'bzip2', sources }
}

const MINIMAP2_PARTS = [
  ...['main', 'kthread', 'kalloc', 'misc', 'bseq', 'sketch', 'sdust', 'options', 'index'],
  ...['lchain', 'align', 'hit', 'seed', 'map', 'format', 'pe', 'esterr', 'splitidx'],
  ...['ksw2_ll_sse', 'ksw2_extz2_sse', 'ksw2_extd2_sse', 'ksw2_exts2_sse'],
]
const ZLIB_PARTS = [
  ...['adler32', 'crc32', 'gzclose', 'gzlib', 'gzread', 'gzwrite', 'infback', 'inffast'],
  ...['inflate', 'inftrees', 'deflate', 'trees', 'zutil', 'compress'],
]

/** minimap2 with zlib from Debian's sources, unchanged, its SSE2 code as 128-bit WASM SIMD. */
export async function buildMinimap2(): Promise<BuiltProgram | Missing> {
  const reason = await findMissingForC('minimap2')
  if (reason) return { kind: 'missing', reason }
  if (!existsSync('/usr/include/simde')) {
    return { kind: 'missing', reason: 'SIMD Everywhere (Debian: libsimde-dev)' }
  }
  const sources = await fetchSource('minimap2')
  if (typeof sources !== 'string') return sources
  const zlib = await fetchSource('zlib')
  if (typeof zlib !== 'string') return zlib
  const module = await compileC('minimap2', sources, [
    '-msimd128',
    '-DHAVE_KALLOC',
    '-DZ_HAVE_UNISTD_H',
    '-D__SSE2__',
    '-DUSE_SIMDE',
    '-DSIMDE_ENABLE_NATIVE_ALIASES',
    // WASI's rusage has no peak memory, which minimap2 prints to stderr.
    '-Dru_maxrss=ru_utime.tv_sec',
    `-I${zlib}`,
    `-I${here('wasi-gaps')}`,
    '-idirafter',
    '/usr/include',
    ...MINIMAP2_PARTS.map((part) => `${part}.c`),
    ...ZLIB_PARTS.map((part) => `${zlib}/${part}.c`),
    '-lm',
  ])
  return { kind: 'built', module, native: 'minimap2', sources }
}

/** Where a program of our own is built, named for what its source says. */
async function placesFor(name: string, source: string): Promise<BuiltProgram> {
  await mkdir(root, { recursive: true })
  const native = `${root}/${name}-${digest(await readFile(source))}`
  return { kind: 'built', module: `${native}.wasm`, native, sources: here('.') }
}
const isBuilt = ({ module, native }: BuiltProgram) => existsSync(module) && existsSync(native)

const CPP_FLAGS = ['-O2', '-std=c++17', '-fno-exceptions']

/** What is missing to build C++ programs, with the packages that bring it. */
async function findMissingForCpp(): Promise<string | undefined> {
  const probe = `${root}/probe-cpp`
  await writeFile(`${probe}.cc`, '#include <iostream>\nint main() { std::cout.flush(); }\n')
  const compiles = (...flags: string[]) =>
    succeeds('clang++', ...flags, ...CPP_FLAGS, `${probe}.cc`, '-o', probe)
  const lacks = [
    !(await compiles(TARGET)) &&
      'a C++ compiler for WASI (Debian: clang lld libc++-dev-wasm32 libclang-rt-dev-wasm32)',
    !(await compiles()) && 'one for this machine (Debian: clang g++)',
  ].filter((each) => each !== false)
  return lacks.length > 0 ? lacks.join('; ') : undefined
}

/**
 * The concordance program, by clang.
 * @throws when it is there and does not compile it.
 */
export async function buildConcordance(): Promise<BuiltProgram | Missing> {
  const source = here('concordance.cc')
  const built = await placesFor('concordance', source)
  if (isBuilt(built)) return built
  const reason = await findMissingForCpp()
  if (reason) return { kind: 'missing', reason }
  const build =
    (...target: string[]) =>
    (part: string) =>
      run('clang++', [...target, ...CPP_FLAGS, source, '-o', part])
  await buildWhole(built.module, build(TARGET))
  await buildWhole(built.native, build())
  return built
}

/**
 * The inventory program, by the AssemblyScript compiler with its WASI shim: npm's packages bring
 * all it takes.
 * @returns where the module is.
 * @throws when it does not compile.
 */
export async function buildInventory(): Promise<string> {
  const module = `${root}/inventory.wasm`
  const require = createRequire(import.meta.url)
  // It finds its shim only on a way from the folder that it runs in.
  const cwd = here('../..')
  const config = relative(cwd, require.resolve('@assemblyscript/wasi-shim/asconfig.json'))
  const compiler = require.resolve('assemblyscript/bin/asc.js')
  const options = ['test/programs/inventory.as.ts', '--config', config, '-O3', '--outFile']
  await buildWhole(module, (part) => run(execPath, [compiler, ...options, part], { cwd }))
  return module
}

const RUST_COMPILERS = [
  ['/usr/bin/rustc', '--target', 'wasm32-wasi', '-C', 'linker=wasm-ld'],
  ['rustc', '--target', 'wasm32-wasip1'],
] as const

/** The first Rust compiler that makes WASI programs, and how it is asked for one. */
async function findRust(): Promise<(typeof RUST_COMPILERS)[number] | undefined> {
  const probe = `${root}/probe`
  await writeFile(`${probe}.rs`, 'fn main() {}\n')
  for (const compiler of RUST_COMPILERS) {
    const [rustc, ...target] = compiler
    if (await succeeds(rustc, ...target, '-o', `${probe}.wasm`, `${probe}.rs`)) return compiler
  }
  return undefined
}

/**
 * The census program, by whichever rustc knows the target.
 * @throws when that compiler does not compile it.
 */
export async function buildCensus(): Promise<BuiltProgram | Missing> {
  const source = here('census.rs')
  const built = await placesFor('census', source)
  if (isBuilt(built)) return built
  const [rustc, ...target] = (await findRust()) ?? []
  if (rustc === undefined) {
    return {
      kind: 'missing',
      reason: 'a Rust compiler for WASI (Debian: rustc libstd-rust-dev-wasm32 lld)',
    }
  }
  const flags = ['--edition', '2021', '-O', source, '-o']
  await buildWhole(built.module, (part) => run(rustc, [...target, ...flags, part]))
  await buildWhole(built.native, (part) => run(rustc, [...flags, part]))
  return built
}

export const readModule = async (path: string) => new Uint8Array(await readFile(path))
