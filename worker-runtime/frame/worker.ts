import type { LoadMessage, ToSandbox } from './messages.ts'
import { answerRun } from './runner.ts'

/** The sandbox's worker: takes one program from its frame, then talks with the host alone. */
self.addEventListener(
  'message',
  ({ data }: MessageEvent<LoadMessage>) => {
    const { port, ...program } = data
    port.onmessage = ({ data: request }: MessageEvent<ToSandbox>) => {
      if (request.type !== 'run') return
      const { message, transfer } = answerRun(program, request)
      port.postMessage(message, transfer)
    }
    port.postMessage({ type: 'opened' })
  },
  { once: true },
)
