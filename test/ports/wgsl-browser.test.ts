import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Compute, Core, RunResult } from '#peer/ports/compute.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { encodeWgslProgram, type WgslProgram } from '#protocol/task/wgsl-program.ts'
import { computeOfTab, hasGpu, openComputeTab } from '#test/support/browser-compute.ts'
import type { SandboxTab } from '#test/support/sandbox-tab.ts'

const limits: Limits = {
  gas: 1_000_000_000n,
  memoryBytes: 2 ** 26,
  outputBytes: 2 ** 20,
  logBytes: 0,
  wallMs: 30_000,
}
const patient = () => ({ signal: AbortSignal.timeout(60_000) })
const allowAll = { dutyCycle: 1, memoryBytes: 2 ** 41, shaders: 'any' } as const

/** Doubles `n` words of the input into the output, cut along x. */
const double: WgslProgram = {
  shaders: {
    main: `
      @group(0) @binding(0) var<storage, read> from_words: array<u32>;
      @group(0) @binding(1) var<storage, read_write> into: array<u32>;
      @compute @workgroup_size(1)
      fn main(@builtin(workgroup_id) group: vec3u) {
        let at = group.x + loam.first.x;
        into[at] = 2u * from_words[at + 1u];
      }`,
  },
  buffers: {
    input: { kind: 'input' },
    output: { kind: 'output', bytes: { times: [{ input: 0 }, 4] } },
  },
  steps: [
    {
      shader: 'main',
      entry: 'main',
      bindings: [
        { group: 0, binding: 0, buffer: 'input', access: 'read' },
        { group: 0, binding: 1, buffer: 'output', access: 'write' },
      ],
      groups: [{ input: 0 }, 1, 1],
      slice: 'x',
    },
  ],
  units: { input: 0 },
}

/** Ping-pong: each round writes left + own into the other buffer; Pascal's triangle, mod 2^32. */
const pascal: WgslProgram = {
  shaders: {
    main: `
      @group(0) @binding(0) var<storage, read> last: array<u32>;
      @group(0) @binding(1) var<storage, read_write> next: array<u32>;
      @group(1) @binding(0) var<uniform> seed: vec4u;
      @compute @workgroup_size(16)
      fn step(@builtin(global_invocation_id) id: vec3u) {
        if loam.round == 0u { next[id.x] = select(0u, seed.x, id.x == 0u); return; }
        next[id.x] = last[id.x] + select(0u, last[max(id.x, 1u) - 1u], id.x > 0u);
      }
      @compute @workgroup_size(16)
      fn copy(@builtin(global_invocation_id) id: vec3u) { next[id.x] = last[id.x]; }`,
  },
  buffers: {
    a: { kind: 'scratch', bytes: 64 },
    b: { kind: 'scratch', bytes: 64 },
    seed: { kind: 'constant', bytes: new Uint8Array([1, 0, 0, 0]) },
    output: { kind: 'output', bytes: 64 },
  },
  steps: [
    {
      repeat: { input: 0 },
      swap: [['a', 'b']],
      passes: [
        {
          shader: 'main',
          entry: 'step',
          bindings: [
            { group: 0, binding: 0, buffer: 'a', access: 'read' },
            { group: 0, binding: 1, buffer: 'b', access: 'write' },
            { group: 1, binding: 0, buffer: 'seed', access: 'uniform' },
          ],
          groups: [1, 1, 1],
        },
      ],
    },
    {
      shader: 'main',
      entry: 'copy',
      bindings: [
        { group: 0, binding: 0, buffer: 'a', access: 'read' },
        { group: 0, binding: 1, buffer: 'output', access: 'write' },
      ],
      groups: [1, 1, 1],
    },
  ],
  units: 1,
}

/** One invocation that runs `body` with `out: array<u32>` of one word at hand. */
const single = (body: string, change: Partial<WgslProgram> = {}): WgslProgram => ({
  shaders: {
    main: `@group(0) @binding(0) var<storage, read_write> out: array<u32>;
      var<workgroup> shared_words: array<u32, 4>;
      @compute @workgroup_size(4) fn main(@builtin(local_invocation_index) local: u32) { ${body} }`,
  },
  buffers: { output: { kind: 'output', bytes: 4 } },
  steps: [
    {
      shader: 'main',
      entry: 'main',
      bindings: [{ group: 0, binding: 0, buffer: 'output', access: 'write' }],
      groups: [1, 1, 1],
    },
  ],
  units: 7,
  ...change,
})

const words = (...values: number[]) => new Uint8Array(Uint32Array.from(values).buffer)
const wordsOf = (result: RunResult) =>
  result.kind === 'done' ? [...new Uint32Array(result.output.slice().buffer)] : result

const tab: SandboxTab = await openComputeTab()
const gpu = await hasGpu(tab)
const hasHalf = await tab.page.evaluate(async () => {
  const adapter = await navigator.gpu?.requestAdapter()
  return adapter?.features.has('shader-f16') === true
})
if (!gpu) console.warn('SKIPPED: this Chromium gives no WebGPU adapter; shaders are not tested')

afterAll(() => tab.close())

describe.skipIf(!gpu)('shaders in the sandbox', () => {
  let compute: Compute
  const cores: Core[] = []
  beforeAll(() => {
    compute = computeOfTab(tab)
  })

  async function open(program: WgslProgram, shared = new Uint8Array(0)): Promise<Core> {
    for (const core of cores.splice(0)) await core.close()
    // In Node the encoder hands out Buffers, which no browser knows.
    const module = new Uint8Array(encodeWgslProgram(program))
    const given = { ...patient(), allowance: allowAll }
    const core = await compute.open({ format: 'wgsl', module, shared }, given)
    cores.push(core)
    return core
  }
  const runOnce = async (program: WgslProgram, input = new Uint8Array(0)) =>
    (await open(program)).run(input, limits, patient())

  test('computes what it was asked, in slices, whatever ran before', async () => {
    const core = await open(double)
    const count = 70_001
    const numbers = Array.from({ length: count }, (_, i) => i * 3)
    const results = await Promise.all(
      [words(count, ...numbers), words(2, 5, 6), words(3, 0, 0, 1)].map((input) =>
        core.run(input, limits, patient()),
      ),
    )
    const [long, short] = results.map((result) => (result.kind === 'done' ? result.gas : 0n))
    // Whatever it calls its units, a stranger's program is paid by the steps it may take.
    expect(long).toBe((BigInt(count) * (short ?? 0n)) / 2n)
    expect(wordsOf(results[0] as RunResult)).toEqual(numbers.map((n) => 2 * n))
    expect(wordsOf(results[1] as RunResult)).toEqual([10, 12])
    expect(wordsOf(results[2] as RunResult)).toEqual([0, 0, 2])
  })

  test('plays ping-pong over several rounds', async () => {
    const result = await runOnce(pascal, words(6))
    expect((wordsOf(result) as number[]).slice(0, 7)).toEqual([1, 5, 10, 10, 5, 1, 0])
  })

  test.each([
    ['an endless loop', 'loop { out[0] += 1u; }'],
    ['an endless loop of nothing', 'loop { }'],
    ['an endless while', 'while true { out[0] += 1u; }'],
    ['a loop that waits for another', 'for (var i = 0u; ; i++) { if out[0] == 99u { break; } }'],
    ['an endless loop around a barrier', 'loop { workgroupBarrier(); shared_words[local] += 1u; }'],
  ])('ends %s out of gas, and goes on', async (_, body) => {
    const core = await open(single(body))
    for (let round = 0; round < 2; round++)
      expect(await core.run(new Uint8Array(0), limits, patient())).toMatchObject({
        kind: 'done',
        outcome: { kind: 'outOfGas' },
      })
  })

  test('lets loops around barriers do their work', async () => {
    const body = `
      shared_words[local] = local + 1u;
      for (var stride = 2u; stride > 0u; stride >>= 1u) {
        workgroupBarrier();
        if local < stride { shared_words[local] += shared_words[local + stride]; }
      }
      var spins = 0u;
      for (var i = 0u; i < local; i++) { spins += 1u; }
      if local == 0u { out[0] = shared_words[0] + spins; }`
    expect(wordsOf(await runOnce(single(body)))).toEqual([10])
  })

  test.each([
    ['text that is no WGSL', single('out[0] = banana;'), 'wgsl', 'banana'],
    [
      'a workgroup larger than the device has',
      single('', { shaders: { main: '@compute @workgroup_size(65536) fn main() {}' } }),
      'wgsl-pipeline',
      '65536',
    ],
    [
      'an entry that is not there',
      single('', { steps: [{ ...(single('').steps[0] as object), entry: 'nobody' } as never] }),
      'wgsl-pipeline',
      'nobody',
    ],
  ])('refuses %s with the reason', async (_, program, feature, named) => {
    const refused = open(program)
    await expect(refused).rejects.toMatchObject({ feature })
    await expect(refused).rejects.toThrow(named)
  })

  test('lets a program use the feature it says it needs, where the device has it', async () => {
    const half = single('if local == 0u { out[0] = u32(f16(2049.0)); }', {
      needs: { features: ['shader-f16'], limits: {} },
    })
    // Eleven bits of fraction: the odd one is gone.
    if (hasHalf) expect(wordsOf(await runOnce(half))).toEqual([2_048])
    else
      await expect(runOnce(half)).rejects.toMatchObject({
        feature: 'no-feature',
        message: expect.stringContaining('has no shader-f16'),
      })
    const unsaid = { ...half, needs: { features: [], limits: {} } }
    await expect(runOnce(unsaid)).rejects.toMatchObject({ feature: 'wgsl' })
  })

  test('refuses buffers over the limits with the number', async () => {
    const big = (bytes: number) => single('', { buffers: { output: { kind: 'output', bytes } } })
    expect(await runOnce(big(2 ** 27))).toMatchObject({
      kind: 'hostFailure',
      reason: 'refused',
      message: expect.stringContaining(`${2 ** 27}`),
    })
    const core = await open(big(2 ** 38))
    const generous = { ...limits, memoryBytes: 2 ** 40, outputBytes: 2 ** 40 }
    expect(await core.run(new Uint8Array(0), generous, patient())).toMatchObject({
      kind: 'hostFailure',
      reason: 'refused',
      message: expect.stringMatching(/“output” has 274877906944 bytes; this device allows \d+/),
    })
  })

  test('traps where its declaration does not fit the input, and pays nothing', async () => {
    expect(await runOnce(double, new Uint8Array(2))).toMatchObject({
      kind: 'done',
      outcome: { kind: 'trap' },
      gas: 0n,
    })
  })

  test('starts nothing that costs more units than are left', async () => {
    const core = await open(double)
    expect(await core.run(words(9, 1), { ...limits, gas: 8n }, patient())).toMatchObject({
      kind: 'done',
      outcome: { kind: 'outOfGas' },
      gas: 8n,
    })
  })

  test("a volunteer who did not say so runs no stranger's shader", async () => {
    const module = new Uint8Array(encodeWgslProgram(double))
    const program = { format: 'wgsl', module, shared: new Uint8Array(0) } as const
    await expect(compute.open(program, patient())).rejects.toMatchObject({
      feature: 'strangers-shader',
    })
    const none = { ...allowAll, shaders: 'none' } as const
    await expect(compute.open(program, { ...patient(), allowance: none })).rejects.toMatchObject({
      feature: 'no-gpu',
    })
  })
})

/** A driver that gives up when it sees these bytes written: nobody else can make one do so. */
const LOSING = 0xdead
const fragile = `{
  const request = GPUAdapter.prototype.requestDevice
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    const device = await request.call(this, descriptor)
    const write = device.queue.writeBuffer.bind(device.queue)
    device.queue.writeBuffer = (buffer, offset, data) => {
      write(buffer, offset, data)
      if (new Uint32Array(data.buffer)[0] === ${LOSING}) device.destroy()
    }
    return device
  }
}`

test.skipIf(!gpu)(
  'a lost device is a failure of the host, which goes on with another',
  async () => {
    const other = await openComputeTab({ probes: () => ({ worker: fragile }) })
    try {
      const module = new Uint8Array(encodeWgslProgram({ ...double, units: 1 }))
      const given = { ...patient(), allowance: allowAll }
      const program = { format: 'wgsl', module, shared: new Uint8Array(0) } as const
      const core = await computeOfTab(other).open(program, given)
      expect(wordsOf(await core.run(words(1, 4), limits, patient()))).toEqual([8])
      expect(await core.run(words(LOSING, 4), limits, patient())).toMatchObject({
        kind: 'hostFailure',
        reason: 'crashed',
        message: expect.stringContaining('graphics device is lost'),
      })
      expect(wordsOf(await core.run(words(1, 5), limits, patient()))).toEqual([10])
    } finally {
      await other.close()
    }
  },
)
