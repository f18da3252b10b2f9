import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { render } from '#wasm-tasks/render/render.ts'
import { assemble } from '../assemble.ts'
import { compileProbeCommand } from '../probe-command.ts'
import { ask, compileProbeKernel, probe } from '../probe-kernel.ts'
import { writeRandomKernel } from '../random-module.ts'
import { writeRandomVectorKernel } from '../random-vectors.ts'
import { command } from './command-case.ts'
import { nanKernels } from './nan-cases.ts'
import { builtPrograms } from './program-cases.ts'
import { endlessRecursions } from './recursion.ts'
import type { EngineCase } from './run-case.ts'
import { vectorKernels } from './vector-cases.ts'

const limits = { gas: 100_000n, memoryBytes: 2 ** 22, outputBytes: 2 ** 20, logBytes: 1_024 }
const nothing = new Uint8Array(0)
const GENERATED = 150

const kernelCase = (
  name: string,
  module: Uint8Array<ArrayBuffer>,
  more: Partial<EngineCase> = {},
): EngineCase => ({
  name,
  format: 'kernel',
  module,
  shared: nothing,
  input: nothing,
  limits,
  ...more,
})

async function generated(
  name: string,
  write: (values: readonly number[]) => string,
): Promise<EngineCase[]> {
  const choices = fc.array(fc.nat(2 ** 20), { minLength: 200, maxLength: 2_000, size: 'max' })
  const samples = fc.sample(choices, GENERATED)
  return Promise.all(
    samples.map(async (values, index) =>
      kernelCase(`${name} ${index}`, await assemble(write(values)), {
        shared: new Uint8Array([1, 2, 3]),
        input: new Uint8Array(9).fill(200),
      }),
    ),
  )
}

async function recursions(): Promise<EngineCase[]> {
  const kernels = await endlessRecursions()
  return [...kernels].map(([name, module]) =>
    kernelCase(`endless recursion ${name}`, module, { limits: { ...limits, gas: 2n ** 50n } }),
  )
}

async function nans(): Promise<EngineCase[]> {
  return [...(await nanKernels())].map(([name, module]) => kernelCase(`NaNs of ${name}`, module))
}

async function vectors(): Promise<EngineCase[]> {
  return [...(await vectorKernels())].map(([name, module]) => kernelCase(name, module))
}

async function probes(): Promise<EngineCase[]> {
  const module = await compileProbeKernel()
  const asks = {
    'an echo': ask(probe.echo),
    'a trap': ask(probe.trap),
    'an endless loop': ask(probe.spin),
    'an exit code': ask(probe.exit, 7),
    'recursion within the limit': ask(probe.recurse, 2_000),
    'recursion beyond it': ask(probe.recurse, 100_000),
    'growth within the cap': ask(probe.grow, 8),
    'growth beyond the cap': ask(probe.grow, 64),
    'growth beyond all memory': ask(probe.grow, -1),
    'bulk memory': ask(probe.fill, 8_000),
    'an output outside memory': ask(probe.claimOutput, 2 ** 30),
  }
  return Object.entries(asks).map(([name, input]) =>
    kernelCase(name, module, { input: new Uint8Array(input), shared: new Uint8Array([9, 8]) }),
  )
}

/** Modules that end before, or while, they are made an instance of. */
async function beginnings(): Promise<EngineCase[]> {
  const kernel = (more: string) =>
    assemble(`(module
      (func $run (param i32 i32 i32 i32) (result i32) i32.const 0)
      (func $place (param i32) (result i32) i32.const 64)
      (func $none (result i32) i32.const 0)
      (memory 1)
      (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
      (export "output_ptr" (func $none)) (export "output_len" (func $none)) ${more})`)
  const texts = {
    'a data segment outside memory': '(data (i32.const 65536) "x")',
    'an element segment outside its table': '(table 1 funcref) (elem (i32.const 1) func $none)',
    'a start function that traps': '(func $s unreachable) (start $s)',
    'a start function that never ends': '(func $s (loop br 0)) (start $s)',
    'a start function that recurses': '(func $s call $s) (start $s)',
  }
  return Promise.all(
    Object.entries(texts).map(async ([name, more]) => kernelCase(name, await kernel(more))),
  )
}

async function tile(): Promise<EngineCase[]> {
  const scene = new Uint8Array(
    await readFile(new URL('../../../wasm-tasks/render/scenes/sample.glb', import.meta.url)),
  )
  const params = { frames: 1, width: 64, height: 36, samples: 1, tile: 16 }
  const { module, shared } = await render.prepare(params, { scene })
  const job = {
    shared: new Uint8Array(shared),
    input: new Uint8Array(render.input(params, 3)),
    limits: { ...limits, gas: 2n ** 50n, memoryBytes: 2 ** 28 },
  }
  return [kernelCase('a tile of the render app', new Uint8Array(module), job)]
}

async function commands(): Promise<EngineCase[]> {
  const module = await compileProbeCommand()
  const files = { one: 'first', two: 'second' }
  const told: ReadonlyArray<readonly string[]> = [
    ['cat', 'env', 'out', 'hello', 'err', 'trouble'],
    ['write', 'three', 'third', 'read', 'three', 'rename', 'one', 'uno', 'unlink', 'two'],
    ['exit', '9'],
    ['trap'],
    ['spin'],
    ['recurse'],
  ]
  return told.map((args) =>
    command({ name: `the probe command ${args.join(' ')}`, module, args, files, gas: 10_000_000n }),
  )
}

const CIRCUIT = `pragma circom 2.0.0;
template Power(n) {
  signal input in; signal output out; signal step[n];
  step[0] <== in * in;
  for (var i = 1; i < n; i++) { step[i] <== step[i - 1] * in; }
  out <== step[n - 1];
}
component main = Power(40);`

/** A Rust program of 9 MB, as its package ships it. */
async function circom(): Promise<EngineCase[]> {
  const url = new URL('../../../node_modules/circom2/circom.wasm', import.meta.url)
  const module = new Uint8Array(await readFile(url))
  const args = ['main.circom', '--r1cs', '--wasm', '--sym']
  return [command({ name: 'circom', module, args, files: { 'main.circom': CIRCUIT } })]
}

/** Cases quick enough to run hundreds of times, whose every end is decided by the meter or a trap. */
export async function quickCases(): Promise<EngineCase[]> {
  const cases = [
    generated('generated kernel', writeRandomKernel),
    generated('generated vector kernel', writeRandomVectorKernel),
    recursions(),
    nans(),
    vectors(),
    probes(),
    beginnings(),
    commands(),
  ]
  return (await Promise.all(cases)).flat()
}

/** Real programs. */
export const realCases = async (): Promise<EngineCase[]> => [
  ...(await tile()),
  ...(await circom()),
  ...(await builtPrograms()),
]
