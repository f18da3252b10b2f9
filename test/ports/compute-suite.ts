import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Compute, Core } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { decodeWasiOutput, encodeWasiInput } from '#protocol/task/wasi-input.ts'
import { compileProbeCommand } from '#test/support/probe-command.ts'
import { ask, compileProbeKernel, probe } from '#test/support/probe-kernel.ts'

const limits: Limits = {
  gas: 1_000_000n,
  memoryBytes: 64 * 65_536,
  outputBytes: 1_024,
  logBytes: 256,
  wallMs: 20_000,
}
const patient = () => ({ signal: AbortSignal.timeout(60_000) })
const shared = new Uint8Array([9, 8])
const nothing = new Uint8Array(0)

/** The same numbers on every adapter and engine, or the meter is not deterministic. */
const gasOf = {
  echo: 2_983n,
  exit: 2_930n,
  trap: 2_915n,
  recurse: 18_889n,
  tooDeep: 15_331n,
  growBeyond: 2_925n,
  grow: 13_117n,
  fill: 3_938n,
  claim: 2_928n,
}

/** What every compute adapter must do. `create` gives two cores. */
export function testCompute(name: string, create: () => Promise<Compute>): void {
  describe(`compute port: ${name}`, () => {
    let compute: Compute
    let module: Uint8Array
    let core: Core
    beforeAll(async () => {
      module = await compileProbeKernel()
      compute = await create()
      core = await compute.open({ format: 'kernel', module, shared }, patient())
    }, 60_000)
    afterAll(() => compute.stop())

    test('runs a kernel on shared bytes and input, and counts its gas', async () => {
      const result = await core.run(new Uint8Array([0, 5]), limits, patient())
      expect(result).toEqual({
        kind: 'done',
        outcome: { kind: 'success' },
        output: new Uint8Array([9, 8, 0, 5]),
        gas: gasOf.echo,
        log: '',
      })
    })

    test.each([
      ['an exit code', ask(probe.exit, 7), { kind: 'exit', code: 7 }, gasOf.exit],
      ['a trap', ask(probe.trap), { kind: 'trap' }, gasOf.trap],
      ['an endless loop', ask(probe.spin), { kind: 'outOfGas' }, limits.gas],
      ['recursion within the limit', ask(probe.recurse, 2_000), { kind: 'success' }, gasOf.recurse],
      ['recursion beyond it', ask(probe.recurse, 100_000), { kind: 'trap' }, gasOf.tooDeep],
      ['growth beyond the cap', ask(probe.grow, 64), { kind: 'exit', code: 1 }, gasOf.growBeyond],
      ['growth within the cap', ask(probe.grow, 8), { kind: 'success' }, gasOf.grow],
      ['bulk memory', ask(probe.fill, 8_000), { kind: 'success' }, gasOf.fill],
      ['output outside memory', ask(probe.claimOutput, 2 ** 30), { kind: 'trap' }, gasOf.claim],
    ])('answers %s the same every time', async (_, input, outcome, gas) => {
      for (let round = 0; round < 3; round++) {
        expect(await core.run(input, limits, patient())).toMatchObject({
          kind: 'done',
          outcome,
          gas,
        })
      }
    })

    test('runs many that are asked at once, each with limits and an end of its own', async () => {
      const stop = new AbortController()
      const quick = Array.from({ length: 40 }, (_, at) => ({
        input: new Uint8Array([0, at]),
        limits,
        signal: patient().signal,
      }))
      const tasks = [
        ...quick,
        { input: ask(probe.trap), limits, signal: patient().signal },
        { input: ask(probe.claimOutput, 9), limits: { ...limits, outputBytes: 8 } },
        { input: ask(probe.spin), limits: { ...limits, gas: 2n ** 62n, wallMs: 3_000 } },
        { input: ask(probe.echo), limits, signal: stop.signal },
        ...quick,
      ]
      const running = tasks.map(({ input, limits: each, signal = patient().signal }) =>
        core.run(input, each, { signal }),
      )
      stop.abort()
      const results = await Promise.all(running)
      const echoes = quick.map(({ input }) => ({
        kind: 'done',
        output: new Uint8Array([...shared, ...input]),
      }))
      expect(results).toMatchObject([
        ...echoes,
        { kind: 'done', outcome: { kind: 'trap' } },
        { kind: 'hostFailure', reason: 'output' },
        { kind: 'hostFailure', reason: 'wallClock' },
        { kind: 'hostFailure', reason: 'stopped' },
        ...echoes,
      ])
    })

    test('output over its limit is a host failure, and the core goes on', async () => {
      const result = await core.run(ask(probe.claimOutput, 1_025), limits, patient())
      expect(result).toMatchObject({ kind: 'hostFailure', reason: 'output' })
      expect(await core.run(ask(probe.echo), limits, patient())).toMatchObject({ kind: 'done' })
    })

    test('a program that starts with too much memory is a host failure', async () => {
      const result = await core.run(ask(probe.echo), { ...limits, memoryBytes: 0 }, patient())
      expect(result).toMatchObject({ kind: 'hostFailure', reason: 'memory' })
    })

    test('a runaway is stopped hard while its neighbour computes on', async () => {
      const neighbour = await compute.open({ format: 'kernel', module, shared }, patient())
      const endless = { ...limits, gas: 2n ** 62n }
      const stop = new AbortController()
      const runaway = core.run(ask(probe.spin), endless, { signal: stop.signal })
      expect(await neighbour.run(ask(probe.echo), limits, patient())).toMatchObject({
        kind: 'done',
      })
      stop.abort()
      expect(await runaway).toMatchObject({ kind: 'hostFailure', reason: 'stopped' })
      expect(await neighbour.run(ask(probe.echo), limits, patient())).toMatchObject({
        kind: 'done',
      })
      expect(await core.run(ask(probe.echo), limits, patient())).toMatchObject({ kind: 'done' })
      await neighbour.close()
    })

    test('a runaway that nobody stops meets the wall clock', async () => {
      const endless = { ...limits, gas: 2n ** 62n, wallMs: 100 }
      expect(await core.run(ask(probe.spin), endless, patient())).toMatchObject({
        kind: 'hostFailure',
        reason: 'wallClock',
      })
      expect(await core.run(ask(probe.echo), limits, patient())).toMatchObject({ kind: 'done' })
    })

    test('refuses a module that the gate refuses, and gives the core back', async () => {
      const broken = module.slice(0, module.length - 1)
      await expect(
        compute.open({ format: 'kernel', module: broken, shared }, patient()),
      ).rejects.toBeInstanceOf(ProgramRefusedError)
      const again = await compute.open({ format: 'kernel', module, shared }, patient())
      await again.close()
    })

    test('runs a module plain on request, where nothing counts', async () => {
      const plain = await compute.open(
        { format: 'kernel', module, shared },
        { ...patient(), plain: true },
      )
      const result = await plain.run(ask(probe.fill, 8_000), limits, patient())
      expect(result).toMatchObject({ kind: 'done', outcome: { kind: 'success' }, gas: 0n })
      expect(await plain.run(ask(probe.recurse, 2 ** 30), limits, patient())).toMatchObject({
        outcome: { kind: 'trap' },
        because: 'depth',
      })
      await plain.close()
    })

    test('says what a trap comes from, where the meter saw it coming', async () => {
      const because = async (input: Uint8Array) => {
        const result = await core.run(input, limits, patient())
        return result.kind === 'done' ? result.because : result.reason
      }
      expect(await because(ask(probe.recurse, 100_000))).toBe('depth')
      expect(await because(ask(probe.trap))).toBeUndefined()
      expect(await because(ask(probe.grow, 64))).toBeUndefined()
    })

    describe('a wasi program', () => {
      let command: Core
      beforeAll(async () => {
        const wasi = await compileProbeCommand()
        command = await compute.open({ format: 'wasi', module: wasi, shared: nothing }, patient())
      })
      afterAll(() => command.close())

      const run = async (args: string[], given: Partial<Limits> = {}) => {
        const told = { stdout: '', stderr: '' }
        const input = encodeWasiInput({
          args: ['probe', ...args],
          env: [],
          stdin: nothing,
          preopens: [],
        })
        const result = await command.run(
          input,
          { ...limits, gas: 2n ** 40n, ...given },
          {
            ...patient(),
            onPrint: (stream, bytes) => {
              told[stream] += new TextDecoder().decode(bytes)
            },
          },
        )
        return { result, told }
      }

      test('is heard while it runs, and all the same when it is stopped', async () => {
        const words = ['out', 'one ', 'err', 'two ', 'out', 'three', 'spin']
        const { result, told } = await run(words, { wallMs: 3_000 })
        expect(result).toMatchObject({ kind: 'hostFailure', reason: 'wallClock' })
        expect(told).toEqual({ stdout: 'one three', stderr: 'two ' })
      })

      test('hands back all it printed, of which the beginning was heard', async () => {
        const { result, told } = await run(['print', '500', 'exit', '3'])
        if (result.kind !== 'done') throw new Error(result.message)
        const stdout = new TextDecoder().decode(decodeWasiOutput(result.output).stdout)
        expect(stdout).toBe('a'.repeat(500))
        expect(stdout.startsWith(told.stdout)).toBe(true)
      })

      test('that is short of memory says so when it traps', async () => {
        const { result } = await run(['grow'], { memoryBytes: 16 * 65_536 })
        expect(result).toMatchObject({ outcome: { kind: 'trap' }, because: 'memory' })
      })
    })

    test('grants no more cores than it has, and the next when one is closed', async () => {
      const second = await compute.open({ format: 'kernel', module, shared }, patient())
      const hurried = new AbortController()
      const third = compute.open({ format: 'kernel', module, shared }, { signal: hurried.signal })
      hurried.abort()
      await expect(third).rejects.toThrow()
      const fourth = compute.open({ format: 'kernel', module, shared }, patient())
      await second.close()
      await (await fourth).close()
    })
  })
}
