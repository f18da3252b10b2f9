import type { OnPrint } from '#peer/ports/compute.ts'
import { isPlain, type PlainResult, packResults } from '#protocol/task/plain-results.ts'
import { runKernel } from '../formats/kernel.ts'
import { runWasi } from '../formats/wasi.ts'
import type { LoadedProgram } from './loaded-program.ts'
import {
  type Answer,
  type FromSandbox,
  isSurvived,
  MAX_ANSWERS,
  type TaskMessage,
} from './messages.ts'
import { PrintRelay } from './print-relay.ts'

const runners = { kernel: runKernel, wasi: runWasi } as const

/** Answers wait for company this long: a stop loses no more work than that. */
const FLUSH_MS = 10
const FLUSH_BYTES = 2 ** 20
/** Handing over a smaller buffer costs more than copying it. */
const MIN_TRANSFER_BYTES = 4_096

type Post = (message: FromSandbox, transfer: ArrayBuffer[]) => void

function runOne(program: LoadedProgram, task: TaskMessage, post: Post): Answer {
  const { format, module, shared } = program
  const { id, input, limits } = task
  const relay = task.printsAloud ? new PrintRelay(id, post) : undefined
  const onPrint = relay && ((...printed: Parameters<OnPrint>) => relay.print(...printed))
  try {
    const ended = runners[format](module, shared, input, limits, onPrint)
    // What is left to be told comes with the output, where there is any.
    if (ended.kind === 'failed') relay?.flush()
    return { id, ...ended }
  } catch (error) {
    relay?.flush()
    const message = error instanceof Error ? error.message.slice(0, 1_000) : 'Unknown'
    return { id, kind: 'failed', reason: 'crashed', message }
  }
}

/** Those that are plain go packed, as long as the order stands. */
function postAnswers(answers: readonly Answer[], post: Post): void {
  for (let from = 0; from < answers.length; ) {
    const plain: Array<PlainResult & Pick<Answer, 'id'>> = []
    const others: Answer[] = []
    for (const answer of answers.slice(from)) {
      if (isPlain(answer) && others.length === 0) plain.push(answer)
      else if (!isPlain(answer) && plain.length === 0) others.push(answer)
      else break
    }
    if (plain.length > 0) {
      const ids = Uint32Array.from(plain, ({ id }) => id)
      post({ type: 'results', results: { ids, ...packResults(plain) } }, [])
    } else post({ type: 'answers', answers: others }, transferOf(others))
    from += plain.length + others.length
  }
}

const transferOf = (answers: readonly Answer[]): ArrayBuffer[] =>
  answers.flatMap((answer) => {
    const buffer = answer.kind === 'done' ? answer.output.buffer : undefined
    return buffer !== undefined && buffer.byteLength >= MIN_TRANSFER_BYTES ? [buffer] : []
  })

/**
 * Runs tasks in order and posts what they come to: quick ones several at a time, slow ones each
 * at once. Stops early where the sandbox is not fit to go on.
 */
export function runTasks(program: LoadedProgram, tasks: readonly TaskMessage[], post: Post): void {
  let answers: Answer[] = []
  let bytes = 0
  let flushedAt = performance.now()
  const flush = () => {
    if (answers.length === 0) return
    postAnswers(answers, post)
    answers = []
    bytes = 0
    flushedAt = performance.now()
  }
  for (const task of tasks) {
    const answer = runOne(program, task, post)
    answers.push(answer)
    // What follows would be lost with the sandbox.
    if (answer.kind === 'failed' && !isSurvived(answer.reason)) break
    if (answer.kind === 'done') bytes += answer.output.byteLength + answer.log.length
    const isFull = answers.length === MAX_ANSWERS || bytes >= FLUSH_BYTES
    if (isFull || performance.now() - flushedAt >= FLUSH_MS) flush()
  }
  flush()
}
