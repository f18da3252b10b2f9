import { gate } from '../gate/gate.ts'
import type { FromSandbox, LoadMessage, ToSandbox } from './messages.ts'

/** The worker's source as a `data:` URL, put in by the build. A `blob:` one would lose WebGPU. */
declare const LOAM_WORKER_URL: string

// Started before there is a program, so that a spare sandbox has only that left to wait for.
const worker = new Worker(LOAM_WORKER_URL)

/** Gates and compiles the program here, once, and leaves the line to the host to the worker. */
async function open(port: MessagePort, request: Extract<ToSandbox, { type: 'open' }>) {
  const { format, shared } = request
  const refuse = (feature: string, offset: number, reason: string) =>
    port.postMessage({ type: 'refused', feature, offset, reason } satisfies FromSandbox)
  const verdict = gate(new Uint8Array(request.module), { format })
  if (verdict.kind === 'refused') {
    refuse(verdict.feature, verdict.offset, verdict.reason)
    return
  }
  try {
    const module = await WebAssembly.compile(verdict.module)
    worker.postMessage({ type: 'load', format, module, shared, port } satisfies LoadMessage, [port])
  } catch (error) {
    refuse('engine', 0, error instanceof Error ? error.message : String(error))
  }
}

addEventListener(
  'message',
  ({ ports: [port], source }) => {
    if (source !== parent || !port) return
    port.onmessage = ({ data }: MessageEvent<ToSandbox>) => {
      if (data.type === 'open') void open(port, data)
    }
  },
  { once: true },
)
parent.postMessage('loam:sandbox-ready', '*')
