import type { Page } from 'playwright-core'
import type { Compute, Core, Program, RunResult } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import { oneByOne } from '#peer/ports/run-results.ts'
import type { Limits } from '#protocol/task/limits.ts'
import type { ByteExchange } from './byte-exchange.ts'
import type { ComputePage } from './compute-page.ts'

type OpenOptions = Parameters<Compute['open']>[1]
type RunOptions = Parameters<Core['run']>[2]

/** What the page's script puts into its window. Only calls inside the page see it. */
declare const loam: ComputePage

/** The compute port of a tab, driven from this process. Bytes travel by the exchange. */
export function createTabCompute(page: Page, exchange: ByteExchange, cores: number): Compute {
  let nextId = 0

  /** Runs `call` under a number by which the page ends it when `signal` aborts. */
  async function numbered<T>(signal: AbortSignal, call: (id: number) => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    const id = nextId++
    const abort = () => void page.evaluate((each) => loam.abort(each), id).catch(() => undefined)
    signal.addEventListener('abort', abort)
    try {
      return await call(id)
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  async function run(
    coreId: number,
    input: Uint8Array,
    limits: Limits,
    { signal, onPrint }: RunOptions,
  ): Promise<RunResult> {
    let output: Uint8Array | undefined
    const expect = (take: (bytes: Uint8Array) => void) => exchange.expect(limits.outputBytes, take)
    const paths = {
      input: exchange.offer(input),
      output: expect((bytes) => {
        output = bytes
      }),
      ...(onPrint && {
        printed: {
          stdout: expect((bytes) => onPrint('stdout', bytes)),
          stderr: expect((bytes) => onPrint('stderr', bytes)),
        },
      }),
    }
    try {
      const news = await numbered(signal, (id) =>
        page.evaluate((call) => loam.run(...call), [coreId, id, paths, limits] as const),
      )
      if (news.kind === 'hostFailure') return news
      if (!output) throw new Error('The output did not arrive')
      return { ...news, output }
    } catch (error) {
      if (signal.aborted) return { kind: 'hostFailure', reason: 'stopped', message: 'Stopped' }
      return { kind: 'hostFailure', reason: 'crashed', message: firstLine(error) }
    } finally {
      exchange.drop(paths.input, paths.output, ...Object.values(paths.printed ?? {}))
    }
  }

  async function open({ format, ...program }: Program, options: OpenOptions): Promise<Core> {
    const { signal, allowance, plain } = options
    await page.evaluate((count) => loam.start(count), cores)
    const module = exchange.offer(program.module)
    const shared = exchange.offer(program.shared)
    try {
      return await numbered(signal, async (coreId) => {
        const given = { ...(allowance && { allowance }), ...(plain !== undefined && { plain }) }
        const call = [coreId, { format, module, shared }, given] as const
        const { refused } = await page.evaluate((each) => loam.open(...each), call)
        if (refused) throw new ProgramRefusedError(...refused)
        return oneByOne({
          run: (input, limits, options) => run(coreId, input, limits, options),
          pace: (dutyCycle) => {
            const call = [coreId, dutyCycle] as const
            // A page that is gone paces nothing, and its runs fail by themselves.
            page.evaluate((each) => loam.pace(...each), call).catch(() => undefined)
          },
          close: () => page.evaluate((id) => loam.close(id), coreId),
        })
      })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      exchange.drop(module, shared)
    }
  }

  return {
    capacity: { cores, formats: ['kernel', 'wasi', 'wgsl'] },
    open,
    keepWarm: (isWanted) => {
      // A page that is gone has nothing to keep.
      page
        .evaluate((call) => loam.keepWarm(...call), [cores, isWanted] as const)
        .catch(() => undefined)
    },
    stop: () => page.close(),
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0] ?? message
}
