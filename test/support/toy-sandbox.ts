import { type TaskMessage, type ToSandbox, tasksOf } from '#worker-runtime/frame/messages.ts'
import type { Sandbox } from '#worker-runtime/host/sandbox.ts'

/** A sandbox that opens at once and then says what the test has it say. */
export class ToySandbox implements Sandbox {
  readonly place: number
  readonly runs: TaskMessage[][] = []
  readonly paces: number[] = []
  isKilled = false
  isSilent = false
  readonly #died = Promise.withResolvers<string>()
  readonly died = this.#died.promise
  #listener: ((message: unknown) => void) | undefined
  constructor(place: number) {
    this.place = place
  }
  onMessage(run: (message: unknown) => void): void {
    this.#listener = run
  }
  send(message: ToSandbox): void {
    if (message.type === 'open') queueMicrotask(() => this.say({ type: 'opened' }))
    else if (message.type === 'pace') this.paces.push(message.dutyCycle)
    else this.runs.push(tasksOf(message))
  }
  say(message: unknown): void {
    this.#listener?.(message)
  }
  /** Answers tasks sent to it, honestly. */
  answer(...ids: number[]): void {
    this.say({ type: 'answers', answers: ids.map(done) })
  }
  ask(answer: () => void): void {
    if (!this.isSilent) queueMicrotask(answer)
  }
  die(): void {
    this.#died.resolve('It broke')
  }
  kill(): void {
    this.isKilled = true
  }
}

/** The answer of a task that went well. */
export const done = (id: number) => ({
  kind: 'done',
  id,
  outcome: { kind: 'success' },
  output: Uint8Array.of(id),
  gas: 1n,
  log: '',
})
