import type { Core, Program, RunResult } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { type FromSandbox, fromSandbox } from '../frame/messages.ts'
import type { Sandbox } from './sandbox.ts'

const OPEN_TIMEOUT_MS = 30_000
/** Characters a log may have beyond `logBytes`: the host's own line about calls or cuts. */
const LOG_SLACK = 256

type Failure = Extract<RunResult, { kind: 'hostFailure' }>

const fail = (reason: Failure['reason'], message: string): Failure => ({
  kind: 'hostFailure',
  reason,
  message,
})

/** The next message, or why there is none. Never rejects; the sandbox is untouched. */
function receive(
  sandbox: Sandbox,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<FromSandbox | Failure> {
  const { timeoutMs, signal } = options
  return new Promise((resolve) => {
    const settle = (answer: FromSandbox | Failure) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      resolve(answer)
    }
    const stop = () => settle(fail('stopped', 'Stopped'))
    const timer = setTimeout(
      () => settle(fail('wallClock', `Not done after ${timeoutMs} ms`)),
      timeoutMs,
    )
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    sandbox.onMessage((message) => {
      const parsed = fromSandbox.safeParse(message)
      settle(parsed.success ? parsed.data : fail('crashed', 'The sandbox sent nonsense'))
    })
    void sandbox.died.then((why) => settle(fail('crashed', why)))
  })
}

const isFailure = (answer: FromSandbox | Failure): answer is Failure => 'kind' in answer

/** The sandbox's word for a run, held against the limits it was given. */
function judge(answer: FromSandbox | Failure, id: number, limits: Limits): RunResult {
  if (isFailure(answer)) return answer
  if (answer.type === 'failed' && answer.id === id) return fail(answer.reason, answer.message)
  if (answer.type !== 'done' || answer.id !== id) {
    return fail('crashed', 'The sandbox answered out of turn')
  }
  const { outcome, output, gas, log } = answer
  if (output.byteLength > limits.outputBytes) return fail('output', 'The output is over its limit')
  if (gas > limits.gas || log.length > limits.logBytes + LOG_SLACK) {
    return fail('crashed', 'The sandbox answered beyond its limits')
  }
  return { kind: 'done', outcome, output, gas, log }
}

/** Failures after which the sandbox itself is sound and its program may run again. */
const isSound = (result: RunResult) =>
  result.kind === 'done' || result.reason === 'output' || result.reason === 'refused'

/**
 * A core that holds one program. After a hard stop or a crash it starts a new sandbox at once, so
 * that the next subtask need not wait for it.
 */
export class SandboxCore implements Core {
  readonly #start: () => Promise<Sandbox>
  readonly #program: Program
  readonly #release: () => void
  #sandbox: Promise<Sandbox>
  #running = false
  #closed = new AbortController()
  #nextId = 0

  private constructor(start: () => Promise<Sandbox>, program: Program, release: () => void) {
    this.#start = start
    this.#program = program
    this.#release = release
    this.#sandbox = this.#load()
  }

  /**
   * @throws {ProgramRefusedError} when the gate or the engine refuses the module.
   */
  static async open(
    start: () => Promise<Sandbox>,
    program: Program,
    options: { readonly signal: AbortSignal; readonly release: () => void },
  ): Promise<SandboxCore> {
    const { signal, release } = options
    const core = new SandboxCore(start, program, release)
    const abort = () => void core.close()
    signal.addEventListener('abort', abort)
    try {
      signal.throwIfAborted()
      await core.#sandbox
      signal.throwIfAborted()
      return core
    } catch (error) {
      await core.close()
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  async #load(): Promise<Sandbox> {
    const sandbox = await this.#start()
    const signal = this.#closed.signal
    const answered = receive(sandbox, { timeoutMs: OPEN_TIMEOUT_MS, signal })
    const { format, module, shared } = this.#program
    sandbox.send({ type: 'open', format, module, shared })
    const answer = await answered
    if (!isFailure(answer) && answer.type === 'opened') return sandbox
    sandbox.kill()
    if (!isFailure(answer) && answer.type === 'refused') {
      throw new ProgramRefusedError(answer.feature, answer.offset, answer.reason)
    }
    throw new Error(isFailure(answer) ? answer.message : 'The sandbox answered out of turn')
  }

  #restart(): void {
    if (this.#closed.signal.aborted) return
    this.#sandbox = this.#load()
    this.#sandbox.catch(() => undefined)
  }

  async run(
    input: Uint8Array,
    limits: Limits,
    options: { signal: AbortSignal },
  ): Promise<RunResult> {
    if (this.#running) return fail('refused', 'The core is busy with another subtask')
    this.#running = true
    try {
      return await this.#run(input, limits, options.signal)
    } finally {
      this.#running = false
    }
  }

  async #run(input: Uint8Array, limits: Limits, callerSignal: AbortSignal): Promise<RunResult> {
    const signal = AbortSignal.any([callerSignal, this.#closed.signal])
    if (signal.aborted) return fail('stopped', 'Stopped')
    let sandbox: Sandbox
    try {
      sandbox = await this.#sandbox
    } catch (error) {
      this.#restart()
      return fail('crashed', error instanceof Error ? error.message : String(error))
    }
    const id = this.#nextId++
    const { gas, memoryBytes, outputBytes, logBytes } = limits
    const answered = receive(sandbox, { timeoutMs: limits.wallMs, signal })
    sandbox.send({ type: 'run', id, input, limits: { gas, memoryBytes, outputBytes, logBytes } })
    const result = judge(await answered, id, limits)
    if (!isSound(result)) {
      sandbox.kill()
      this.#restart()
    }
    return result
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return
    this.#closed.abort()
    const sandbox = await this.#sandbox.catch(() => undefined)
    sandbox?.kill()
    this.#release()
  }
}
