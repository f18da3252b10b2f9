import { readFile } from 'node:fs/promises'
import { requestJob } from '#cli/drive/request-job.ts'
import { startNetwork } from '#test/support/local-network.ts'
import { waitForJob } from '#test/support/wait-for-job.ts'
import { evenRender } from './apps/even-render.ts'
import type { Benchmark } from './benchmark.ts'
import { measureSandboxLoop } from './support/sandbox-loop.ts'

const SCENE = new URL('../wasm-tasks/render/scenes/sample.glb', import.meta.url)
const JOB = { frames: 1, width: 320, height: 180, samples: 16 }
const PROVIDERS = 2
const LOOP_MS = 1_500
const TIMEOUT_MS = 120_000

/**
 * How long after posting a job a requestor sees the first tile that two providers agree on.
 *
 * Real tabs: two providers and a requestor that fills the form, each in a browser process of its
 * own, for a free job of one small frame. It takes gossip, offers, agreements, a direct dial, the
 * scene's transfer, compiling, two executions and the fetch of the bytes. Held against rendering
 * one tile on a bare sandbox core, which is the part that is work.
 */
export const firstTile: Benchmark = {
  name: 'first-tile',
  title: 'time from posting a job to the first verified tile, two provider tabs',
  runs: 5,
  async measure({ runs, cleanup, say }) {
    const network = await startNetwork({ chain: false })
    cleanup.add(() => network.stop())
    await Promise.all(Array.from({ length: PROVIDERS }, () => network.startProvider()))
    const scene = new Uint8Array(await readFile(SCENE))
    const joined: number[] = []
    const first: number[] = []
    const tile: number[] = []
    for (let run = 1; run <= runs; run += 1) {
      say(`run ${run} of ${runs}`)
      const perSecond = await measureSandboxLoop({
        app: evenRender,
        params: { render: JOB, tile: 7, subtasks: 1 },
        files: { scene },
        cores: 1,
        forMs: LOOP_MS,
      })
      tile.push(1 / perSecond)
      const { browser, page } = await network.openTab('/request')
      await requestJob(page, { ...JOB, free: true })
      const { seconds } = await waitForJob(page, ({ phase }) => phase === 'done', TIMEOUT_MS)
      if (seconds.join === undefined || seconds.firstResult === undefined)
        throw new Error('The job ended without a result')
      joined.push(seconds.join)
      first.push(seconds.firstResult)
      await browser.close()
    }
    const peer = 'one tile on a bare core'
    return [
      { name: 'first verified tile', unit: 's', values: first, against: peer },
      { name: 'of that, first provider ready', unit: 's', values: joined },
      { name: peer, unit: 's', values: tile },
    ]
  },
}
