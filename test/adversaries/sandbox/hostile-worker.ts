/** Run in the sandbox's worker in place of Loam's own: says whatever it likes on the host's line. */

interface Task {
  readonly id: number
  readonly input: Uint8Array
}

const done = (id: number, more: object = {}) => ({
  kind: 'done',
  id,
  outcome: { kind: 'success' },
  output: Uint8Array.of(1),
  gas: 1n,
  log: '',
  ...more,
})
const answer = (each: object) => ({ type: 'answers', answers: [each] })

/** What it says to a task, by the first byte of the task's input. 0 is honest. */
const sayings: ReadonlyArray<(port: MessagePort, id: number) => void> = [
  (port, id) => port.postMessage(answer(done(id))),
  // Comlink's frames, which lead an exposed host to run code.
  (port) => port.postMessage({ id: '1', type: 'GET', path: ['constructor', 'constructor'] }),
  (port) =>
    port.postMessage({
      id: '2',
      type: 'APPLY',
      path: ['constructor', 'constructor'],
      argumentList: [{ type: 'RAW', value: 'globalThis.polluted = true' }],
    }),
  (port) =>
    port.postMessage({
      id: '3',
      type: 'SET',
      path: ['__proto__', 'polluted'],
      value: { value: 1 },
    }),
  (port, id) => port.postMessage(answer(JSON.parse(`{"__proto__":{"polluted":1},"id":${id}}`))),
  (port) => port.postMessage(answer(done('constructor' as unknown as number))),
  (port) => port.postMessage(answer(done(2 ** 40))),
  (port, id) => {
    const { port1 } = new MessageChannel()
    port.postMessage(answer(done(id)), [port1])
  },
  (port, id) => {
    const stream = new ReadableStream()
    port.postMessage(answer(done(id, { log: stream })), [stream])
  },
  (port) => {
    const canvas = new OffscreenCanvas(4_096, 4_096)
    canvas.getContext('2d')
    const bitmap = canvas.transferToImageBitmap()
    port.postMessage({ type: 'answers', answers: [bitmap] }, [bitmap])
  },
  // Nobody can read this one outside: it arrives as an error.
  (port) => port.postMessage(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))),
  (port, id) => port.postMessage(answer(done(id, { output: new Uint8Array(256 * 2 ** 20) }))),
  (port, id) => port.postMessage(answer(done(id, { log: 'x'.repeat(64 * 2 ** 20) }))),
  (port, id) =>
    port.postMessage({ type: 'answers', answers: Array.from({ length: 200_000 }, () => done(id)) }),
  (port) => {
    let nested: unknown[] = []
    for (let depth = 0; depth < 5_000; depth += 1) nested = [nested]
    port.postMessage(nested)
  },
  (port) => {
    for (let count = 0; count < 5_000; count += 1) port.postMessage(new Uint8Array(32_768))
  },
  (port, id) => {
    port.postMessage(answer(done(id)))
    for (let count = 0; count < 20_000; count += 1) port.postMessage({ type: 'opened' })
  },
  (port) => port.close(),
]
Object.assign(self, { sayings: sayings.length })

addEventListener('message', (event) => {
  const port: MessagePort | undefined = event.data?.port
  if (port === undefined) return
  event.stopImmediatePropagation()
  port.onmessage = ({ data }) => {
    for (const { id, input } of data.tasks as Task[]) sayings[input[0] ?? 0]?.(port, id)
  }
  port.postMessage({ type: 'opened' })
})
