import { z } from 'zod'
import { type Fault, LoamError } from '#protocol/errors.ts'

/** One side of a `MessageChannel`, or anything that behaves like it. */
export type BridgePort = Pick<
  MessagePort,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'start' | 'close'
>

const faults = ['requestor', 'provider', 'network', 'ledger', 'bug'] as const satisfies Fault[]

const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    id: z.int().optional(),
    name: z.string(),
    args: z.unknown(),
  }),
  z.object({ kind: z.literal('abort'), id: z.int() }),
  z.object({ kind: z.literal('result'), id: z.int(), value: z.unknown() }),
  z.object({
    kind: z.literal('error'),
    id: z.int(),
    code: z.string(),
    fault: z.enum(faults),
    message: z.string(),
    advice: z.string(),
  }),
])
type Message = z.infer<typeof messageSchema>

/** An error from the other thread. Its code is the original's; its class is not: compare codes. */
export class BridgedError extends LoamError {
  readonly code: string
  readonly fault: Fault
  constructor(error: { code: string; fault: Fault; message: string; advice: string }) {
    super(error.message, error.advice)
    this.code = error.code
    this.fault = error.fault
  }
}

/** Something the other side may ask for, with the shape its arguments must have. */
export interface Method {
  run(args: unknown, signal: AbortSignal): unknown
}

/** Makes a method whose arguments are checked before it sees them. */
export function method<T>(
  args: z.ZodType<T>,
  run: (args: T, signal: AbortSignal) => unknown,
): Method {
  return { run: (raw, signal) => run(args.parse(raw), signal) }
}

interface CallOptions {
  readonly signal?: AbortSignal
  readonly transfer?: Transferable[]
}

/**
 * Calls across a message port, both ways, to methods named in a table and to nothing else.
 *
 * @example
 * const endpoint = new Endpoint(port, { add: method(z.tuple([z.int(), z.int()]), ([a, b]) => a + b) })
 * const sum = await endpoint.call('add', [1, 2], z.int())
 */
export class Endpoint {
  readonly #port: BridgePort
  readonly #methods: ReadonlyMap<string, Method>
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #running = new Map<number, AbortController>()
  #lastId = 0
  #closed = false

  constructor(port: BridgePort, methods: Record<string, Method>) {
    this.#port = port
    this.#methods = new Map(Object.entries(methods))
    port.addEventListener('message', this.#onMessage)
    port.start()
  }

  /**
   * Runs a method at the other side and checks what comes back.
   * @throws {BridgedError} what the method threw.
   */
  async call<T>(
    name: string,
    args: unknown,
    result: z.ZodType<T>,
    { signal, transfer = [] }: CallOptions = {},
  ): Promise<T> {
    signal?.throwIfAborted()
    if (this.#closed) throw closedError()
    const id = ++this.#lastId
    const reply = Promise.withResolvers<unknown>()
    this.#pending.set(id, reply)
    const abort = () => {
      this.#post({ kind: 'abort', id })
      reply.reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort)
    try {
      this.#post({ kind: 'call', id, name, args }, transfer)
      return result.parse(await reply.promise)
    } finally {
      this.#pending.delete(id)
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Runs a method at the other side without waiting for it. Order is kept. */
  notify(name: string, args: unknown, transfer: Transferable[] = []): void {
    this.#post({ kind: 'call', name, args }, transfer)
  }

  /** Ends all calls, theirs and ours. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#port.removeEventListener('message', this.#onMessage)
    this.#port.close()
    for (const controller of this.#running.values()) controller.abort(closedError())
    for (const reply of this.#pending.values()) reply.reject(closedError())
  }

  readonly #onMessage = (event: Event): void => {
    const parsed = messageSchema.safeParse((event as MessageEvent).data)
    if (!parsed.success) {
      this.close()
      return
    }
    const message = parsed.data
    if (message.kind === 'call') void this.#serve(message)
    else if (message.kind === 'abort') this.#running.get(message.id)?.abort()
    else if (message.kind === 'result') this.#pending.get(message.id)?.resolve(message.value)
    else this.#pending.get(message.id)?.reject(new BridgedError(message))
  }

  async #serve({ id, name, args }: Extract<Message, { kind: 'call' }>): Promise<void> {
    const controller = new AbortController()
    if (id !== undefined) this.#running.set(id, controller)
    try {
      const found = this.#methods.get(name)
      if (found === undefined) throw new Error(`No method "${name}"`)
      const value = await found.run(args, controller.signal)
      if (id !== undefined) this.#post({ kind: 'result', id, value })
    } catch (error) {
      if (id !== undefined) this.#post({ kind: 'error', id, ...describeError(error) })
    } finally {
      if (id !== undefined) this.#running.delete(id)
    }
  }

  #post(message: Message, transfer: Transferable[] = []): void {
    if (!this.#closed) this.#port.postMessage(message, transfer)
  }
}

/** Bytes ready to cross without dragging the rest of their buffer along, and what to transfer. */
export function ownedBytes(bytes: Uint8Array): { bytes: Uint8Array; transfer: Transferable[] } {
  const whole = bytes.byteLength === bytes.buffer.byteLength
  const owned = whole ? bytes : bytes.slice()
  return { bytes: owned, transfer: [owned.buffer as ArrayBuffer] }
}

function describeError(error: unknown) {
  if (error instanceof LoamError) {
    const { code, fault, message, advice } = error
    return { code, fault, message, advice }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'unexpected', fault: 'bug' as const, message, advice: 'Please report this.' }
}

const closedError = () =>
  new BridgedError({
    code: 'bridge-closed',
    fault: 'bug',
    message: 'The other thread is gone',
    advice: 'Reload the page.',
  })
