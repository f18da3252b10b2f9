import { Worker } from 'node:worker_threads'
import type { Compute } from '#peer/ports/compute.ts'
import type { ToSandbox } from '../frame/messages.ts'
import { SandboxPool } from './pool.ts'
import type { Sandbox } from './sandbox.ts'

const source = new URL('../frame/node-worker.ts', import.meta.url)

async function startThread(): Promise<Sandbox> {
  const worker = new Worker(source, { env: {}, stdin: false })
  worker.unref()
  const died = new Promise<string>((resolve) => {
    worker.once('error', (error) => resolve(String(error)))
    worker.once('exit', () => resolve('The thread ended'))
  })
  return {
    send: (message: ToSandbox) => {
      worker.ref()
      worker.postMessage(message)
    },
    onMessage: (run) => {
      worker.removeAllListeners('message')
      worker.once('message', (message) => {
        worker.unref()
        run(message)
      })
    },
    died,
    kill: () => void worker.terminate(),
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
  return new SandboxPool(options.cores, startThread)
}
