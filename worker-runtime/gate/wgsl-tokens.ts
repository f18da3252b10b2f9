import { Refusal } from './refusal.ts'

/** A word, number or sign of a shader's text. Comments and blanks are none. */
export interface Token {
  readonly text: string
  readonly offset: number
}

/** Words and numbers whole; any sign alone, for only braces and arrows matter to the gate. */
const TOKEN = /[A-Za-z_][A-Za-z0-9_]*|[0-9.][0-9A-Za-z.]*|->|\S/y
/** Whatever may end a line comment in WGSL is either a line feed, a carriage return or refused. */
const FOREIGN = /[^\t\n\r -~]/
const BLANK = /[\t\n\r ]+/y

/**
 * Cuts WGSL into tokens.
 *
 * Text outside printable ASCII is refused, comments included: WGSL lets exotic characters end a
 * line comment, and a compiler must not see code where the gate saw none.
 * @throws {Refusal}
 */
export function tokenize(text: string): Token[] {
  const foreign = FOREIGN.exec(text)
  if (foreign) throw new Refusal('wgsl-text', foreign.index, 'Only printable ASCII is allowed')
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    BLANK.lastIndex = at
    if (BLANK.test(text)) at = BLANK.lastIndex
    else if (text.startsWith('//', at)) at = endOfLine(text, at)
    else if (text.startsWith('/*', at)) at = endOfBlock(text, at)
    else {
      TOKEN.lastIndex = at
      const found = TOKEN.exec(text)?.[0] ?? ''
      tokens.push({ text: found, offset: at })
      at += found.length
    }
  }
  return tokens
}

function endOfLine(text: string, from: number): number {
  const length = text.slice(from).search(/[\n\r]/)
  return length < 0 ? text.length : from + length
}

/** Block comments nest. */
function endOfBlock(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; ) {
    const pair = text.slice(at, at + 2)
    if (pair === '/*') depth += 1
    else if (pair === '*/') depth -= 1
    at += pair === '/*' || pair === '*/' ? 2 : 1
    if (depth === 0) return at
  }
  throw new Refusal('wgsl-text', from, 'A comment has no end')
}
