import { z } from 'zod'
import { BorrowedCore } from '#peer/adapters/bridge/borrowed-core.ts'
import type { AskedRuns, DoneRuns } from '#peer/adapters/bridge/compute-messages.ts'
import { type BridgePort, Endpoint, method } from '#peer/adapters/bridge/endpoint.ts'
import { LentCore } from '#peer/adapters/bridge/lent-core.ts'
import type { Compute } from '#peer/ports/compute.ts'
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
const runsSchema = coreSchema.extend({ runs: z.custom<AskedRuns>() })
const doneSchema = coreSchema.extend({ done: z.custom<DoneRuns>() })

/** Lends a sandbox to the thread at the other end of `port` (see `connectCompute`). */
export function serveCompute(compute: Compute, port: BridgePort): { close(): Promise<void> } {
  const cores = new Map<number, LentCore>()
  const endpoint = new Endpoint(port, {
    hello: method(z.undefined(), () => compute.capacity),
    open: method(openSchema, async ({ id, allowance, ...program }, signal) => {
      const core = await compute.open(program, { signal, ...(allowance && { allowance }) })
      if (signal.aborted) return core.close()
      const tell = (done: DoneRuns, transfer: ArrayBuffer[]) =>
        endpoint.notify('done', { id, done }, transfer)
      cores.set(id, new LentCore(core, tell))
    }),
    run: method(runsSchema, async ({ id, runs }, signal) => {
      const lent = cores.get(id)
      if (lent === undefined) throw new Error('The core is closed')
      await lent.run(runs, signal)
    }),
    pace: method(coreSchema.extend({ dutyCycle: dutyCycleSchema }), ({ id, dutyCycle }) =>
      cores.get(id)?.core.pace(dutyCycle),
    ),
    close: method(coreSchema, async ({ id }) => {
      const lent = cores.get(id)
      cores.delete(id)
      await lent?.core.close()
    }),
    keepWarm: method(z.boolean(), (isWanted) => compute.keepWarm(isWanted)),
    stop: method(z.undefined(), () => compute.stop()),
  })
  return {
    close: async () => {
      await Promise.all([...cores.values()].map(({ core }) => core.close()))
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
    done: method(doneSchema, ({ id, done }) => cores.get(id)?.settle(done)),
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
