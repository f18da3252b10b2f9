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

/** What it says on the host's line to a task, by what that is. The first is honest. */
export const sayings: Readonly<Record<string, (port: MessagePort, id: number) => void>> = {
  'an honest answer': (port, id) => port.postMessage(answer(done(id))),
  // Comlink's frames, which lead an exposed host to run code.
  'a property by path': (port) =>
    port.postMessage({ id: '1', type: 'GET', path: ['constructor', 'constructor'] }),
  'a call of the function constructor': (port) =>
    port.postMessage({
      id: '2',
      type: 'APPLY',
      path: ['constructor', 'constructor'],
      argumentList: [{ type: 'RAW', value: 'globalThis.polluted = true' }],
    }),
  'a write to a prototype': (port) =>
    port.postMessage({
      id: '3',
      type: 'SET',
      path: ['__proto__', 'polluted'],
      value: { value: 1 },
    }),
  'an answer with a prototype of its own': (port, id) =>
    port.postMessage(answer(JSON.parse(`{"__proto__":{"polluted":1},"id":${id}}`))),
  'the answer to “constructor”': (port) =>
    port.postMessage(answer(done('constructor' as unknown as number))),
  'the answer to a task of the future': (port) => port.postMessage(answer(done(2 ** 40))),
  'an answer with a port': (port, id) => {
    const { port1 } = new MessageChannel()
    port.postMessage(answer(done(id)), [port1])
  },
  'an answer with a stream': (port, id) => {
    const stream = new ReadableStream()
    port.postMessage(answer(done(id, { log: stream })), [stream])
  },
  'a picture': (port) => {
    const canvas = new OffscreenCanvas(4_096, 4_096)
    canvas.getContext('2d')
    const bitmap = canvas.transferToImageBitmap()
    port.postMessage({ type: 'answers', answers: [bitmap] }, [bitmap])
  },
  // Nobody can read this one outside: it arrives as an error.
  'a module, which nobody can read': (port) =>
    port.postMessage(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))),
  'an output of 256 MiB': (port, id) =>
    port.postMessage(answer(done(id, { output: new Uint8Array(256 * 2 ** 20) }))),
  'a log of 64 MiB': (port, id) =>
    port.postMessage(answer(done(id, { log: 'x'.repeat(64 * 2 ** 20) }))),
  'two hundred thousand answers': (port, id) =>
    port.postMessage({ type: 'answers', answers: Array.from({ length: 200_000 }, () => done(id)) }),
  'arrays in arrays': (port) => {
    let nested: unknown[] = []
    for (let depth = 0; depth < 5_000; depth += 1) nested = [nested]
    port.postMessage(nested)
  },
  'a flood of bytes': (port) => {
    for (let count = 0; count < 5_000; count += 1) port.postMessage(new Uint8Array(32_768))
  },
  'an honest answer and then a flood': (port, id) => {
    port.postMessage(answer(done(id)))
    for (let count = 0; count < 20_000; count += 1) port.postMessage({ type: 'opened' })
  },
  'nothing more, ever': (port) => port.close(),
}
