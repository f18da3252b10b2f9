import { parentPort } from 'node:worker_threads'
import { gate } from '../gate/gate.ts'
import type { FromSandbox, ToSandbox } from './messages.ts'
import { type LoadedProgram, runTasks } from './runner.ts'

/** The sandbox of a Node peer: the frame's gate and the worker's runner in one thread. */
let program: LoadedProgram | undefined

function post(message: FromSandbox, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

async function open({ format, module, shared }: Extract<ToSandbox, { type: 'open' }>) {
  const verdict = gate(new Uint8Array(module), { format })
  if (verdict.kind === 'refused') {
    const { feature, offset, reason } = verdict
    post({ type: 'refused', feature, offset, reason })
    return
  }
  try {
    program = { format, module: await WebAssembly.compile(verdict.module), shared }
    post({ type: 'opened' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    post({ type: 'refused', feature: 'engine', offset: 0, reason })
  }
}

parentPort?.on('message', (request: ToSandbox) => {
  if (request.type === 'open') void open(request)
  else if (program) runTasks(program, request.tasks, post)
})
