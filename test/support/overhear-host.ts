import type { Frame, Page } from 'playwright-core'

/**
 * Runs in a page before its own code: keeps for what share of the time its sandbox host is told
 * that a core may compute, when it opens one and when that changes.
 */
export function overhearHost(): void {
  const told: number[] = []
  Object.assign(window, { told })
  const note = ({ data }: MessageEvent) => {
    const { name, args } = data
    const dutyCycle = name === 'open' ? args.allowance?.dutyCycle : args?.dutyCycle
    if (dutyCycle !== undefined) told.push(dutyCycle)
  }
  const { prototype } = MessagePort
  const listen: (type: string, run: EventListener) => void = prototype.addEventListener
  prototype.addEventListener = function (this: MessagePort, type: string, run: EventListener) {
    if (type === 'message') listen.call(this, type, note as EventListener)
    listen.call(this, type, run)
  }
}

/** What the host of a page, or of a frame in it, was told since it was loaded. */
export const toldHost = (page: Page | Frame): Promise<number[]> =>
  page.evaluate(() => Reflect.get(window, 'told'))
