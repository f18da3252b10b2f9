import type { App } from '#protocol/task/app.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'

/**
 * Subtasks a second that sandbox cores compute side by side with nothing around them: no network,
 * no signatures, no second opinion. What everything else is held against.
 */
export async function measureSandboxLoop<Params>(options: {
  readonly app: App<Params>
  readonly params: Params
  readonly files?: Readonly<Record<string, Uint8Array>>
  readonly cores: number
  readonly forMs: number
}): Promise<number> {
  const { app, params, files = {}, cores: count, forMs } = options
  const { module, shared } = await app.prepare(params, files)
  const { format, limits } = app.manifest
  const { signal } = new AbortController()
  const compute = createNodeCompute({ cores: count })
  try {
    const cores = await Promise.all(
      Array.from({ length: count }, () => compute.open({ format, module, shared }, { signal })),
    )
    const input = app.input(params, 0)
    const run = async (core: (typeof cores)[number]) => {
      const result = await core.run(input, limits, { signal })
      if (result.kind !== 'done') throw new Error(`The loop failed: ${result.message}`)
    }
    // Engines compile better code after a first call.
    await Promise.all(cores.map(run))
    const startedAt = performance.now()
    const rates = await Promise.all(
      cores.map(async (core) => {
        let subtasks = 0
        while (performance.now() - startedAt < forMs) {
          await run(core)
          subtasks += 1
        }
        return (subtasks * 1000) / (performance.now() - startedAt)
      }),
    )
    return rates.reduce((sum, rate) => sum + rate, 0)
  } finally {
    await compute.stop()
  }
}
