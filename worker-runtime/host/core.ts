import type { Allowance, Core, OnPrint, Program, RunResult } from '#peer/ports/compute.ts'
import { joinBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { unpackResults } from '#protocol/task/plain-results.ts'
import { type Answer, type FromSandbox, fromSandbox, type ToSandbox } from '../frame/messages.ts'
import { Pace } from '../pace.ts'
import { LifeSigns } from './life-signs.ts'
import { loadProgram } from './load-program.ts'
import type { Sandbox } from './sandbox.ts'
import { StopGroups } from './stop-groups.ts'
import type { Ticker } from './ticker.ts'
import { fail, type HostFailure, isSound, judge } from './verdict.ts'

/** Work sent ahead, so that a sandbox never waits for the host: in time, and in tasks at most. */
const AHEAD_MS = 60
const MAX_AHEAD = 1_024
/** Work between two rests, where the volunteer wants some. */
const PACED_CHUNK_MS = 50
/** Weight of the newest measurement in what a task is expected to take. */
const NEWEST = 0.3

interface Task {
  readonly id: number
  readonly input: Uint8Array
  readonly limits: Limits
  readonly onPrint: OnPrint | undefined
  /** Bytes it may still print aloud. */
  printLeft: number
  isStopped: boolean
  /** The first word counts. */
  settle(result: RunResult): void
}

/** What a core needs of the pool around it. */
export interface CoreOptions {
  readonly program: Program
  readonly allowance: Allowance
  readonly plain: boolean
  readonly ticker: Ticker
  readonly takeSandbox: () => Promise<Sandbox>
  /** Called whenever the program is loaded in a sandbox. */
  readonly onLoaded: () => void
  readonly onClosed: () => void
}

/**
 * A core that holds one program and runs tasks in order, sent ahead several in a message.
 *
 * After a hard stop or a crash it loads the program into another sandbox at once. Tasks that were
 * sent and not answered run again there; when nobody can tell which of several did the harm, they
 * run one at a time, so that only the one to blame fails.
 */
export class SandboxCore implements Core {
  readonly #options: CoreOptions
  readonly #pace: Pace
  readonly #closed = new AbortController()
  readonly #stops = new StopGroups<Task>((tasks) => this.#stop(tasks))
  #waiting: Task[] = []
  #sent: Task[] = []
  #sandbox: Sandbox | undefined
  #life: LifeSigns | undefined
  #loading: Promise<void> | undefined
  #closing: Promise<void> | undefined
  #pumpIsDue = false
  #unwatch: (() => void) | undefined
  #nextId = 0
  /** Tasks yet to run one at a time. */
  #careful = 0
  #taskMs: number | undefined
  /** How long the first of the sent tasks has been running, by the ticker. */
  #headMs = 0
  #progressAt = 0
  /** Since when it computes, as far as that is not booked; undefined while it is idle. */
  #chunkAt: number | undefined

  /** @throws {RangeError} for a share of the time that is none. */
  constructor(options: CoreOptions) {
    this.#options = options
    this.#pace = new Pace(options.allowance.dutyCycle, performance.now())
  }

  /**
   * Loads the program, before anything is run. Closes the core where that fails.
   * @throws {ProgramRefusedError} when the gate or the engine refuses the module.
   */
  async open(signal: AbortSignal): Promise<void> {
    const abort = () => void this.close()
    signal.addEventListener('abort', abort)
    try {
      signal.throwIfAborted()
      await this.#load()
      signal.throwIfAborted()
    } catch (error) {
      await this.close()
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  run(
    input: Uint8Array,
    limits: Limits,
    options: { readonly signal: AbortSignal; readonly onPrint?: OnPrint },
  ): Promise<RunResult> {
    const { signal, onPrint } = options
    if (signal.aborted || this.#closed.signal.aborted) return Promise.resolve(stopped())
    const { memoryBytes } = this.#options.allowance
    if (limits.memoryBytes > memoryBytes) {
      const message = `The subtask may use ${limits.memoryBytes} bytes of memory, the volunteer gives ${memoryBytes}`
      return Promise.resolve(fail('memory', message))
    }
    return new Promise((resolve) => {
      const settle = (result: RunResult) => {
        this.#stops.delete(signal, task)
        resolve(result)
      }
      const id = this.#nextId++
      const printLeft = limits.outputBytes
      const task: Task = { id, input, limits, onPrint, printLeft, isStopped: false, settle }
      this.#stops.add(signal, task)
      this.#waiting.push(task)
      this.#pumpSoon()
    })
  }

  pace(dutyCycle: number): void {
    const now = performance.now()
    this.#spend(now)
    this.#pace.change(dutyCycle, now)
    this.#tellPace()
  }

  close(): Promise<void> {
    this.#closing ??= this.#tearDown()
    return this.#closing
  }

  async #tearDown(): Promise<void> {
    this.#closed.abort()
    for (const task of [...this.#sent, ...this.#waiting]) task.settle(stopped())
    this.#sent = []
    this.#waiting = []
    this.#unwatch?.()
    this.#discard()
    await this.#loading?.catch(() => undefined)
    this.#options.onClosed()
  }

  /** Loads the program into a sandbox, unless that is under way. */
  #load(): Promise<void> {
    this.#loading ??= this.#loadOne().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  async #loadOne(): Promise<void> {
    const { program, plain, ticker, takeSandbox, onLoaded } = this.#options
    const sandbox = await takeSandbox()
    await loadProgram(sandbox, program, { ticker, signal: this.#closed.signal, plain })
    if (this.#closed.signal.aborted) {
      sandbox.kill()
      return
    }
    sandbox.onMessage((message) => this.#take(sandbox, message))
    void sandbox.died.then((why) => {
      if (this.#sandbox === sandbox) this.#breakDown(fail('crashed', why))
    })
    this.#sandbox = sandbox
    this.#life = new LifeSigns((answer) => sandbox.ask(answer))
    this.#tellPace()
    onLoaded()
    this.#pump()
  }

  /** Loads the program into another sandbox; what waits fails when there is none. */
  #reload(): void {
    if (this.#loading !== undefined || this.#closed.signal.aborted) return
    this.#load().catch((error) => {
      const failure = fail('crashed', error instanceof Error ? error.message : String(error))
      for (const task of this.#waiting.splice(0)) task.settle(failure)
    })
  }

  /** Sends at the end of this turn, so that what is asked in one turn goes in one message. */
  #pumpSoon(): void {
    if (this.#pumpIsDue) return
    this.#pumpIsDue = true
    queueMicrotask(() => {
      this.#pumpIsDue = false
      this.#pump()
    })
  }

  #pump(): void {
    if (this.#waiting.length === 0) return
    this.#watch()
    if (this.#sandbox === undefined) {
      this.#reload()
      return
    }
    const now = performance.now()
    const tasks = this.#waiting.splice(0, this.#room(now))
    if (tasks.length === 0) return
    if (this.#sent.length === 0) {
      this.#headMs = 0
      this.#life?.hear()
      this.#progressAt = now
      this.#chunkAt = now
    }
    this.#sent.push(...tasks)
    for (const alike of cutAlike(tasks)) this.#sandbox.send(runOf(alike))
  }

  /** How many tasks may be sent now. */
  #room(now: number): number {
    const isIdle = this.#sent.length === 0
    const isPaced = this.#pace.dutyCycle < 1 && !this.#restsInside
    if (isPaced && !(isIdle && this.#pace.mayCompute(now))) return 0
    if (this.#careful > 0) return isIdle ? 1 : 0
    const expected = (ms: number) => Math.round(ms / (this.#taskMs ?? ms))
    if (isPaced) return Math.min(Math.max(expected(PACED_CHUNK_MS), 1), MAX_AHEAD)
    const ahead = Math.min(Math.max(expected(AHEAD_MS), 2), MAX_AHEAD)
    // Fewer and fuller messages: half of what was sent ahead is done before more goes out.
    return this.#sent.length <= ahead / 2 ? ahead - this.#sent.length : 0
  }

  #take(sandbox: Sandbox, message: unknown): void {
    if (sandbox !== this.#sandbox) return
    const parsed = fromSandbox.safeParse(message)
    if (parsed.data?.type === 'printed' && this.#hear(parsed.data)) return
    const answers = parsed.data && answersOf(parsed.data)
    if (answers === undefined) {
      this.#breakDown(fail('crashed', 'The sandbox sent nonsense'))
      return
    }
    const now = performance.now()
    for (const answer of answers) {
      const task = this.#sent[0]
      if (task?.id !== answer.id) {
        this.#breakDown(fail('crashed', 'The sandbox answered out of turn'))
        return
      }
      this.#sent.shift()
      if (this.#careful > 0) this.#careful -= 1
      const result = judge(answer, task.limits)
      task.settle(result)
      if (!isSound(result)) {
        this.#replace()
        return
      }
    }
    this.#progress(answers.length, now)
    if (this.#sent[0]?.isStopped) this.#replace()
    else this.#pump()
  }

  /** Passes on what the running task prints; whether it was asked to, and within its limit. */
  #hear({ id, stream, bytes }: Extract<FromSandbox, { type: 'printed' }>): boolean {
    const task = this.#sent[0]
    if (task?.id !== id || task.onPrint === undefined) return false
    task.printLeft -= bytes.byteLength
    if (task.printLeft < 0) return false
    if (!task.isStopped) task.onPrint(stream, bytes)
    return true
  }

  #progress(answered: number, now: number): void {
    const tookMs = (now - this.#progressAt) / answered
    this.#taskMs =
      this.#taskMs === undefined ? tookMs : this.#taskMs * (1 - NEWEST) + tookMs * NEWEST
    this.#headMs = 0
    this.#life?.hear()
    this.#progressAt = now
    if (this.#sent.length === 0) this.#spend(now)
  }

  /** Books the computing since the chunk began, or since it was last booked. */
  #spend(now: number): void {
    if (this.#chunkAt === undefined) return
    this.#pace.spend(now - this.#chunkAt, now)
    this.#chunkAt = this.#sent.length > 0 ? now : undefined
  }

  /** Whether the sandbox rests by itself, between two dispatches, and not the core between subtasks. */
  get #restsInside(): boolean {
    return this.#options.program.format === 'wgsl'
  }

  #tellPace(): void {
    const { dutyCycle } = this.#pace
    if (this.#restsInside) this.#sandbox?.send({ type: 'pace', dutyCycle })
  }

  #watch(): void {
    this.#unwatch ??= this.#options.ticker.listen((elapsedMs) => this.#tick(elapsedMs))
  }

  #tick(elapsedMs: number): void {
    if (this.#sent.length > 0) {
      // A rest inside a subtask is the volunteer's wish and not held against it.
      this.#headMs += this.#restsInside ? elapsedMs * this.#pace.dutyCycle : elapsedMs
      const wallMs = this.#strictestWallMs()
      if (this.#headMs > wallMs) this.#breakDown(fail('wallClock', `Not done after ${wallMs} ms`))
      else if (this.#life?.wait(elapsedMs) === false)
        this.#breakDown(fail('crashed', 'The sandbox gives no sign of life'))
    } else if (this.#waiting.length === 0) {
      this.#unwatch?.()
      this.#unwatch = undefined
    } else this.#pump()
  }

  /** Which of the sent tasks runs is not known: it may be any of them, with the first not yet told. */
  #strictestWallMs(): number {
    return this.#sent.reduce((least, { limits }) => Math.min(least, limits.wallMs), Infinity)
  }

  #stop(tasks: readonly Task[]): void {
    for (const task of tasks) {
      task.isStopped = true
      task.settle(stopped())
    }
    this.#waiting = this.#waiting.filter(({ isStopped }) => !isStopped)
    // One that waits in the sandbox is let be until its turn: what runs before it is good.
    if (this.#sent[0]?.isStopped) this.#replace()
  }

  /** The sandbox failed: the one task to blame fails with it, or all take turns to show which. */
  #breakDown(failure: HostFailure): void {
    const { length } = this.#sent
    if (length > 1 && this.#careful === 0) this.#careful = length
    else {
      const blamed = length > 0 ? this.#sent.shift() : this.#waiting.shift()
      blamed?.settle(failure)
      if (this.#careful > 0) this.#careful -= 1
      // It failed for nothing: there is no harm in waiting until it is needed again.
      if (blamed === undefined) {
        this.#discard()
        return
      }
    }
    this.#replace()
  }

  /** Puts back what the sandbox did not answer, and loads the program into another. */
  #replace(): void {
    const again = this.#sent.filter(({ isStopped }) => !isStopped)
    for (const task of again) task.printLeft = task.limits.outputBytes
    this.#waiting.unshift(...again)
    this.#sent = []
    this.#spend(performance.now())
    this.#discard()
    this.#reload()
  }

  #discard(): void {
    this.#sandbox?.kill()
    this.#sandbox = undefined
  }
}

const stopped = () => fail('stopped', 'Stopped')

/** What a message says of tasks; undefined for one that says something else. */
function answersOf(message: FromSandbox): readonly Answer[] | undefined {
  if (message.type === 'answers') return message.answers
  return message.type === 'results' ? unpackResults(message.results) : undefined
}

/** Tasks in order, cut where the next has other limits, or prints otherwise: most often nowhere. */
function cutAlike(tasks: readonly Task[]): Array<[Task, ...Task[]]> {
  const groups: Array<[Task, ...Task[]]> = []
  for (const task of tasks) {
    const [last] = groups.at(-1) ?? []
    const isAlike = last?.limits === task.limits && !last.onPrint === !task.onPrint
    if (isAlike) groups.at(-1)?.push(task)
    else groups.push([task])
  }
  return groups
}

function runOf(tasks: readonly [Task, ...Task[]]): Extract<ToSandbox, { type: 'run' }> {
  const [{ limits, onPrint }] = tasks
  const { wallMs: _, ...inside } = limits
  return {
    type: 'run',
    ids: tasks.map(({ id }) => id),
    inputs: joinBytes(tasks.map(({ input }) => input)),
    limits: inside,
    printsAloud: onPrint !== undefined,
  }
}
