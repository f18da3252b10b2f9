import { openGpu } from '../formats/wgsl/device.ts'
import { ShaderRefusal } from '../formats/wgsl/pipelines.ts'
import { ShaderRunner } from '../formats/wgsl/shader-runner.ts'
import type { LoadedShaders } from './loaded-program.ts'
import { type FromSandbox, type ToSandbox, tasksOf } from './messages.ts'
import { refused } from './refused.ts'

async function openRunner({ verdict, shared }: LoadedShaders): Promise<ShaderRunner> {
  const gpu = await openGpu(verdict.program.needs?.features ?? [])
  if (!gpu) throw new ShaderRefusal('no-gpu', 0, 'This host has no graphics device to lend')
  return ShaderRunner.open(verdict, shared, gpu)
}

/**
 * Runs shader tasks for the host on a device of this worker's own, one at a time and in order.
 * Answers each at once: a device is slower to ask than any message.
 */
export async function serveShaders(program: LoadedShaders, port: MessagePort): Promise<void> {
  const post = (message: FromSandbox, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer)
  let runner: ShaderRunner
  try {
    runner = await openRunner(program)
  } catch (error) {
    const { feature, offset } =
      error instanceof ShaderRefusal ? error : { feature: 'engine', offset: 0 }
    const reason = error instanceof Error ? error.message : String(error)
    post(refused({ feature, offset, reason }))
    return
  }
  let last = Promise.resolve()
  port.onmessage = ({ data: request }: MessageEvent<ToSandbox>) => {
    if (request.type === 'pace') runner.pace(request.dutyCycle)
    if (request.type !== 'run') return
    for (const { id, input, limits } of tasksOf(request)) {
      last = last.then(async () => {
        const ended = await runner.run(input, limits)
        const transfer = ended.kind === 'done' ? [ended.output.buffer] : []
        post({ type: 'answers', answers: [{ id, ...ended }] }, transfer)
      })
    }
  }
  post({ type: 'opened' })
}
