import { parentPort } from 'node:worker_threads'
import { compileProgram } from './compile-program.ts'
import type { LoadedProgram } from './loaded-program.ts'
import { type FromSandbox, type ToSandbox, tasksOf } from './messages.ts'
import { refused } from './refused.ts'
import { runTasks } from './runner.ts'

/** The sandbox of a Node peer: the frame's gate and the worker's runner in one thread. */
let program: LoadedProgram | undefined

function post(message: FromSandbox, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer)
}

async function open(request: Extract<ToSandbox, { type: 'open' }>) {
  const made = await compileProgram(request)
  if ('type' in made) post(made, [])
  else if (made.format === 'wgsl') {
    post(refused({ feature: 'no-gpu', offset: 0, reason: 'Node has no WebGPU' }), [])
  } else {
    program = made
    post({ type: 'opened' }, [])
  }
}

parentPort?.on('message', (request: ToSandbox) => {
  if (request.type === 'open') void open(request)
  else if (program && request.type === 'run') runTasks(program, tasksOf(request), post)
})
