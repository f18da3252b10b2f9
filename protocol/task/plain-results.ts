import { type JoinedBytes, joinBytes, sliceJoined, splitBytes } from './joined-bytes.ts'
import type { Outcome } from './outcome.ts'

/** What most subtasks come to: success, a short output, and nothing else to say. */
export interface PlainResult {
  readonly kind: 'done'
  readonly outcome: { readonly kind: 'success' }
  readonly output: Uint8Array
  readonly gas: bigint
  readonly log: string
}

/** Such results on their way to another thread, where an object for each would cost more than it took. */
export interface PlainResults {
  readonly gas: BigUint64Array
  readonly outputs: JoinedBytes
}

/** A longer output is rather handed over than copied. */
export const MAX_PLAIN_BYTES = 1_024
const SUCCESS = { kind: 'success' } as const

/** Whether `packResults` takes it. */
export function isPlain<
  T extends {
    readonly kind: string
    readonly outcome?: Outcome
    readonly output?: Uint8Array
    readonly log?: string
    readonly because?: unknown
  },
>(result: T): result is T & PlainResult {
  const { kind, outcome, output, log, because } = result
  const isShort = output !== undefined && output.byteLength <= MAX_PLAIN_BYTES
  return (
    kind === 'done' && outcome?.kind === 'success' && isShort && log === '' && because === undefined
  )
}

export const packResults = (results: readonly PlainResult[]): PlainResults => ({
  gas: BigUint64Array.from(results, ({ gas }) => gas),
  outputs: joinBytes(results.map(({ output }) => output)),
})

/** Those from `from` to before `to`. */
export const sliceResults = ({ gas, outputs }: PlainResults, from: number, to: number) =>
  from === 0 && to === gas.length
    ? { gas, outputs }
    : { gas: gas.slice(from, to), outputs: sliceJoined(outputs, from, to) }

/** The results that were packed; their outputs are views. A stranger's have to be looked at before. */
export const unpackResults = ({ gas, outputs }: PlainResults): PlainResult[] =>
  splitBytes(outputs).map((output, at) => ({
    kind: 'done',
    outcome: SUCCESS,
    output,
    gas: gas[at] as bigint,
    log: '',
  }))
