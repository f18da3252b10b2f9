/** Run in the sandbox's worker before Loam's own script, as if a program had got out of WASM. */
import { commonAttempts, commonUses, findGranted, tryAll } from './attempts.ts'

declare function importScripts(url: string): void

let granted = ['nothing was tried yet']

// What it found leaves in the one way there is: beside a result.
const { postMessage } = MessagePort.prototype
MessagePort.prototype.postMessage = function (this: MessagePort, message, ...rest) {
  for (const answer of message.answers ?? []) answer.log = granted.join()
  Reflect.apply(postMessage, this, [message, ...rest])
}

async function probe(): Promise<void> {
  new BroadcastChannel('leak').postMessage('worker')
  granted = await findGranted(commonUses)
  await tryAll('worker', {
    ...commonAttempts,
    'import-scripts': (url) => importScripts(`${url}.js`),
  })
}
void probe()
