import { Refusal } from './refusal.ts'
import type { Token } from './wgsl-tokens.ts'

const BARRIERS = new Set([
  'workgroupBarrier',
  'storageBarrier',
  'textureBarrier',
  'workgroupUniformLoad',
])
/** Loops inside loops, and functions called by functions: enough for people, little for our stack. */
export const MAX_NESTING = 64
const LOOPS = new Set(['loop', 'for', 'while'])

/** A stretch of one function: its whole body, or one loop with its header. */
export interface Stretch {
  /** Tokens outside the loops inside. */
  steps: number
  readonly calls: Token[]
  readonly loops: Loop[]
  hasBarrier: boolean
}

/** A loop's body, with what its header costs. */
export interface Loop extends Stretch {
  /** Where the body starts, behind its brace. */
  readonly bodyOffset: number
}

/** A function, the loops inside it apart. */
export interface Fn extends Stretch {
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

/** A stretch's loops, each before those inside it. */
export function* loopsOf({ loops }: Stretch): Generator<Loop> {
  for (const loop of loops) {
    yield loop
    yield* loopsOf(loop)
  }
}

const opensTo: Readonly<Record<string, string>> = { '{': '}', '(': ')' }

/** The index of the token that closes the bracket at `open`. */
export function closing(tokens: readonly Token[], open: number): number {
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

/** The functions of a shader. @throws {Refusal} for a text whose brackets do not fit. */
export function readFunctions(tokens: readonly Token[]): Fn[] {
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
