/** Run in the sandbox's worker in place of Loam's own: says whatever it likes on the host's line. */
import { sayings } from './sayings.ts'

interface Task {
  readonly id: number
  /** Its first byte is the place of what is to be said among the sayings. */
  readonly input: Uint8Array
}

const list = Object.values(sayings)

addEventListener('message', (event) => {
  const port: MessagePort | undefined = event.data?.port
  if (port === undefined) return
  event.stopImmediatePropagation()
  port.onmessage = ({ data }) => {
    for (const { id, input } of data.tasks as Task[]) list[input[0] ?? 0]?.(port, id)
  }
  port.postMessage({ type: 'opened' })
})
