import { Worker } from 'node:worker_threads'
import type { Compute } from '#peer/ports/compute.ts'
import type { ToSandbox } from '../frame/messages.ts'
import { SandboxPool } from './pool.ts'
import type { Sandbox } from './sandbox.ts'
import { TICK_MS, Ticker } from './ticker.ts'

const source = new URL('../frame/node-worker.ts', import.meta.url)

/**
 * Objects a thread may hold, its programs' memories not counted: none that is honest needs as much,
 * and one that needs more ends by itself, where a heap of the usual size could end the process.
 */
const MAX_HEAP_MIB = 512

const ticker = new Ticker((tick) => {
  const timer = setInterval(tick, TICK_MS)
  return () => clearInterval(timer)
})

async function startThread(): Promise<Sandbox> {
  const worker = new Worker(source, {
    env: {},
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
  })
  // What holds the process is the ticker, which runs while anybody waits for an answer.
  worker.unref()
  const died = new Promise<string>((resolve) => {
    worker.once('error', (error) => resolve(String(error)))
    worker.once('exit', () => resolve('The thread ended'))
  })
  return {
    send: (message: ToSandbox) => worker.postMessage(message),
    onMessage: (run) => {
      worker.removeAllListeners('message')
      worker.on('message', run)
      worker.unref()
    },
    // A thread that ended is heard of through `died`.
    ask: (answer) => queueMicrotask(answer),
    died,
    kill: () => {
      worker.removeAllListeners('message')
      void worker.terminate()
    },
  }
}

/**
 * The sandbox for Node peers, tests and simulation: a thread per core.
 *
 * Same gate, formats and results as in a browser. A thread is no process: it keeps a program from
 * our memory as WASM does, and nothing more.
 *
 * @example
 * const compute = createNodeCompute({ cores: 2 })
 */
export function createNodeCompute(options: { readonly cores: number }): Compute {
  return new SandboxPool(options.cores, startThread, ticker)
}
