import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Compute, Core, RunResult } from '#peer/ports/compute.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { decodeWasiOutput, encodeWasiInput } from '#protocol/task/wasi-input.ts'
import { oflags, usualEntries, type WasiCase } from '#test/support/wasi/case.ts'
import { wasiCases } from '#test/support/wasi/cases.ts'
import { compileProber, memoryMap } from '#test/support/wasi/prober.ts'
import { call, compileScript } from '#test/support/wasi/script.ts'
import { open, openDir } from '#test/support/wasi/steps.ts'
import { wasiSignatures } from '#worker-runtime/gate/imports.ts'

const limits: Limits = {
  gas: 100_000_000n,
  memoryBytes: 2 ** 22,
  outputBytes: 2 ** 20,
  logBytes: 256,
  wallMs: 20_000,
}
const patient = () => ({ signal: AbortSignal.timeout(60_000) })
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Functions that end in one way only: nothing they are given can be wrong, or nothing right. */
const neverFails = new Set(['sched_yield', 'proc_exit'])
const neverSucceeds = new Set(['sock_accept', 'sock_recv', 'sock_send', 'sock_shutdown'])

async function runCase(core: Core, each: WasiCase): Promise<RunResult> {
  const { script } = compileScript(each.steps)
  const input = encodeWasiInput({
    args: ['prober'],
    env: [],
    preopens: [{ guestPath: '/', entries: [...usualEntries] }],
    stdin: script,
    ...each.input,
  })
  return core.run(input, { ...limits, ...each.limits }, patient())
}

function checkCase(each: WasiCase, result: RunResult): void {
  if (each.fails) {
    expect(result).toMatchObject({ kind: 'hostFailure', reason: each.fails })
    return
  }
  if (result.kind !== 'done') throw new Error(`${result.reason}: ${result.message}`)
  const output = decodeWasiOutput(result.output)
  const answers = compileScript(each.steps).read(output.stderr)
  for (const [index, { step, errno, given }] of answers.entries()) {
    expect({ step: `${index}: ${step.call}`, errno, given }).toMatchObject({
      step: `${index}: ${step.call}`,
      errno: step.errno,
      given: step.gives,
    })
  }
  expect(result.outcome).toEqual(each.ends ?? { kind: 'success' })
  const ended = each.steps.findIndex(({ call }) => call === 'proc_exit')
  if (result.outcome.kind === 'success' && ended < 0) {
    expect(answers).toHaveLength(each.steps.length)
  }
  if (each.stdout !== undefined) expect(text(output.stdout)).toBe(each.stdout)
  if (each.changes) {
    const [first] = each.input?.preopens ?? [{ guestPath: '/' }]
    const found = output.changes.find(({ guestPath }) => guestPath === first?.guestPath)
    const { guestPath: _, ...changes } = found ?? { guestPath: '', written: [], removed: [] }
    expect(changes).toEqual(each.changes)
  }
  each.check?.(Object.assign({}, ...answers.map(({ given }) => given)))
}

/**
 * What WASI preview 1 promises, tried call by call: each case is a script that a program without
 * any library runs against the functions themselves.
 */
export function testWasi(name: string, create: () => Promise<Compute>): void {
  describe(`wasi: ${name}`, () => {
    let compute: Compute
    let core: Core
    beforeAll(async () => {
      const module = await compileProber()
      compute = await create()
      core = await compute.open({ format: 'wasi', module, shared: new Uint8Array(0) }, patient())
    }, 60_000)
    afterAll(() => compute.stop())

    test.each(wasiCases.map((each) => [each.name, each] as const))('%s', async (_, each) => {
      checkCase(each, await runCase(core, each))
    })
  })
}

/** That every function is tried, in each way it can end. */
export function testWasiCoverage(): void {
  const steps = wasiCases.flatMap((each) => each.steps)
  describe('the wasi suite', () => {
    test.each([...wasiSignatures.keys()])('tries %s, its success and its errors', (name) => {
      const errors = new Set(steps.filter(({ call }) => call === name).map(({ errno }) => errno))
      expect(errors.has('success')).toBe(!neverSucceeds.has(name))
      errors.delete('success')
      expect(errors.size > 0).toBe(!neverFails.has(name))
    })
  })
}

/** What no program would pass, and what one might. */
const word = fc.oneof(
  fc.nat(8),
  fc.constantFrom(0x7fff_ffff, 0x8000_0000, 0xffff_ffff, memoryMap.end - 1, memoryMap.end),
  fc.integer({ min: memoryMap.data, max: memoryMap.end }),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
)
const wildStep = fc
  .constantFrom(...[...wasiSignatures].filter(([name]) => name !== 'proc_exit'))
  .chain(([name, signature]) => {
    const count = signature.split(':')[0]?.length ?? 0
    return fc.tuple(...Array.from({ length: count }, () => word)).map((args) => call(name, args))
  })

/** That whatever a program passes ends in an outcome or a limit, never in a host that breaks. */
export function testHostility(name: string, create: () => Promise<Compute>): void {
  test(`no arguments break the host: ${name}`, async () => {
    const module = await compileProber()
    const compute = await create()
    const core = await compute.open(
      { format: 'wasi', module, shared: new Uint8Array(0) },
      patient(),
    )
    const stir = [open('file'), openDir('dir'), open('new', { o: oflags.creat })]
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(wildStep, { minLength: 1, maxLength: 60 }), async (steps) => {
          const result = await runCase(core, { name: 'wild', steps: [...stir, ...steps] })
          if (result.kind === 'hostFailure') expect(result.reason).toBe('output')
        }),
        { numRuns: 150 },
      )
    } finally {
      await compute.stop()
    }
  }, 180_000)
}

/** A result with a hash for its output: compared byte by byte, megabytes take seconds. */
const essence = (result: RunResult) => ({
  ...result,
  output: result.kind === 'done' && createHash('sha256').update(result.output).digest('hex'),
})

/** That all cases give the same bytes and gas on two hosts. */
export function testSameOn(
  hosts: string,
  create: () => Promise<readonly [Compute, Compute]>,
): void {
  test(`every wasi case gives the same outcome, bytes and gas: ${hosts}`, async () => {
    const module = await compileProber()
    const both = await create()
    const openOn = (compute: Compute) =>
      compute.open({ format: 'wasi', module, shared: new Uint8Array(0) }, patient())
    const [left, right] = await Promise.all(both.map(openOn))
    if (!left || !right) throw new Error('Two hosts are needed')
    try {
      for (const each of wasiCases) {
        const [one, other] = [await runCase(left, each), await runCase(right, each)]
        expect({ case: each.name, ...essence(one) }).toEqual({ case: each.name, ...essence(other) })
      }
    } finally {
      await Promise.all(both.map((compute) => compute.stop()))
    }
  }, 180_000)
}
