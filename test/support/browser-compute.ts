import type { Compute } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import type { ComputePage } from './compute-page.ts'
import { openSandboxTab, type SandboxTab, type SandboxTabOptions } from './sandbox-tab.ts'

declare const page: ComputePage

/** A tab whose compute port Node can drive (`computeOfTab`). */
export const openComputeTab = (
  options: Omit<SandboxTabOptions, 'entry'> = {},
): Promise<SandboxTab> =>
  openSandboxTab({ ...options, entry: new URL('./compute-page.ts', import.meta.url) })

/** Whether this Chromium gives its pages a graphics device, be it one in software. */
export const hasGpu = (tab: SandboxTab): Promise<boolean> =>
  tab.page.evaluate(async () => {
    const gpu: GPU | undefined = navigator.gpu
    return (await gpu?.requestAdapter()) != null
  })

/** The compute port of a tab, driven from here. */
export function computeOfTab(tab: SandboxTab): Compute {
  let nextId = 0
  const abortWith = (signal: AbortSignal, id: number) =>
    signal.addEventListener('abort', () => void tab.page.evaluate((each) => page.abort(each), id))
  return {
    capacity: { cores: 2, formats: ['kernel', 'wasi', 'wgsl'] },
    async open(program, { signal, allowance }) {
      const coreId = nextId++
      abortWith(signal, coreId)
      const { refused } = await tab.page.evaluate(
        ([id, each, given]) => page.open(id, each, given),
        [coreId, program, allowance] as const,
      )
      if (refused) throw new ProgramRefusedError(...refused)
      return {
        run: (input, limits, options) => {
          const id = nextId++
          abortWith(options.signal, id)
          return tab.page.evaluate(([core, run, bytes, each]) => page.run(core, run, bytes, each), [
            coreId,
            id,
            input,
            limits,
          ] as const)
        },
        close: () => tab.page.evaluate((id) => page.close(id), coreId),
      }
    },
    stop: () => tab.close(),
  }
}
