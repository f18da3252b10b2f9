import type { Allowance, Compute, Core, PrintStream, RunResult } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import type { Format } from '#protocol/task/app.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { ownShaders } from '#wasm-tasks/own-shaders.ts'
import { createBrowserCompute } from '#worker-runtime/host/browser.ts'
import { PrintUpload } from './print-upload.ts'

/** A result without its output's bytes, which travel by themselves. */
export type RunNews =
  | Omit<Extract<RunResult, { kind: 'done' }>, 'output'>
  | Extract<RunResult, { kind: 'hostFailure' }>

/**
 * What the page lets its driver call: the compute port by handles. Handles are the driver's.
 * Programs, inputs and outputs are paths on the page's own server, never part of a call.
 */
export interface ComputePage {
  /** Makes the compute port ready. Called again, it changes nothing. */
  start(cores: number): void
  open(
    coreId: number,
    program: { readonly format: Format; readonly module: string; readonly shared: string },
    options: { readonly allowance?: Allowance; readonly plain?: boolean },
  ): Promise<{ readonly refused?: readonly [feature: string, offset: number, message: string] }>
  run(
    coreId: number,
    runId: number,
    paths: {
      readonly input: string
      readonly output: string
      /** Where to bring what is printed, when somebody wants to hear it. */
      readonly printed?: Readonly<Record<PrintStream, string>>
    },
    limits: Limits,
  ): Promise<RunNews>
  abort(id: number): void
  pace(coreId: number, dutyCycle: number): void
  close(coreId: number): Promise<void>
  keepWarm(cores: number, isWanted: boolean): void
  isolation(): string | undefined
}

let compute: Compute | undefined
let isolation: string | undefined
const cores = new Map<number, Core>()
const aborts = new Map<number, AbortController>()

async function download(path: string): Promise<Uint8Array> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`No bytes at ${path}`)
  return new Uint8Array(await response.arrayBuffer())
}

async function upload(path: string, ...pieces: readonly Uint8Array[]): Promise<void> {
  // A blob, because whoever drives the page is told the bytes of every other kind of body.
  const body = new Blob(pieces as Uint8Array<ArrayBuffer>[])
  const response = await fetch(path, { method: 'PUT', body })
  if (!response.ok) throw new Error(`The bytes were not taken: ${response.status}`)
}

/** Runs `work` under a signal that `abort(id)` sets off. */
async function abortable<T>(id: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  aborts.set(id, controller)
  try {
    return await work(controller.signal)
  } finally {
    aborts.delete(id)
  }
}

const page: ComputePage = {
  start: (count) => {
    compute ??= createBrowserCompute({
      cores: count,
      ownShaders,
      frameUrl: (slot) => `http://s${slot}.localhost:${location.port}/sandbox.html`,
      onIsolation: (found) => {
        isolation = found
      },
    })
  },
  open: (coreId, { format, module, shared }, options) =>
    abortable(coreId, async (signal) => {
      if (!compute) throw new Error('Not started')
      const program = { format, module: await download(module), shared: await download(shared) }
      try {
        cores.set(coreId, await compute.open(program, { ...options, signal }))
        return {}
      } catch (error) {
        if (!(error instanceof ProgramRefusedError)) throw error
        return { refused: [error.feature, error.offset, error.reason] as const }
      }
    }),
  run: (coreId, runId, paths, limits) =>
    abortable(runId, async (signal) => {
      const core = cores.get(coreId)
      if (!core) throw new Error(`No core ${coreId}`)
      const printed = paths.printed && new PrintUpload(paths.printed, upload)
      const options = printed ? { signal, onPrint: printed.add } : { signal }
      const result = await core.run(await download(paths.input), limits, options)
      await printed?.done()
      if (result.kind === 'hostFailure') return result
      const { output, ...news } = result
      await upload(paths.output, output)
      return news
    }),
  abort: (id) => aborts.get(id)?.abort(),
  pace: (coreId, dutyCycle) => cores.get(coreId)?.pace(dutyCycle),
  close: async (coreId) => {
    await cores.get(coreId)?.close()
    cores.delete(coreId)
  },
  keepWarm: (count, isWanted) => {
    page.start(count)
    compute?.keepWarm(isWanted)
  },
  isolation: () => isolation,
}
Object.assign(globalThis, { loam: page })
