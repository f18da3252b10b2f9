import { Refusal } from './refusal.ts'
import { Costs } from './wgsl-costs.ts'
import { closing, type Fn, loopsOf, readFunctions } from './wgsl-functions.ts'
import { type Token, tokenize } from './wgsl-tokens.ts'
import { type Footprint, measureTypes } from './wgsl-types.ts'

/** An entry point may have this many steps when all its calls are written out and no loop turns. */
const MAX_STRAIGHT_STEPS = 2 ** 16
/** A step may copy so many bytes; where values are larger, each step counts for several. */
const STEP_BYTES = 1_024
const WORD_BYTES = 4
/** What it costs to start an invocation, however little it does. */
const LAUNCH_STEPS = 64
const DIRECTIVES = new Set(['enable', 'requires', 'diagnostic'])

/** A stranger's shader with its loops bounded. */
export interface BoundedShader {
  readonly text: string
  /** The most steps one workgroup takes, by entry point; a step is about a word of the text. */
  readonly groupSteps: ReadonlyMap<string, number>
}

/**
 * Gives every loop of a shader a budget, so that no invocation runs for ever.
 *
 * WGSL has no recursion, so time is spent in loops alone. Each round costs what its body holds,
 * called functions included; who cannot pay leaves the loop, and every loop after it, and the flag
 * `loam_spent` is raised. Loops around a barrier pay from a purse of their own, a local variable,
 * because WGSL must see that all invocations of a workgroup leave them together.
 *
 * The result keeps the text's line numbers.
 * @throws {Refusal} for what cannot be bounded, or would hide from the gate.
 */
export function addBudget(text: string, stepBudget: number): BoundedShader {
  const tokens = tokenize(text)
  checkWords(tokens)
  const functions = new Map(readFunctions(tokens).map((fn) => [fn.name.text, fn]))
  const footprint = measureTypes(tokens)
  const costs = new Costs(functions, Math.ceil(footprint.valueBytes / STEP_BYTES))
  const hasLoops = [...functions.values()].some(({ loops }) => loops.length > 0)
  const groupSteps = new Map<string, number>()
  const inserts: Insert[] = []
  for (const fn of functions.values()) {
    const { steps } = costs.ofFunction(fn)
    if (fn.isEntry) {
      if (steps > MAX_STRAIGHT_STEPS)
        throw new Refusal('wgsl-size', fn.name.offset, 'The entry point is too long')
      // Variables are zeroed word by word, and each purse may be emptied.
      const words = Math.ceil(footprint.variableBytes / WORD_BYTES)
      const barriers = [...loopsOf(fn)].some((loop) => costs.ofRound(loop).hasBarrier)
      const purses = Number(hasLoops) + Number(barriers)
      const most = LAUNCH_STEPS + steps + words + purses * stepBudget
      groupSteps.set(fn.name.text, most * invocationsOf(fn, tokens, footprint))
    }
    for (const insert of boundLoops(fn, costs, stepBudget)) inserts.push(insert)
  }
  return { text: splice(text, inserts), groupSteps }
}

/** @throws {Refusal} for directives, and for names that are Loam's. */
function checkWords(tokens: readonly Token[]): void {
  const first = tokens[0]
  if (first && DIRECTIVES.has(first.text))
    throw new Refusal('wgsl-directive', first.offset, `“${first.text}” is not allowed`)
  for (const { text: word, offset } of tokens)
    if (word.startsWith('loam_'))
      throw new Refusal('wgsl-name', offset, `Names that begin with “loam_” are Loam's`)
}

interface Insert {
  readonly offset: number
  readonly text: string
}

/** What a function's text has to have put in, so that each round of its loops is paid for. */
function* boundLoops(fn: Fn, costs: Costs, stepBudget: number): Generator<Insert> {
  if (fn.loops.length === 0) return
  for (const loop of loopsOf(fn)) {
    const round = costs.ofRound(loop)
    if (round.hasBarrier && !fn.isEntry) {
      const reason = 'A loop around a barrier has to stand in the entry point itself'
      throw new Refusal('wgsl-barrier', loop.bodyOffset, reason)
    }
    const purse = round.hasBarrier ? 'loam_rounds' : 'loam_left'
    // An empty round costs a step too: it is one more time round.
    const cost = `${Math.min(round.steps + 1, 0xffff_ffff)}u`
    yield {
      offset: loop.bodyOffset,
      text: ` if (${purse} < ${cost}) { ${purse} = 0u; atomicStore(&loam_spent, 1u); break; } ${purse} -= ${cost}; `,
    }
  }
  if (fn.isEntry) yield { offset: fn.bodyOffset, text: ` var loam_rounds = ${stepBudget}u; ` }
  // A loop that only returned may now be left, and a function has to end in its type.
  if (fn.resultType) yield { offset: fn.endOffset, text: ` return ${fn.resultType}(); ` }
}

function invocationsOf(fn: Fn, tokens: readonly Token[], { countAt }: Footprint): number {
  const { sizeAt, name } = fn
  if (sizeAt === undefined)
    throw new Refusal(
      'wgsl-workgroup',
      name.offset,
      'An entry point has to tell its workgroup_size',
    )
  const end = closing(tokens, sizeAt)
  let invocations = 1
  for (let at = sizeAt + 1; at < end; at += 2) invocations *= countAt(at)
  return invocations
}

function splice(text: string, inserts: readonly Insert[]): string {
  let at = 0
  const parts: string[] = []
  for (const insert of inserts.toSorted((a, b) => a.offset - b.offset)) {
    parts.push(text.slice(at, insert.offset), insert.text)
    at = insert.offset
  }
  return parts.join('') + text.slice(at)
}
