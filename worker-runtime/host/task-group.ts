import type { OnPrint, RunResult, RunResults } from '#peer/ports/compute.ts'
import { type JoinedBytes, joinBytes, sliceJoined } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import type { ToSandbox } from '../frame/messages.ts'
import { fail } from './verdict.ts'

/** Tasks that were asked for together, and are told of together. */
export interface Group {
  readonly inputs: JoinedBytes
  readonly limits: Limits
  readonly signal: AbortSignal
  readonly onPrint: OnPrint | undefined
  /** Hears of each in order. */
  readonly take: (results: RunResults) => void
  /** Called once it has heard of all. */
  readonly end: () => void
  /** Tasks that it has not heard of. */
  left: number
}

/** One of them, on its way through the sandbox. */
export interface Task {
  readonly id: number
  readonly group: Group
  /** Which of its group it is. */
  readonly at: number
  /** Bytes it may still print aloud. */
  printLeft: number
}

/** What is told of a task that is wanted no more. */
export const stopped = () => fail('stopped', 'Stopped')

/** Tells a group of all that it has not heard of. */
export function tellRest(group: Group, result: RunResult): void {
  const { left, take } = group
  group.left = 0
  if (left > 0) take(Array.from({ length: left }, () => result))
}

/** Tasks in order, cut where the next has other limits, or prints otherwise: most often nowhere. */
export function cutAlike(tasks: readonly Task[]): Array<[Task, ...Task[]]> {
  const stretches: Array<[Task, ...Task[]]> = []
  let last: Group | undefined
  for (const task of tasks) {
    const { group } = task
    const isAlike = last?.limits === group.limits && !last.onPrint === !group.onPrint
    if (isAlike) stretches.at(-1)?.push(task)
    else stretches.push([task])
    last = group
  }
  return stretches
}

/** What the sandbox is sent for tasks that are alike. */
export function runOf(tasks: readonly [Task, ...Task[]]): Extract<ToSandbox, { type: 'run' }> {
  const { limits, onPrint } = tasks[0].group
  const { wallMs: _, ...inside } = limits
  return {
    type: 'run',
    ids: Uint32Array.from(tasks, ({ id }) => id),
    inputs: inputsOf(tasks),
    limits: inside,
    printsAloud: onPrint !== undefined,
  }
}

/** Their inputs joined, as they mostly were when they were asked for. */
function inputsOf(tasks: readonly [Task, ...Task[]]): JoinedBytes {
  const [{ group, at }] = tasks
  const isOneGroup = tasks.at(-1)?.group === group
  if (isOneGroup) return sliceJoined(group.inputs, at, at + tasks.length)
  return joinBytes(tasks.map((task) => sliceJoined(task.group.inputs, task.at, task.at + 1).bytes))
}
