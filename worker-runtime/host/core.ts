import type {
  Allowance,
  Core,
  OnPrint,
  Program,
  RunResult,
  RunResults,
} from '#peer/ports/compute.ts'
import { runOne } from '#peer/ports/run-results.ts'
import type { JoinedBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { sliceResults, unpackResults } from '#protocol/task/plain-results.ts'
import {
  type Answer,
  type FromSandbox,
  fromSandbox,
  type PackedAnswers,
} from '../frame/messages.ts'
import { CoreTime } from './core-time.ts'
import { LifeSigns } from './life-signs.ts'
import { loadProgram } from './load-program.ts'
import type { Sandbox } from './sandbox.ts'
import { StopGroups } from './stop-groups.ts'
import { cutAlike, type Group, runOf, stopped, type Task, tellRest } from './task-group.ts'
import type { Ticker } from './ticker.ts'
import { areWithin, fail, type HostFailure, isSound, judge } from './verdict.ts'

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
  readonly #time: CoreTime
  readonly #closed = new AbortController()
  readonly #stops = new StopGroups<Group>((groups) => this.#stop(groups))
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

  /** @throws {RangeError} for a share of the time that is none. */
  constructor(options: CoreOptions) {
    this.#options = options
    const { allowance, program } = options
    // A shader's sandbox rests by itself, between two dispatches, and not the core between subtasks.
    const restsInside = program.format === 'wgsl'
    this.#time = new CoreTime({ dutyCycle: allowance.dutyCycle, restsInside }, performance.now())
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
    { signal, onPrint }: { readonly signal: AbortSignal; readonly onPrint?: OnPrint },
  ): Promise<RunResult> {
    const runAll: Core['runAll'] = (inputs, _, { take }) =>
      this.#ask({ inputs, limits, signal, onPrint, take })
    return runOne(runAll, input, limits, signal)
  }

  runAll(
    inputs: JoinedBytes,
    limits: Limits,
    options: { readonly signal: AbortSignal; readonly take: (results: RunResults) => void },
  ): Promise<void> {
    return this.#ask({ inputs, limits, ...options, onPrint: undefined })
  }

  #ask(asked: Omit<Group, 'end' | 'left'>): Promise<void> {
    const { inputs, limits, signal } = asked
    const { promise, resolve: end } = Promise.withResolvers<void>()
    const group: Group = { ...asked, end, left: inputs.ends.length }
    const { memoryBytes } = this.#options.allowance
    if (signal.aborted || this.#closed.signal.aborted) tellRest(group, stopped())
    else if (limits.memoryBytes > memoryBytes) {
      const message = `The subtask may use ${limits.memoryBytes} bytes of memory, the volunteer gives ${memoryBytes}`
      tellRest(group, fail('memory', message))
    }
    if (group.left === 0) {
      end()
      return promise
    }
    this.#stops.add(signal, group)
    for (let at = 0; at < inputs.ends.length; at += 1) {
      this.#waiting.push({ id: this.#nextId, group, at, printLeft: limits.outputBytes })
      // The ids of those under way differ all the same.
      this.#nextId = (this.#nextId + 1) >>> 0
    }
    this.#pumpSoon()
    return promise
  }

  /** Tells a group of so many more. */
  #tell(group: Group, count: number, results: RunResults): void {
    // Stopped meanwhile: it was told.
    if (group.left === 0) return
    group.left -= count
    group.take(results)
    if (group.left > 0) return
    this.#stops.delete(group.signal, group)
    group.end()
  }

  pace(dutyCycle: number): void {
    this.#time.change(dutyCycle, performance.now(), this.#isBusy)
    this.#tellPace()
  }

  close(): Promise<void> {
    this.#closing ??= this.#tearDown()
    return this.#closing
  }

  async #tearDown(): Promise<void> {
    this.#closed.abort()
    this.#stop([...this.#sent, ...this.#waiting].map(({ group }) => group))
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
      for (const { group } of this.#waiting.splice(0)) this.#tell(group, 1, [failure])
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
    this.#unwatch ??= this.#options.ticker.listen((elapsedMs) => this.#tick(elapsedMs))
    if (this.#sandbox === undefined) {
      this.#reload()
      return
    }
    const now = performance.now()
    const tasks = this.#waiting.splice(0, this.#room(now))
    if (tasks.length === 0) return
    if (!this.#isBusy) {
      this.#life?.hear()
      this.#time.begin(now)
    }
    this.#sent.push(...tasks)
    for (const alike of cutAlike(tasks)) this.#sandbox.send(runOf(alike))
  }

  /** How many tasks may be sent now. */
  #room(now: number): number {
    const room = this.#time.room(this.#sent.length, now)
    return this.#careful > 0 ? Math.min(room, this.#isBusy ? 0 : 1) : room
  }

  #take(sandbox: Sandbox, message: unknown): void {
    if (sandbox !== this.#sandbox) return
    const { data: said } = fromSandbox.safeParse(message)
    if (said?.type === 'printed' && this.#hear(said)) return
    if (said?.type !== 'answers' && said?.type !== 'results') {
      this.#breakDown(fail('crashed', 'The sandbox sent nonsense'))
      return
    }
    const now = performance.now()
    const isRight =
      said.type === 'results'
        ? this.#takePacked(sandbox, said.results)
        : this.#takeAnswers(sandbox, said.answers)
    if (!isRight) return
    this.#progress(said.type === 'results' ? said.results.ids.length : said.answers.length, now)
    if (this.#sent[0]?.group.left === 0) this.#replace()
    else this.#pump()
  }

  /** Passes packed results on as they are. False where the sandbox had to go for what it said. */
  #takePacked(sandbox: Sandbox, { ids, ...results }: PackedAnswers): boolean {
    for (let from = 0; from < ids.length; ) {
      const group = this.#sent[0]?.group
      const isNext = (at: number) => {
        const task = this.#sent[at - from]
        return task !== undefined && task.group === group && task.id === ids[at]
      }
      let to = from
      while (to < ids.length && isNext(to)) to += 1
      const stretch = sliceResults(results, from, to)
      if (group === undefined || to === from || !areWithin(stretch, group.limits)) {
        const left = unpackResults(sliceResults(results, from, ids.length))
        return this.#takeAnswers(
          sandbox,
          left.map((each, at) => ({
            ...each,
            output: each.output.slice(),
            id: ids[from + at] as number,
          })),
        )
      }
      this.#settle(group, to - from, stretch)
      // Who heard of it may have stopped the rest, and the sandbox with it.
      if (this.#sandbox !== sandbox) return false
      from = to
    }
    return true
  }

  /** False where the sandbox had to go for what it said. */
  #takeAnswers(sandbox: Sandbox, answers: readonly Answer[]): boolean {
    for (const answer of answers) {
      const task = this.#sent[0]
      if (task?.id !== answer.id) {
        this.#breakDown(fail('crashed', 'The sandbox answered out of turn'))
        return false
      }
      const result = judge(answer, task.group.limits)
      this.#settle(task.group, 1, [result])
      if (this.#sandbox !== sandbox) return false
      if (!isSound(result)) {
        this.#replace()
        return false
      }
    }
    return true
  }

  /** The first so many that were sent are done. */
  #settle(group: Group, count: number, results: RunResults): void {
    this.#sent.splice(0, count)
    this.#careful = Math.max(0, this.#careful - count)
    this.#tell(group, count, results)
  }

  /** Passes on what the running task prints; whether it was asked to, and within its limit. */
  #hear({ id, stream, bytes }: Extract<FromSandbox, { type: 'printed' }>): boolean {
    const task = this.#sent[0]
    if (task?.id !== id || task.group.onPrint === undefined) return false
    task.printLeft -= bytes.byteLength
    if (task.printLeft < 0) return false
    if (task.group.left > 0) task.group.onPrint(stream, bytes)
    return true
  }

  #progress(answered: number, now: number): void {
    this.#life?.hear()
    this.#time.progress(answered, now, this.#isBusy)
  }

  get #isBusy(): boolean {
    return this.#sent.length > 0
  }

  #tellPace(): void {
    const { restsInside, dutyCycle } = this.#time
    if (restsInside) this.#sandbox?.send({ type: 'pace', dutyCycle })
  }

  #tick(elapsedMs: number): void {
    if (this.#isBusy) {
      const wallMs = this.#strictestWallMs()
      if (this.#time.tick(elapsedMs) > wallMs)
        this.#breakDown(fail('wallClock', `Not done after ${wallMs} ms`))
      else if (this.#life?.wait(elapsedMs) === false)
        this.#breakDown(fail('crashed', 'The sandbox gives no sign of life'))
    } else if (this.#waiting.length === 0) {
      this.#unwatch?.()
      this.#unwatch = undefined
    } else this.#pump()
  }

  /** Which of the sent tasks runs is not known: it may be any of them, with the first not yet told. */
  #strictestWallMs(): number {
    return this.#sent.reduce((least, { group }) => Math.min(least, group.limits.wallMs), Infinity)
  }

  #stop(groups: readonly Group[]): void {
    for (const group of groups) {
      tellRest(group, stopped())
      this.#stops.delete(group.signal, group)
      group.end()
    }
    this.#waiting = this.#waiting.filter(({ group }) => group.left > 0)
    // One that waits in the sandbox is let be until its turn: what runs before it is good.
    if (this.#sent[0]?.group.left === 0) this.#replace()
  }

  /** The sandbox failed: the one task to blame fails with it, or all take turns to show which. */
  #breakDown(failure: HostFailure): void {
    const { length } = this.#sent
    if (length > 1 && this.#careful === 0) this.#careful = length
    else {
      const blamed = length > 0 ? this.#sent.shift() : this.#waiting.shift()
      if (blamed !== undefined) this.#tell(blamed.group, 1, [failure])
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
    const again = this.#sent.filter(({ group }) => group.left > 0)
    for (const task of again) task.printLeft = task.group.limits.outputBytes
    this.#waiting.unshift(...again)
    this.#sent = []
    this.#time.spend(performance.now(), this.#isBusy)
    this.#discard()
    this.#reload()
  }

  #discard(): void {
    this.#sandbox?.kill()
    this.#sandbox = undefined
  }
}
