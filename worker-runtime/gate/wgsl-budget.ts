import { Refusal } from './refusal.ts'
import { type Token, tokenize } from './wgsl-tokens.ts'
import { type Footprint, measureTypes } from './wgsl-types.ts'

/** An entry point may have this many steps when all its calls are written out and no loop turns. */
const MAX_STRAIGHT_STEPS = 2 ** 16
/** A step may copy so many bytes; where values are larger, each step counts for several. */
const STEP_BYTES = 1_024
const WORD_BYTES = 4
/** What it costs to start an invocation, however little it does. */
const LAUNCH_STEPS = 64
const BARRIERS = new Set([
  'workgroupBarrier',
  'storageBarrier',
  'textureBarrier',
  'workgroupUniformLoad',
])
/** Loops inside loops, and functions called by functions: enough for people, little for our stack. */
const MAX_NESTING = 64
const DIRECTIVES = new Set(['enable', 'requires', 'diagnostic'])
const LOOPS = new Set(['loop', 'for', 'while'])

/** A stretch of one function: its whole body, or one loop with its header. */
interface Stretch {
  /** Tokens outside the loops inside. */
  steps: number
  readonly calls: Token[]
  readonly loops: Loop[]
  hasBarrier: boolean
}

interface Loop extends Stretch {
  /** Where the body starts, behind its brace. */
  readonly bodyOffset: number
}

interface Fn extends Stretch {
  readonly name: Token
  readonly isEntry: boolean
  /** Where an entry point's `workgroup_size` opens its bracket. */
  readonly sizeAt: number | undefined
  readonly resultType: string
  readonly bodyOffset: number
  /** The closing brace. */
  readonly endOffset: number
}

const stretch = (): Stretch => ({ steps: 0, calls: [], loops: [], hasBarrier: false })

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
  const first = tokens[0]
  if (first && DIRECTIVES.has(first.text))
    throw new Refusal('wgsl-directive', first.offset, `“${first.text}” is not allowed`)
  for (const { text: word, offset } of tokens)
    if (word.startsWith('loam_'))
      throw new Refusal('wgsl-name', offset, `Names that begin with “loam_” are Loam's`)
  const functions = new Map(readFunctions(tokens).map((fn) => [fn.name.text, fn]))
  const footprint = measureTypes(tokens)
  const costs = new Costs(functions, Math.ceil(footprint.valueBytes / STEP_BYTES))
  const groupSteps = new Map<string, number>()
  const hasLoops = [...functions.values()].some(({ loops }) => loops.length > 0)
  const inserts: { offset: number; text: string }[] = []
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
    const loops = [...loopsOf(fn)]
    if (loops.length === 0) continue
    for (const loop of loops) {
      const round = costs.ofRound(loop)
      if (round.hasBarrier && !fn.isEntry) {
        const reason = 'A loop around a barrier has to stand in the entry point itself'
        throw new Refusal('wgsl-barrier', loop.bodyOffset, reason)
      }
      const purse = round.hasBarrier ? 'loam_rounds' : 'loam_left'
      // An empty round costs a step too: it is one more time round.
      const cost = `${Math.min(round.steps + 1, 0xffff_ffff)}u`
      inserts.push({
        offset: loop.bodyOffset,
        text: ` if (${purse} < ${cost}) { ${purse} = 0u; atomicStore(&loam_spent, 1u); break; } ${purse} -= ${cost}; `,
      })
    }
    if (fn.isEntry)
      inserts.push({ offset: fn.bodyOffset, text: ` var loam_rounds = ${stepBudget}u; ` })
    // A loop that only returned may now be left, and a function has to end in its type.
    if (fn.resultType) inserts.push({ offset: fn.endOffset, text: ` return ${fn.resultType}(); ` })
  }
  return { text: splice(text, inserts), groupSteps }
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

function splice(text: string, inserts: { offset: number; text: string }[]): string {
  let at = 0
  const parts: string[] = []
  for (const insert of inserts.toSorted((a, b) => a.offset - b.offset)) {
    parts.push(text.slice(at, insert.offset), insert.text)
    at = insert.offset
  }
  return parts.join('') + text.slice(at)
}

function* loopsOf({ loops }: Stretch): Generator<Loop> {
  for (const loop of loops) {
    yield loop
    yield* loopsOf(loop)
  }
}

interface Cost {
  readonly steps: number
  readonly hasBarrier: boolean
}

/** What stretches cost with the functions they call; each function is looked at once. */
class Costs {
  readonly #functions: ReadonlyMap<string, Fn>
  readonly #weight: number
  readonly #known = new Map<Fn, Cost>()
  readonly #open = new Set<Fn>()

  /** @param weight what one token costs. */
  constructor(functions: ReadonlyMap<string, Fn>, weight: number) {
    this.#functions = functions
    this.#weight = weight
  }

  /** A function that goes through each of its loops once. */
  ofFunction(fn: Fn): Cost {
    const known = this.#known.get(fn)
    if (known) return known
    const { text, offset } = fn.name
    if (this.#open.has(fn)) throw new Refusal('wgsl-recursion', offset, `“${text}” calls itself`)
    if (this.#open.size === MAX_NESTING)
      throw new Refusal('wgsl-nesting', offset, 'Functions are called too deeply')
    this.#open.add(fn)
    const parts = [fn, ...loopsOf(fn)].map((part) => this.#ofStretch(part))
    this.#open.delete(fn)
    const cost = {
      steps: parts.reduce((sum, { steps }) => sum + steps, 0),
      hasBarrier: parts.some(({ hasBarrier }) => hasBarrier),
    }
    this.#known.set(fn, cost)
    return cost
  }

  /** One round of a loop: steps without those of the loops inside, barriers with theirs. */
  ofRound(loop: Loop): Cost {
    const inside = [...loopsOf(loop)].map((each) => this.#ofStretch(each))
    const { steps, hasBarrier } = this.#ofStretch(loop)
    return { steps, hasBarrier: hasBarrier || inside.some((each) => each.hasBarrier) }
  }

  #ofStretch({ steps, hasBarrier, calls }: Stretch): Cost {
    const callees = calls.flatMap(({ text }) => this.#functions.get(text) ?? [])
    const costs = callees.map((callee) => this.ofFunction(callee))
    return {
      steps: costs.reduce((sum, callee) => sum + callee.steps, steps * this.#weight),
      hasBarrier: hasBarrier || costs.some((callee) => callee.hasBarrier),
    }
  }
}

const opensTo: Readonly<Record<string, string>> = { '{': '}', '(': ')' }

/** The index of the token that closes the bracket at `open`. */
function closing(tokens: readonly Token[], open: number): number {
  const opener = tokens[open]?.text ?? ''
  const closer = opensTo[opener]
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.text === opener) depth += 1
    else if (tokens[at]?.text === closer) depth -= 1
    if (depth === 0) return at
  }
  throw new Refusal('wgsl-text', tokens[open]?.offset ?? 0, `“${opener}” has no end`)
}

function find(tokens: readonly Token[], text: string, from: number): number {
  for (let at = from; at < tokens.length; at++) if (tokens[at]?.text === text) return at
  throw new Refusal('wgsl-text', tokens[from]?.offset ?? 0, `“${text}” is missing`)
}

function readFunctions(tokens: readonly Token[]): Fn[] {
  const functions: Fn[] = []
  let isEntry = false
  let sizeAt: number | undefined
  const forget = () => {
    isEntry = false
    sizeAt = undefined
  }
  for (let at = 0; at < tokens.length; at++) {
    const { text } = tokens[at] as Token
    const attribute = text === '@' ? tokens[at + 1]?.text : undefined
    if (attribute === 'compute') isEntry = true
    if (attribute === 'workgroup_size') sizeAt = at + 2
    if (text === ';') forget()
    if (text !== 'fn') continue
    const { fn, end } = readFunction(tokens, at, { isEntry, sizeAt })
    functions.push(fn)
    forget()
    at = end
  }
  return functions
}

function readFunction(
  tokens: readonly Token[],
  at: number,
  attributes: Pick<Fn, 'isEntry' | 'sizeAt'>,
) {
  const name = tokens[at + 1] ?? { text: '', offset: 0 }
  const afterParameters = closing(tokens, find(tokens, '(', at)) + 1
  const open = find(tokens, '{', afterParameters)
  const end = closing(tokens, open)
  const isTyped = tokens[afterParameters]?.text === '->'
  const fn: Fn = {
    ...stretch(),
    ...attributes,
    name,
    resultType: isTyped ? join(tokens.slice(afterParameters + 1, open)) : '',
    bodyOffset: (tokens[open] as Token).offset + 1,
    endOffset: (tokens[end] as Token).offset,
  }
  readStretch(tokens, [open + 1, end], fn, 0)
  return { fn, end }
}

const join = (tokens: readonly Token[]) => tokens.map(({ text }) => text).join(' ')

function add({ steps, calls, hasBarrier }: Stretch, to: Stretch): void {
  to.steps += steps
  to.hasBarrier ||= hasBarrier
  for (const call of calls) to.calls.push(call)
}

/** Counts tokens [from, to) into `into`, with loops as stretches of their own. */
function readStretch(
  tokens: readonly Token[],
  [from, to]: readonly [number, number],
  into: Stretch,
  nesting: number,
): void {
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token
    into.steps += 1
    if (BARRIERS.has(token.text)) into.hasBarrier = true
    if (tokens[at + 1]?.text === '(') into.calls.push(token)
    if (!LOOPS.has(token.text)) continue
    if (nesting === MAX_NESTING)
      throw new Refusal('wgsl-nesting', token.offset, 'Loops are nested too deeply')
    const header = token.text === 'for' ? closing(tokens, find(tokens, '(', at)) : at
    const open = find(tokens, '{', header)
    const end = closing(tokens, open)
    const loop: Loop = { ...stretch(), bodyOffset: (tokens[open] as Token).offset + 1 }
    const head = stretch()
    readStretch(tokens, [at + 1, open], head, nesting + 1)
    if (head.loops.length > 0)
      throw new Refusal('wgsl-text', token.offset, `“${token.text}” has no body of its own`)
    // A header comes to be once a round, and once more for a loop whose body nobody enters.
    add(head, loop)
    add(head, into)
    readStretch(tokens, [open + 1, end], loop, nesting + 1)
    into.loops.push(loop)
    at = end
  }
}
