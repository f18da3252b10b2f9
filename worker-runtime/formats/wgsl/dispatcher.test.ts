import { describe, expect, test } from 'vitest'
import type { WgslPass } from '#protocol/task/wgsl-program.ts'
import { Dispatcher, MAX_SLICES, MAX_SUBMISSION_STEPS, type Work } from './dispatcher.ts'
import { Tuner } from './tuner.ts'

/**
 * A device that says what each submission held. It does everything at once, or has each workgroup
 * take `groupMs` on a clock of its own.
 */
function fakeDevice(groupMs = 0) {
  let now = 0
  let busyMs = 0
  const submissions: number[][] = []
  let dispatched: number[] = []
  const device = {
    limits: { maxComputeWorkgroupsPerDimension: 65_535 },
    createBuffer: () => ({}),
    createBindGroup: () => ({}),
    createCommandEncoder: () => ({
      beginComputePass: () => ({
        setPipeline() {},
        setBindGroup() {},
        dispatchWorkgroups: (x: number, y: number, z: number) => dispatched.push(x * y * z),
        end() {},
      }),
      finish: () => ({}),
    }),
    queue: {
      submit() {
        submissions.push(dispatched)
        busyMs += sum(dispatched) * groupMs
        now += sum(dispatched) * groupMs
        dispatched = []
      },
      writeBuffer() {},
      onSubmittedWorkDone: async () => {},
    },
  } as unknown as GPUDevice
  const loamLayout = {} as GPUBindGroupLayout
  const naps: number[] = []
  const time = {
    now: () => now,
    sleep: async (ms: number) => {
      naps.push(ms)
      now += ms
    },
  }
  const tuner = new Tuner()
  const dispatcher = new Dispatcher({ device, tuner, loamLayout, spent: undefined, time })
  dispatcher.begin(() => {})
  return { dispatcher, submissions, time, naps, busyShare: () => busyMs / now }
}

function work(
  groups: Work['groups'],
  groupSteps: number | undefined,
  slice?: WgslPass['slice'],
): Work {
  const pass: WgslPass = { shader: 'main', entry: 'main', bindings: [], groups: [...groups], slice }
  const pipeline = {} as GPUComputePipeline
  const made = { id: '0', pass, pipeline, layouts: [], groupSteps }
  return { pipeline: made, bindGroups: [], groups, round: 0 }
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

describe("the dispatcher, of strangers' passes", () => {
  test.each([
    ['that nothing cuts', work([2 ** 12 + 1, 1, 1], 2 ** 20)],
    ['with uncut axes that are large', work([1, 65_535, 65_535], 100, 'x')],
  ])('refuses one %s before anything of it runs', async (_, pass) => {
    const { dispatcher, submissions } = fakeDevice()
    await expect(dispatcher.dispatch(pass)).rejects.toMatchObject({ reason: 'refused' })
    await dispatcher.flush()
    expect(submissions.flat()).toEqual([])
  })

  test('keeps each submission small, however cheap the workgroups before were', async () => {
    const groupSteps = 2 ** 24
    const { dispatcher, submissions } = fakeDevice()
    await dispatcher.dispatch(work([1_500, 2, 1], groupSteps, 'x'))
    await dispatcher.dispatch(work([100, 1, 1], groupSteps))
    await dispatcher.dispatch(work([200, 1, 1], groupSteps))
    await dispatcher.flush()
    expect(sum(submissions.flat())).toBe(3_300)
    for (const counts of submissions)
      expect(sum(counts) * groupSteps).toBeLessThanOrEqual(MAX_SUBMISSION_STEPS)
  })

  test('counts slices, not passes', async () => {
    const { dispatcher } = fakeDevice()
    const endless = dispatcher.dispatch(work([MAX_SLICES + 1, 1, 1], MAX_SUBMISSION_STEPS, 'x'))
    await expect(endless).rejects.toMatchObject({ reason: 'refused' })
  })

  test("leaves Loam's own as large as the clock allows", async () => {
    const { dispatcher, submissions } = fakeDevice()
    await dispatcher.dispatch(work([65_535, 65_535, 1], undefined))
    await dispatcher.flush()
    expect(submissions.flat()).toEqual([65_535 ** 2])
  })
})

describe('the dispatcher, for a volunteer who lends a share of the device', () => {
  /** Many submissions of about 60 ms, which is what the tuner aims at. */
  const long = work([10_000, 1, 1], undefined, 'x')

  test.each([0.1, 0.25, 0.8])(
    'keeps the device busy for %d of the time in one run',
    async (share) => {
      const { dispatcher, submissions, busyShare } = fakeDevice(1)
      dispatcher.pace(share)
      await dispatcher.dispatch(long)
      await dispatcher.flush()
      expect(sum(submissions.flat())).toBe(10_000)
      expect(submissions.length).toBeGreaterThan(100)
      expect(Math.abs(busyShare() - share)).toBeLessThan(0.02)
    },
  )

  test('rests between runs too, and not at all where all of it is lent', async () => {
    const { dispatcher, naps, busyShare } = fakeDevice(1)
    for (let run = 0; run < 20; run += 1) {
      dispatcher.begin(() => {})
      await dispatcher.dispatch(work([50, 1, 1], undefined))
      await dispatcher.flush()
    }
    expect(naps).toEqual([])
    dispatcher.pace(0.5)
    for (let run = 0; run < 1_000; run += 1) {
      dispatcher.begin(() => {})
      await dispatcher.dispatch(work([50, 1, 1], undefined))
      await dispatcher.flush()
    }
    expect(Math.abs(busyShare() - 0.5)).toBeLessThan(0.02)
  })

  test('takes a change of share in the middle of a rest', async () => {
    const { dispatcher, submissions, time, naps } = fakeDevice(1_000)
    const sleep = time.sleep
    time.sleep = async (ms) => {
      await sleep(ms)
      if (naps.length === 3) dispatcher.pace(1)
    }
    dispatcher.pace(0.1)
    await dispatcher.dispatch(work([1, 1, 1], undefined))
    await dispatcher.flush()
    await dispatcher.dispatch(work([1, 1, 1], undefined))
    await dispatcher.flush()
    expect(submissions.flat()).toEqual([1, 1])
    expect(naps).toEqual([100, 100, 100])
  })
})
