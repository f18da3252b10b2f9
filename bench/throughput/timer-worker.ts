/** Bundled and run as a Worker by `loam-tab.ts`: subtasks that wait. */
import type { TimerRequest } from './waiting-compute.ts'

/** What waits for its core, in order. */
const cores = new Map<number, TimerRequest[]>()

function begin(queue: TimerRequest[]): void {
  const [next] = queue
  if (next === undefined) return
  setTimeout(() => {
    queue.shift()
    begin(queue)
    self.postMessage([next.id])
  }, next.ms)
}

self.addEventListener('message', ({ data }: MessageEvent<TimerRequest>) => {
  const queue = cores.get(data.core) ?? []
  cores.set(data.core, queue)
  queue.push(data)
  if (queue.length === 1) begin(queue)
})
