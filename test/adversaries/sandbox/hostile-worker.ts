/** Run in the sandbox's worker in place of Loam's own: says whatever it likes on the host's line. */
import { tasksOf } from '#worker-runtime/frame/messages.ts'
import { sayings } from './sayings.ts'

const list = Object.values(sayings)

addEventListener('message', (event) => {
  const port: MessagePort | undefined = event.data?.port
  if (port === undefined) return
  event.stopImmediatePropagation()
  port.onmessage = ({ data }) => {
    // Its first byte is the place of what is to be said among the sayings.
    for (const { id, input } of tasksOf(data)) list[input[0] ?? 0]?.(port, id)
  }
  port.postMessage({ type: 'opened' })
})
