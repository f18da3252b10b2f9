import { type FromSandbox, type LoadMessage, type ToSandbox, tasksOf } from './messages.ts'
import { runTasks } from './runner.ts'
import { serveShaders } from './serve-shaders.ts'

/** The sandbox's worker: takes one program from its frame, then talks with the host alone. */
self.addEventListener(
  'message',
  ({ data }: MessageEvent<LoadMessage>) => {
    const { port, ...program } = data
    if (program.format === 'wgsl') {
      void serveShaders(program, port)
      return
    }
    const post = (message: FromSandbox, transfer: ArrayBuffer[]) =>
      port.postMessage(message, transfer)
    port.onmessage = ({ data: request }: MessageEvent<ToSandbox>) => {
      if (request.type === 'run') runTasks(program, tasksOf(request), post)
    }
    post({ type: 'opened' }, [])
  },
  { once: true },
)
