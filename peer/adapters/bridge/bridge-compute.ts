import { z } from 'zod'
import { type BridgePort, Endpoint, method } from '#peer/adapters/bridge/endpoint.ts'
import type { Compute, Core, RunResult } from '#peer/ports/compute.ts'
import { formatSchema } from '#protocol/market/demand.ts'
import { outcomeSchema } from '#protocol/trust/batch-root.ts'

const bytesSchema = z.instanceof(Uint8Array)
const capacitySchema = z.object({ cores: z.int(), formats: z.array(formatSchema) })
const programSchema = z.object({ format: formatSchema, module: bytesSchema, shared: bytesSchema })
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
const limitsSchema = z.object({
  gas: z.bigint(),
  memoryBytes: z.int(),
  outputBytes: z.int(),
  logBytes: z.int(),
  wallMs: z.number(),
})
const coreSchema = z.object({ id: z.int() })
const resultSchema: z.ZodType<RunResult> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    outcome: outcomeSchema,
    output: bytesSchema,
    gas: z.bigint(),
    log: z.string(),
    because: z.enum(['depth', 'memory']).exactOptional(),
  }),
  z.object({
    kind: z.literal('hostFailure'),
    reason: z.enum(['stopped', 'wallClock', 'memory', 'output', 'crashed', 'refused']),
    message: z.string(),
  }),
])

/** Lends a sandbox to the thread at the other end of `port` (see `connectCompute`). */
export function serveCompute(compute: Compute, port: BridgePort): { close(): Promise<void> } {
  const cores = new Map<number, Core>()
  let lastId = 0
  const endpoint = new Endpoint(port, {
    hello: method(z.undefined(), () => compute.capacity),
    open: method(openSchema, async ({ allowance, ...program }, signal) => {
      const core = await compute.open(program, { signal, ...(allowance && { allowance }) })
      if (signal.aborted) await core.close()
      const id = ++lastId
      cores.set(id, core)
      return { id }
    }),
    run: method(
      coreSchema.extend({ input: bytesSchema, limits: limitsSchema }),
      ({ id, input, limits }, signal) =>
        cores.get(id)?.run(input, limits, { signal }) ?? crashed('The core is closed'),
    ),
    pace: method(coreSchema.extend({ dutyCycle: dutyCycleSchema }), ({ id, dutyCycle }) =>
      cores.get(id)?.pace(dutyCycle),
    ),
    close: method(coreSchema, async ({ id }) => {
      const core = cores.get(id)
      cores.delete(id)
      await core?.close()
    }),
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
  const endpoint = new Endpoint(port, {})
  const capacity = await endpoint.call('hello', undefined, capacitySchema)
  return {
    capacity,
    open: async (program, { signal, allowance }) => {
      const { id } = await endpoint.call('open', { ...program, allowance }, coreSchema, { signal })
      return {
        run: async (input, limits, options) => {
          try {
            return await endpoint.call('run', { id, input, limits }, resultSchema, options)
          } catch (error) {
            if (options.signal.aborted) {
              return { kind: 'hostFailure', reason: 'stopped', message: 'Stopped on request' }
            }
            return crashed(error instanceof Error ? error.message : String(error))
          }
        },
        pace: (dutyCycle) => endpoint.notify('pace', { id, dutyCycle }),
        close: async () => {
          await endpoint.call('close', { id }, z.unknown())
        },
      }
    },
    stop: async () => {
      await endpoint.call('stop', undefined, z.unknown())
    },
  }
}

const crashed = (message: string): RunResult => ({
  kind: 'hostFailure',
  reason: 'crashed',
  message,
})
