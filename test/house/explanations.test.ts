import { globSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import { MAX_WORDS } from '#protocol/explanation.ts'

/** Who makes explanations out of texts, and where among them the advice stands. */
const MAKERS: Readonly<Record<string, readonly number[]>> = {
  passOver: [2],
  declineOffer: [1, 2],
  preferred: [1],
  InputError: [2],
  LedgerError: [2],
}
const ADVICE: ReadonlySet<string> = new Set(['advice', 'toProvider'])
/** About what a figure or a name takes in a text. */
const FIGURE = '0.0001'

/** It may end with another's words, which end as they like. */
const SENTENCE = new RegExp(`^[\\p{Lu}\\d].*([.!?]|: ${FIGURE})$`, 'su')

type Node = Readonly<Record<string, unknown>> & { readonly type: string }
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** The texts that an expression can come to, as far as they stand in it. */
function textsOf(node: unknown): readonly string[] {
  if (!isNode(node)) return []
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : []
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)]
    case 'TemplateLiteral': {
      const quasis = node.quasis as ReadonlyArray<{ readonly value: { readonly cooked: string } }>
      return [quasis.map(({ value }) => value.cooked).join(FIGURE)]
    }
    default:
      return []
  }
}

function* walk(value: unknown): Iterable<Node> {
  if (Array.isArray(value)) for (const each of value) yield* walk(each)
  else if (isNode(value)) {
    yield value
    for (const child of Object.values(value)) yield* walk(child)
  }
}

const nameOf = (node: unknown) => (isNode(node) && 'name' in node ? `${node.name}` : '')

function findAdvice(file: string): ReadonlyArray<{ readonly file: string; readonly text: string }> {
  const { program } = parseSync(file, readFileSync(file, 'utf8'))
  const texts: string[] = []
  for (const node of walk(program)) {
    if (node.type === 'Property' && ADVICE.has(nameOf(node.key))) texts.push(...textsOf(node.value))
    if (node.type === 'CallExpression' || node.type === 'NewExpression')
      for (const at of MAKERS[nameOf(node.callee)] ?? [])
        texts.push(...textsOf((node.arguments as readonly unknown[])[at]))
  }
  return texts.map((text) => ({ file, text }))
}

it('has every advice be a short sentence to a person', () => {
  const files = globSync('{protocol,peer,wasm-tasks,worker-runtime,web,cli}/**/*.{ts,tsx}').filter(
    (file) => !file.includes('.test.') && !/generated|web.dev/.test(file),
  )
  const all = files.flatMap(findAdvice)
  // About as many as there are: it must not walk past them.
  expect(all.length).toBeGreaterThan(100)
  const wrong = all.filter(({ text }) => !SENTENCE.test(text) || text.length > MAX_WORDS)
  expect(wrong).toEqual([])
})
