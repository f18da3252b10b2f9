import { describe, expect, test } from 'vitest'
import { encodeWgslProgram, type WgslPass, type WgslProgram } from '#protocol/task/wgsl-program.ts'
import { gateWgsl } from '../../gate/wgsl.ts'
import { ShaderRunner } from './shader-runner.ts'

const limits = { gas: 2n ** 60n, memoryBytes: 2 ** 20, outputBytes: 64, logBytes: 0 }

/** A device that does nothing, at once, and counts what it is given to do. */
function idleDevice() {
  const { promise: lost, resolve: lose } = Promise.withResolvers<string>()
  let dispatches = 0
  const buffer = ({ size }: { size: number }) => ({
    size,
    destroy() {},
    mapAsync: async () => {},
    getMappedRange: () => new ArrayBuffer(size),
  })
  const device = {
    limits: {
      maxBufferSize: 2 ** 20,
      maxStorageBufferBindingSize: 2 ** 20,
      maxComputeWorkgroupsPerDimension: 65_535,
    },
    createBuffer: buffer,
    createBindGroup: () => ({}),
    createBindGroupLayout: () => ({}),
    createPipelineLayout: () => ({}),
    createShaderModule: () => ({ getCompilationInfo: async () => ({ messages: [] }) }),
    createComputePipelineAsync: async () => ({}),
    pushErrorScope() {},
    popErrorScope: async () => null,
    createCommandEncoder: () => ({
      beginComputePass: () => ({
        setPipeline() {},
        setBindGroup() {},
        dispatchWorkgroups: () => {
          dispatches += 1
        },
        end() {},
      }),
      clearBuffer() {},
      copyBufferToBuffer() {},
      finish: () => ({}),
    }),
    queue: { submit() {}, writeBuffer() {}, onSubmittedWorkDone: async () => {} },
  } as unknown as GPUDevice
  return { gpu: { device, lost }, lose, countDispatches: () => dispatches }
}

const pass: WgslPass = { shader: 'main', entry: 'main', bindings: [], groups: [1, 1, 1] }

async function openRunner(steps: WgslProgram['steps'], gpu: ReturnType<typeof idleDevice>['gpu']) {
  const module = encodeWgslProgram({
    shaders: { main: '@compute @workgroup_size(1) fn main() { }' },
    buffers: { out: { kind: 'output', bytes: 4 } },
    steps,
    units: 1,
  })
  const verdict = gateWgsl(module, { trusted: false })
  if (verdict.kind === 'refused') throw new Error(verdict.reason)
  return ShaderRunner.open(verdict, new Uint8Array(0), gpu)
}

const word = (value: number) => new Uint8Array(Uint32Array.of(value).buffer)

describe('a run', () => {
  test('repeats and skips its passes as the input says', async () => {
    const { gpu, countDispatches } = idleDevice()
    const repeated = { repeat: { input: 0 }, swap: [], passes: [pass, pass] }
    const runner = await openRunner([pass, repeated], gpu)
    expect(await runner.run(word(3), limits)).toMatchObject({ outcome: { kind: 'success' } })
    expect(countDispatches()).toBe(7)
    expect(await runner.run(word(0), limits)).toMatchObject({ outcome: { kind: 'success' } })
    expect(countDispatches()).toBe(8)
  })

  test.each([
    ['of too many passes', { repeat: { input: 0 }, swap: [], passes: [pass] }],
    ['of an amount that the input does not tell', { ...pass, groups: [{ input: 9 }, 1, 1] }],
  ] satisfies [string, WgslProgram['steps'][number]][])(
    '%s is a trap before anything is dispatched',
    async (_, last) => {
      const { gpu, countDispatches } = idleDevice()
      const runner = await openRunner([pass, last], gpu)
      expect(await runner.run(word(2 ** 16), limits)).toMatchObject({
        outcome: { kind: 'trap' },
        gas: 0n,
      })
      expect(countDispatches()).toBe(0)
    },
  )

  test('ends with its device, as does every one after it', async () => {
    const { gpu, lose } = idleDevice()
    const stuck = Promise.withResolvers<undefined>()
    const runner = await openRunner([pass], gpu)
    gpu.device.queue.onSubmittedWorkDone = () => stuck.promise
    const running = runner.run(word(0), limits)
    lose('It was unplugged')
    const lost = { kind: 'failed', reason: 'crashed', message: expect.stringMatching('unplugged') }
    expect(await running).toEqual(lost)
    expect(await runner.run(word(0), limits)).toEqual(lost)
  })
})
