import { compileProgram } from './compile-program.ts'
import type { LoadMessage, ToSandbox } from './messages.ts'

/** The worker's source as a `data:` URL, put in by the build. A `blob:` one would lose WebGPU. */
declare const LOAM_WORKER_URL: string

// Started before there is a program, so that a spare sandbox has only that left to wait for.
const worker = new Worker(LOAM_WORKER_URL)

/** Compiles the program here, once, and leaves the line to the host to the worker. */
async function open(port: MessagePort, request: Extract<ToSandbox, { type: 'open' }>) {
  const made = await compileProgram(request)
  if ('type' in made) port.postMessage(made)
  else worker.postMessage({ ...made, port } satisfies LoadMessage, [port])
}

/** Takes the line to the host, and one to say on that it lives. Anybody may post here; only the page above is believed, and once. */
function meet({ ports: [port, pulse], source }: MessageEvent): void {
  if (source !== parent || !port || !pulse) return
  removeEventListener('message', meet)
  pulse.onmessage = () => pulse.postMessage(0)
  port.onmessage = ({ data }: MessageEvent<ToSandbox>) => {
    if (data.type === 'open') void open(port, data)
  }
}

// No policy keeps a document from these, which speak to the network without asking anybody.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
  Reflect.deleteProperty(globalThis, name)
}
addEventListener('message', meet)
parent.postMessage('loam:sandbox-ready', '*')
