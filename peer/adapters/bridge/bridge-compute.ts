import { z } from 'zod'
import { type AskedRuns, BorrowedCore } from '#peer/adapters/bridge/borrowed-core.ts'
import { type BridgePort, Endpoint, method } from '#peer/adapters/bridge/endpoint.ts'
import type { Compute, Core, RunResults } from '#peer/ports/compute.ts'
import { areListed } from '#peer/ports/run-results.ts'
import { formatSchema } from '#protocol/market/demand.ts'
import { graphicsSchema } from '#protocol/task/graphics.ts'

const bytesSchema = z.instanceof(Uint8Array)
const capacitySchema = z.object({
  cores: z.int(),
  formats: z.array(formatSchema),
  graphics: graphicsSchema.extend({ name: z.string() }).optional(),
})
const coreSchema = z.object({ id: z.int() })
const programSchema = coreSchema.extend({
  format: formatSchema,
  module: bytesSchema,
  shared: bytesSchema,
})
const dutyCycleSchema = z.number().positive().max(1)
const openSchema = programSchema.extend({
  allowance: z
    .object({
      dutyCycle: dutyCycleSchema,
      memoryBytes: z.int(),
      shaders: z.enum(['none', 'own', 'any']).optional(),
    })
    .optional(),
})
/**
 * Runs and results are many, and our own words to ourselves: they are not looked at. The
 * host has judged whatever a sandbox said before it crosses here.
 */
const groupSchema = coreSchema.extend({ group: z.int() })
const runsSchema = groupSchema.extend({ runs: z.custom<AskedRuns>() })
const doneSchema = groupSchema.extend({ results: z.custom<RunResults>() })

/** Handing over a smaller buffer costs more than copying it. */
const MIN_TRANSFER_BYTES = 4_096

/** Buffers that may be handed over with these results, for nobody here looks at them again. */
function transferOf(results: RunResults): ArrayBuffer[] {
  if (!areListed(results)) return []
  return results.flatMap((result) => {
    const bytes = result.kind === 'done' ? result.output : undefined
    const isWhole = bytes !== undefined && bytes.byteLength === bytes.buffer.byteLength
    return isWhole && bytes.byteLength >= MIN_TRANSFER_BYTES ? [bytes.buffer as ArrayBuffer] : []
  })
}

/** Lends a sandbox to the thread at the other end of `port` (see `connectCompute`). */
export function serveCompute(compute: Compute, port: BridgePort): { close(): Promise<void> } {
  const cores = new Map<number, Core>()
  const endpoint = new Endpoint(port, {
    hello: method(z.undefined(), () => compute.capacity),
    open: method(openSchema, async ({ id, allowance, ...program }, signal) => {
      const core = await compute.open(program, { signal, ...(allowance && { allowance }) })
      if (signal.aborted) return core.close()
      cores.set(id, core)
    }),
    run: method(runsSchema, async ({ id, group, runs }, signal) => {
      const core = cores.get(id)
      if (core === undefined) throw new Error('The core is closed')
      const take = (results: RunResults) =>
        endpoint.notify('done', { id, group, results }, transferOf(results))
      await core.runAll(runs.inputs, runs.limits, { signal, take })
    }),
    pace: method(coreSchema.extend({ dutyCycle: dutyCycleSchema }), ({ id, dutyCycle }) =>
      cores.get(id)?.pace(dutyCycle),
    ),
    close: method(coreSchema, async ({ id }) => {
      const core = cores.get(id)
      cores.delete(id)
      await core?.close()
    }),
    keepWarm: method(z.boolean(), (isWanted) => compute.keepWarm(isWanted)),
    stop: method(z.undefined(), () => compute.stop()),
  })
  return {
    close: async () => {
      await Promise.all([...cores.values()].map((core) => core.close()))
      endpoint.close()
    },
  }
}

/**
 * Borrows the sandbox that `serveCompute` lends at the other end of `port`. What a person runs on
 * their own machine, plain or printing while it runs, does not cross: it is asked for over there.
 */
export async function connectCompute(port: BridgePort): Promise<Compute> {
  const cores = new Map<number, BorrowedCore>()
  let lastId = 0
  const endpoint = new Endpoint(port, {
    done: method(doneSchema, ({ id, group, results }) => cores.get(id)?.settle(group, results)),
  })
  const capacity = await endpoint.call('hello', undefined, capacitySchema)
  return {
    capacity,
    open: async (program, { signal, allowance }) => {
      const id = ++lastId
      try {
        await endpoint.call('open', { id, ...program, allowance }, z.unknown(), { signal })
      } catch (error) {
        // It may have been opened just before the abort came there.
        endpoint.notify('close', { id })
        throw error
      }
      const core = new BorrowedCore(endpoint, id, () => cores.delete(id))
      cores.set(id, core)
      return core
    },
    keepWarm: (isWanted) => endpoint.notify('keepWarm', isWanted),
    stop: async () => {
      await endpoint.call('stop', undefined, z.unknown())
    },
  }
}
