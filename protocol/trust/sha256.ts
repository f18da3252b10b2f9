import { sha256 as computePlainly } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { createSHA256, type IHasher } from 'hash-wasm'
import { kernel } from './generated/sha256-kernel.ts'

/** What `sha256-kernel.as.ts` exports. */
interface Hashing {
  readonly memory: WebAssembly.Memory
  bufferAt(): number
  hashEach(prefix: number, from: number, length: number, count: number, to: number): void
}

const DIGEST_BYTES = 32
/** What the kernel's buffer takes in one call, and the longest message it pads. */
const MAX_MESSAGES = 2_048
const MAX_CALL_BYTES = 320 * 1024
const MAX_MESSAGE_BYTES = 1_000

let hasher: IHasher | undefined
let hashing: Hashing | undefined
let loading: Promise<void> | undefined
/** V8 moves so short an array out of its heap, which takes half as long as the hash, once it is seen as a buffer. */
const scratch = new Uint8Array(64)

/**
 * Has these functions compute in WebAssembly from the moment this resolves. Where that cannot be had
 * they go on in JavaScript: the same digests, more slowly.
 */
export function speedUpSha256(): Promise<void> {
  // Compiling takes a while: of several peers in a thread one waits for it.
  loading ??= load()
  return loading
}

async function load(): Promise<void> {
  hasher = await createSHA256().catch(() => undefined)
  const loaded = await WebAssembly.instantiate(kernel).catch(() => undefined)
  hashing = loaded?.instance.exports as unknown as Hashing | undefined
}

/** The SHA-256 of some bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  if (hasher === undefined) return computePlainly(bytes)
  if (bytes.byteLength > scratch.byteLength) return hasher.init().update(bytes).digest('binary')
  scratch.set(bytes)
  return hasher.init().update(scratch.subarray(0, bytes.byteLength)).digest('binary')
}

/**
 * The digests, one after another, of `count` messages that lie one after another and are equally
 * long. A small subtask has several hashes, so this is where its time went when each was a call.
 *
 * @param prefix a byte that is hashed before each message.
 */
export function sha256Each(messages: Uint8Array, count: number, prefix?: number): Uint8Array {
  const digests = new Uint8Array(count * DIGEST_BYTES)
  const length = count === 0 ? 0 : messages.byteLength / count
  if (hashing === undefined || length > MAX_MESSAGE_BYTES) {
    for (let at = 0; at < count; at += 1) {
      const message = messages.subarray(at * length, (at + 1) * length)
      const whole = prefix === undefined ? message : concatBytes(Uint8Array.of(prefix), message)
      digests.set(sha256(whole), at * DIGEST_BYTES)
    }
    return digests
  }
  const from = hashing.bufferAt()
  const to = from + MAX_CALL_BYTES
  const memory = new Uint8Array(hashing.memory.buffer)
  const atOnce = Math.min(MAX_MESSAGES, Math.floor(MAX_CALL_BYTES / Math.max(1, length)))
  for (let done = 0; done < count; done += atOnce) {
    const now = Math.min(atOnce, count - done)
    memory.set(messages.subarray(done * length, (done + now) * length), from)
    hashing.hashEach(prefix ?? -1, from, length, now, to)
    digests.set(memory.subarray(to, to + now * DIGEST_BYTES), done * DIGEST_BYTES)
  }
  return digests
}

/** The digests of some byte strings, one after another. Neighbours of one length are hashed together. */
export function sha256All(list: readonly Uint8Array[]): Uint8Array {
  const digests = new Uint8Array(list.length * DIGEST_BYTES)
  for (let from = 0, to = 0; from < list.length; from = to) {
    const length = list[from]?.byteLength ?? 0
    while (to < list.length && list[to]?.byteLength === length) to += 1
    const messages = new Uint8Array((to - from) * length)
    for (let at = from; at < to; at += 1) messages.set(list[at] as Uint8Array, (at - from) * length)
    digests.set(sha256Each(messages, to - from), from * DIGEST_BYTES)
  }
  return digests
}

/** One of several digests. It shares their memory. */
export const digestAt = (digests: Uint8Array, at: number): Uint8Array =>
  digests.subarray(at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES)
