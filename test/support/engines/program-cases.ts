import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  type BuiltProgram,
  buildBzip2,
  buildCensus,
  buildConcordance,
  buildInventory,
  buildMinimap2,
  type Missing,
  readModule,
} from '../../programs/build-programs.ts'
import { command } from './command-case.ts'
import type { EngineCase } from './run-case.ts'

interface Program {
  readonly name: string
  readonly built: BuiltProgram | Missing
  readonly args: readonly string[]
  /** Read by the program, out of its own sources. */
  readonly sources?: readonly string[]
}

const tree = { 'tree/a': 'alpha', 'tree/b/c': 'gamma', 'tree/gone': 'x', gone: 'y' }

async function runProgram({ name, built, args, sources = [] }: Program): Promise<EngineCase[]> {
  if (built.kind === 'missing') {
    console.warn(`SKIPPED: ${name} is not compared over engines, for want of ${built.reason}`)
    return []
  }
  const read = sources.map(async (path) => [
    basename(path),
    new Uint8Array(await readFile(join(built.sources, path))),
  ])
  const files = { ...tree, ...Object.fromEntries(await Promise.all(read)) }
  return [command({ name, module: await readModule(built.module), args, files })]
}

/** Programs in C, C++, Rust and AssemblyScript; where a compiler is missing, it is said. */
export async function builtPrograms(): Promise<EngineCase[]> {
  const mitochondria = ['test/MT-human.fa', 'test/MT-orang.fa']
  const programs: readonly Program[] = [
    {
      name: 'bzip2',
      built: await buildBzip2(),
      args: ['-9', 'compress.c'],
      sources: ['compress.c'],
    },
    {
      name: 'minimap2',
      built: await buildMinimap2(),
      args: ['-t1', '-a', ...mitochondria.map((path) => basename(path))],
      sources: mitochondria,
    },
    { name: 'census', built: await buildCensus(), args: ['tree'] },
    { name: 'concordance', built: await buildConcordance(), args: ['tree', 'tree/a'] },
  ]
  const inventory = command({
    name: 'inventory',
    module: await readModule(await buildInventory()),
    args: ['one'],
    files: tree,
  })
  return [inventory, ...(await Promise.all(programs.map(runProgram))).flat()]
}
