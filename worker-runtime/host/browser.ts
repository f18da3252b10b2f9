import type { Compute, GraphicsDevice } from '#peer/ports/compute.ts'
import type { Cid } from '#protocol/ids.ts'
import { SandboxPool } from './pool.ts'
import type { Sandbox } from './sandbox.ts'
import { TICK_MS, Ticker } from './ticker.ts'

const READY_TIMEOUT_MS = 10_000

/** Ticks from a worker: the window's own timers fall to one a minute where nobody looks. */
function startTicking(tick: () => void): () => void {
  const url = URL.createObjectURL(new Blob([`setInterval(() => postMessage(0), ${TICK_MS})`]))
  const worker = new Worker(url)
  worker.onmessage = tick
  // A page whose policy allows no such worker has its own timers left, and hidden a clock that runs
  // up to sixty times too slow. Loam's own pages, its widget's frame included, all allow it.
  let timer: ReturnType<typeof setInterval> | undefined
  worker.onerror = () => {
    timer = setInterval(tick, TICK_MS)
  }
  return () => {
    clearInterval(timer)
    worker.terminate()
    URL.revokeObjectURL(url)
  }
}

function makeFrame(url: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.sandbox.add('allow-scripts')
  frame.src = url
  frame.hidden = true
  frame.title = 'Loam sandbox'
  frame.setAttribute('aria-hidden', 'true')
  return frame
}

/** Adds the frame and waits until it is loaded and its script says that it listens. */
function whenReady(frame: HTMLIFrameElement, ticker: Ticker, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const missing = new Set(['load', 'message'])
    const settle = (done: () => void) => {
      cancel()
      removeEventListener('message', listen)
      done()
    }
    const note = ({ type }: Event) => {
      missing.delete(type)
      if (missing.size === 0) settle(resolve)
    }
    const listen = (event: MessageEvent<unknown>) => {
      const { source, data } = event
      if (source === frame.contentWindow && data === 'loam:sandbox-ready') note(event)
    }
    const cancel = ticker.after(timeoutMs, () =>
      settle(() => reject(new Error(`The sandbox at ${frame.src} did not load`))),
    )
    addEventListener('message', listen)
    frame.addEventListener('load', note, { once: true })
    document.body.append(frame)
  })
}

async function startFrame(url: string, ticker: Ticker, timeoutMs: number): Promise<Sandbox> {
  const frame = makeFrame(url)
  const { promise: died, resolve } = Promise.withResolvers<string>()
  let loads = 0
  frame.addEventListener('load', () => {
    loads += 1
    if (loads > 1) resolve('The sandbox left its document')
  })
  try {
    await whenReady(frame, ticker, timeoutMs)
  } catch (error) {
    frame.remove()
    throw error
  }
  const { port1, port2 } = new MessageChannel()
  const pulse = new MessageChannel()
  // The frame has no origin to name, and only its own script can be listening.
  frame.contentWindow?.postMessage('loam:host', '*', [port2, pulse.port2])
  return {
    send: (message) => port1.postMessage(message),
    onMessage: (run) => {
      port1.onmessage = ({ data, ports }) => {
        for (const port of ports) port.close()
        run(ports.length > 0 ? undefined : data)
      }
      port1.onmessageerror = () => run(undefined)
    },
    // No event tells that a frame's process is gone: only its silence does.
    ask: (answer) => {
      pulse.port1.onmessage = answer
      pulse.port1.postMessage(0)
    },
    died,
    kill: () => {
      frame.remove()
      pulse.port1.close()
      port1.onmessage = null
      port1.onmessageerror = null
      port1.close()
    },
  }
}

/** Whether each core has a process to itself, or they share one and stop more slowly. */
export type Isolation = 'process' | 'shared'

/**
 * The sandbox of a page: a hidden frame per core, each from an origin and so a process of its own.
 *
 * Where such an origin cannot be reached, `fallbackUrl` on one shared origin serves all: runaways
 * then take up to two seconds to stop, and `onIsolation` says so. Lives in the window.
 *
 * @example
 * const compute = createBrowserCompute({
 *   cores: 4,
 *   frameUrl: (place) => `http://s${place}.localhost:8080/sandbox.html`,
 * })
 */
export function createBrowserCompute(options: {
  readonly cores: number
  readonly frameUrl: (place: number) => string
  readonly fallbackUrl?: string
  readonly onIsolation?: (isolation: Isolation) => void
  /**
   * Given where there is a graphics device to lend: the shader programs that come with Loam, by the
   * CIDs of their blobs. They run as they are; a stranger's run with a budget, and only where allowed.
   */
  readonly ownShaders?: ReadonlySet<Cid>
  /** What is known of that device. */
  readonly graphics?: GraphicsDevice
  readonly readyTimeoutMs?: number
}): Compute {
  const { cores, frameUrl, fallbackUrl, onIsolation } = options
  const timeoutMs = options.readyTimeoutMs ?? READY_TIMEOUT_MS
  let isolation: Isolation | undefined
  const settle = (found: Isolation) => {
    if (found !== isolation) onIsolation?.(found)
    isolation = found
  }
  const ticker = new Ticker(startTicking)
  const start = async (place: number) => {
    if (isolation !== 'shared' || fallbackUrl === undefined) {
      try {
        const sandbox = await startFrame(frameUrl(place), ticker, timeoutMs)
        settle('process')
        return sandbox
      } catch (error) {
        if (fallbackUrl === undefined || isolation === 'process') throw error
      }
    }
    const sandbox = await startFrame(fallbackUrl, ticker, timeoutMs)
    settle('shared')
    return sandbox
  }
  return new SandboxPool(cores, start, ticker, options.ownShaders, options.graphics)
}
