/** Bundled and run as a Worker by `raw-tab.ts`: runs batches of one kernel. */
import type { Load } from './loads.ts'
import { createPlainRun } from './run-plain.ts'

type Start = Pick<Load, 'kernel' | 'cores' | 'waitMs'>

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Batches wait here for a core. */
const queue: ArrayBuffer[] = []

/** Names in; names and results out. */
function computeAll(run: (index: number) => Uint8Array, batch: ArrayBuffer): ArrayBuffer {
  const outputs = Array.from(new Uint32Array(batch), run)
  const bytes = outputs.reduce((sum, { byteLength }) => sum + byteLength, batch.byteLength)
  const answer = new Uint8Array(bytes)
  answer.set(new Uint8Array(batch))
  let at = batch.byteLength
  for (const output of outputs) {
    answer.set(output, at)
    at += output.byteLength
  }
  return answer.buffer
}

async function waitForAll(ms: number, batch: ArrayBuffer): Promise<ArrayBuffer> {
  for (const _ of new Uint32Array(batch)) await wait(ms)
  return batch
}

self.addEventListener(
  'message',
  ({ data: { kernel, cores, waitMs } }: MessageEvent<Start>) => {
    const run = createPlainRun(kernel)
    const compute = async (batch: ArrayBuffer) =>
      waitMs === undefined ? computeAll(run, batch) : waitForAll(waitMs, batch)
    let busy = 0
    const next = () => {
      const batch = busy < cores ? queue.shift() : undefined
      if (batch === undefined) return
      busy += 1
      void compute(batch).then((answer) => {
        busy -= 1
        self.postMessage(answer, { transfer: [answer] })
        next()
      })
    }
    self.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      queue.push(data)
      next()
    })
  },
  { once: true },
)
