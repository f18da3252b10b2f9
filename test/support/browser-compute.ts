import { createTabCompute } from '#cli/compute/tab-compute.ts'
import type { Compute } from '#peer/ports/compute.ts'
import { openSandboxTab, type SandboxTab, type SandboxTabOptions } from './sandbox-tab.ts'

const entry = new URL('../../cli/compute/compute-page.ts', import.meta.url)

/** A tab whose compute port Node can drive (`computeOfTab`). */
export const openComputeTab = (
  options: Omit<SandboxTabOptions, 'entry'> = {},
): Promise<SandboxTab> => openSandboxTab({ ...options, entry })

/** Whether this Chromium gives its pages a graphics device, be it one in software. */
export const hasGpu = (tab: SandboxTab): Promise<boolean> =>
  tab.page.evaluate(async () => {
    const gpu: GPU | undefined = navigator.gpu
    return (await gpu?.requestAdapter()) != null
  })

/** The compute port of a tab, driven from here. */
export const computeOfTab = (tab: SandboxTab): Compute => ({
  ...createTabCompute(tab.page, tab.exchange, 2),
  stop: () => tab.close(),
})
