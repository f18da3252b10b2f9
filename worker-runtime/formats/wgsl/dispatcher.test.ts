import { describe, expect, test } from 'vitest'
import type { WgslPass } from '#protocol/task/wgsl-program.ts'
import { Dispatcher, MAX_SLICES, MAX_SUBMISSION_STEPS, type Work } from './dispatcher.ts'
import { Tuner } from './tuner.ts'

/** A device that does everything at once, and says what each submission held. */
function instantDevice() {
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
        dispatched = []
      },
      writeBuffer() {},
      onSubmittedWorkDone: async () => {},
    },
  } as unknown as GPUDevice
  const loamLayout = {} as GPUBindGroupLayout
  const dispatcher = new Dispatcher({ device, tuner: new Tuner(), loamLayout, spent: undefined })
  dispatcher.begin(() => {})
  return { dispatcher, submissions }
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
    const { dispatcher, submissions } = instantDevice()
    await expect(dispatcher.dispatch(pass)).rejects.toMatchObject({ reason: 'refused' })
    await dispatcher.flush()
    expect(submissions.flat()).toEqual([])
  })

  test('keeps each submission small, however cheap the workgroups before were', async () => {
    const groupSteps = 2 ** 24
    const { dispatcher, submissions } = instantDevice()
    await dispatcher.dispatch(work([1_500, 2, 1], groupSteps, 'x'))
    await dispatcher.dispatch(work([100, 1, 1], groupSteps))
    await dispatcher.dispatch(work([200, 1, 1], groupSteps))
    await dispatcher.flush()
    expect(sum(submissions.flat())).toBe(3_300)
    for (const counts of submissions)
      expect(sum(counts) * groupSteps).toBeLessThanOrEqual(MAX_SUBMISSION_STEPS)
  })

  test('counts slices, not passes', async () => {
    const { dispatcher } = instantDevice()
    const endless = dispatcher.dispatch(work([MAX_SLICES + 1, 1, 1], MAX_SUBMISSION_STEPS, 'x'))
    await expect(endless).rejects.toMatchObject({ reason: 'refused' })
  })

  test("leaves Loam's own as large as the clock allows", async () => {
    const { dispatcher, submissions } = instantDevice()
    await dispatcher.dispatch(work([65_535, 65_535, 1], undefined))
    await dispatcher.flush()
    expect(submissions.flat()).toEqual([65_535 ** 2])
  })
})
