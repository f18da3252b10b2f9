import { describe, expect, it } from 'vitest'
import { NO_PREFERENCES } from '#protocol/market/preferences.ts'
import { createMortalStore } from '#test/support/mortal-store.ts'
import {
  createToyWorld,
  jobOf,
  joinProvider,
  postFree,
  untilOver,
} from '#test/support/toy-world.ts'

const SUBTASKS = 20
/** Of them, in percent and counted. */
const MAX_SHARE = 40
const MOST = 8

/** A job of which nobody may see more than a share, and providers who note what they were shown. */
async function openLimited() {
  const world = createToyWorld()
  const store = createMortalStore()
  const requestor = await world.join({ store })
  const join = async (subtaskMs = 100) => {
    const seen = new Set<number>()
    const member = await joinProvider(world, {
      subtaskMs,
      spoil: (result, _, [index = -1]) => {
        seen.add(index)
        return result
      },
    })
    return { ...member, seen }
  }
  const post = () =>
    postFree(
      world,
      requestor,
      SUBTASKS,
      'toy',
      {},
      {
        policy: { kind: 'none' },
        prefers: { ...NO_PREFERENCES, maxShare: MAX_SHARE },
      },
    )
  /** The tab dies, and another opens where it stood. */
  const reload = async () => {
    const disk = store.die()
    const closing = requestor.peer.stop()
    await world.clock.advance(20)
    await closing
    return world.join({ store: disk, seed: requestor.seed })
  }
  return { world, requestor, join, post, reload }
}

const WAITS = {
  explanation: {
    reason:
      'Waiting for others: nobody may see more than 40 % of this job, and 2 have seen their share.',
    advice: 'It goes on when others come, or at once when you lift the limit.',
  },
  maxShare: MAX_SHARE,
  verified: 2 * MOST,
}

describe('a job of which nobody may see more than a share', { timeout: 60_000 }, () => {
  it('is done by three who see no more than that, and sends each home with it', async () => {
    const { world, requestor, join, post } = await openLimited()
    const providers = [await join(50), await join(), await join()]
    await post()
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
    expect(Math.max(...providers.map(({ seen }) => seen.size))).toBe(MOST)
    expect(job.turnedAway.map(({ reason }) => reason)).toContain(
      'has been lent as much of the job as its requestor shows to one',
    )
  })

  it('waits and says why where too few come, over a reload too, until the limit is lifted', async () => {
    const { world, requestor, join, post, reload } = await openLimited()
    const providers = [await join(), await join()]
    await post()
    await world.clock.advance(20_000)
    expect(await jobOf(requestor)).toMatchObject(WAITS)
    const again = await reload()
    await world.clock.advance(60_000)
    expect(await jobOf(again)).toMatchObject(WAITS)
    for (const { seen } of providers) expect(seen.size).toBe(MOST)
    await again.peer.liftShare((await jobOf(again)).jobId)
    expect(await untilOver(world, again)).toMatchObject({ phase: 'done', maxShare: undefined })
  })

  it('counts what was seen of the job that it goes on with', async () => {
    const { world, requestor, join, post } = await openLimited()
    const providers = [await join(), await join()]
    const jobId = await post()
    await world.clock.advance(20_000)
    await requestor.peer.cancel(jobId)
    const preparing = requestor.peer.prepareRest(jobId)
    await world.clock.advance(200)
    const draft = await preparing
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const policy = { kind: 'none' } as const
    await requestor.peer.post(draft.draftId, { kind: 'free', policy })
    await world.clock.advance(20_000)
    expect(await jobOf(requestor)).toMatchObject({ ...WAITS, continues: jobId })
    const last = await join()
    expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
    expect(last.seen.size).toBe(SUBTASKS - 2 * MOST)
    for (const { seen } of providers) expect(seen.size).toBe(MOST)
  })

  it('knows after a crash what was lent and not answered', async () => {
    const { world, requestor, join, post, reload } = await openLimited()
    const { seen } = await join(4_000)
    await post()
    while ((await jobOf(requestor)).leased === 0) await world.clock.advance(20)
    const { leased } = await jobOf(requestor)
    await world.clock.advance(20)
    const again = await reload()
    await world.clock.advance(120_000)
    expect(seen.size).toBeLessThanOrEqual(MOST)
    // What it was lent before counts though nobody took it.
    expect((await jobOf(again)).verified).toBeLessThanOrEqual(MOST - leased)
  })

  it('is refused where one subtask is more than that', async () => {
    const { world, requestor } = await openLimited()
    const preparing = requestor.peer.prepare('toy', { subtasks: 2 }, {})
    await world.clock.advance(200)
    const draft = await preparing
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const prefers = { ...NO_PREFERENCES, maxShare: MAX_SHARE }
    expect(await requestor.peer.post(draft.draftId, { kind: 'free', prefers })).toMatchObject({
      kind: 'refused',
      message: 'One piece of 2 is more than 40 % of the job.',
    })
  })
})
