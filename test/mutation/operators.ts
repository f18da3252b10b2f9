import { child, childList, type SyntaxNode, span, typeOf } from './syntax.ts'

/** What one operator does to one place of a source: put `text` where `start` to `end` is. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What the operators look at: a node, the nodes above it (nearest first), its file and structs. */
export interface Place {
  readonly node: SyntaxNode
  readonly above: readonly SyntaxNode[]
  readonly source: string
  /** Each struct's members, by the struct's name in full. */
  readonly structs: ReadonlyMap<string, readonly Member[]>
}

export interface Member {
  readonly name: string
  readonly type: string
}

type Operator = (place: Place) => readonly Edit[]

const NEXT_TO: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }
const CONTRARY: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
}
const OTHER_SIGN: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '+=': '-=',
  '-=': '+=',
  '++': '--',
}
const OTHER_LOGIC: Readonly<Record<string, string>> = { '&&': '||', '||': '&&' }

/** Every operator, by the name that the report gives it. */
export const operators: Readonly<Record<string, Operator>> = {
  boundary: ({ node, source }) => swapOperator(node, source, NEXT_TO),
  'relation turned': ({ node, source }) => swapOperator(node, source, CONTRARY),
  'other logic': ({ node, source }) => swapOperator(node, source, OTHER_LOGIC),
  'other sign': ({ node, above, source }) =>
    isLoopStep(above) ? [] : swapOperator(node, source, OTHER_SIGN),
  'refusal removed': ({ node, source }) =>
    node.nodeType === 'IfStatement' && refuses(child(node, 'trueBody'))
      ? [remove(node, source)]
      : [],
  'condition fixed': ({ node }) =>
    node.nodeType === 'IfStatement' && !refuses(child(node, 'trueBody'))
      ? ['true', 'false'].map((text) => replace(child(node, 'condition'), text))
      : [],
  'call removed': ({ node, source }) =>
    isStatementOf(node, ['FunctionCall']) ? [remove(node, source)] : [],
  'effect removed': ({ node, above, source }) =>
    isStatementOf(node, ['Assignment', 'UnaryOperation']) && above[0]?.nodeType !== 'ForStatement'
      ? [remove(node, source)]
      : [],
  'GLM moves first': ({ node, source }) => earlierTransfers(node, source),
  'modifier removed': ({ node }) =>
    node.nodeType === 'ModifierInvocation' && child(node, 'modifierName').name === 'nonReentrant'
      ? [replace(node, '')]
      : [],
  'event removed': ({ node, source }) =>
    node.nodeType === 'EmitStatement' ? [remove(node, source)] : [],
  'event argument': ({ node }) =>
    node.nodeType === 'EmitStatement' ? blanks(child(node, 'eventCall')) : [],
  'error argument': ({ node }) =>
    node.nodeType === 'RevertStatement' ? blanks(child(node, 'errorCall')) : [],
  'other field': otherField,
  'unchecked cast': ({ node, source }) => uncheckedCast(node, source),
  'other literal': ({ node, above }) => otherLiteral(node, above),
  'branches swapped': ({ node, source }) => swapBranches(node, source),
  'loop begins late': ({ node, above, source }) =>
    node.nodeType === 'VariableDeclarationStatement' && above[0]?.nodeType === 'ForStatement'
      ? [replace(node, `${textOf(node, source)} = 1`)]
      : [],
}

const replace = (node: SyntaxNode, text: string): Edit => {
  const [start, end] = span(node)
  return { start, end, text }
}

/** An empty block in a statement's place: it may be all that an `if` has. */
const remove = (statement: SyntaxNode, source: string): Edit => {
  const [start, end] = wholeSpan(statement, source)
  return { start, end, text: '{}' }
}

/** A statement with its semicolon, which the tree leaves out. */
function wholeSpan(statement: SyntaxNode, source: string): readonly [start: number, end: number] {
  const [start, end] = span(statement)
  return [start, source[end] === ';' ? end + 1 : end]
}

const textOf = (node: SyntaxNode, source: string) => source.slice(...span(node))

function swapOperator(
  node: SyntaxNode,
  source: string,
  others: Readonly<Record<string, string>>,
): readonly Edit[] {
  const other = others[node.operator ?? '']
  if (other === undefined) return []
  if (node.nodeType === 'UnaryOperation') {
    return [replace(node, textOf(node, source).replace(node.operator ?? '', other))]
  }
  const [left, right] =
    node.nodeType === 'Assignment'
      ? [child(node, 'leftHandSide'), child(node, 'rightHandSide')]
      : [child(node, 'leftExpression'), child(node, 'rightExpression')]
  return [replace(node, `${textOf(left, source)} ${other} ${textOf(right, source)}`)]
}

function isLoopStep(above: readonly SyntaxNode[]): boolean {
  return above[0]?.nodeType === 'ExpressionStatement' && above[1]?.nodeType === 'ForStatement'
}

function refuses(body: SyntaxNode): boolean {
  const only = body.nodeType === 'Block' ? childList(body, 'statements')[0] : body
  return only?.nodeType === 'RevertStatement'
}

function isStatementOf(node: SyntaxNode, types: readonly string[]): boolean {
  return (
    node.nodeType === 'ExpressionStatement' && types.includes(child(node, 'expression').nodeType)
  )
}

/** Each transfer of GLM, put before all the effects and events that it follows. */
function earlierTransfers(node: SyntaxNode, source: string): readonly Edit[] {
  const statements = childList(node, 'statements')
  return statements.flatMap((statement, index) => {
    const text = textOf(statement, source)
    if (!/^(_pull|glm\.safeTransfer)/.test(text)) return []
    const before = statements.slice(0, index)
    const last = before.findLastIndex(({ nodeType }) => !EFFECTS.includes(nodeType))
    const first = before[last + 1]
    if (!first) return []
    const [start] = wholeSpan(first, source)
    const [from, end] = wholeSpan(statement, source)
    return [{ start, end, text: `${source.slice(from, end)} ${source.slice(start, from)}` }]
  })
}

const EFFECTS = ['ExpressionStatement', 'EmitStatement']

/** An edit for each argument, making it the nothing of its type. */
function blanks(call: SyntaxNode): readonly Edit[] {
  return childList(call, 'arguments').flatMap((argument) => {
    if (argument.value === '0') return []
    const type = typeOf(argument)
    if (type.startsWith('uint') || type.startsWith('int_const')) return [replace(argument, '0')]
    if (type === 'address') return [replace(argument, 'address(0)')]
    if (type === 'bytes32') return [replace(argument, 'bytes32(0)')]
    return type.startsWith('literal_string') ? [replace(argument, '""')] : []
  })
}

/** The next member of the same struct that has the same type. */
function otherField({ node, source, structs }: Place): readonly Edit[] {
  if (node.nodeType !== 'MemberAccess') return []
  const base = child(node, 'expression')
  const members = structs.get(/^struct (\S+)/.exec(typeOf(base))?.[1] ?? '') ?? []
  const own = members.find(({ name }) => name === node.memberName)
  const alike = members.filter(({ type }) => type === own?.type)
  const other = own && alike[(alike.indexOf(own) + 1) % alike.length]
  return !other || other === own ? [] : [replace(node, `${textOf(base, source)}.${other.name}`)]
}

function uncheckedCast(node: SyntaxNode, source: string): readonly Edit[] {
  if (node.nodeType !== 'FunctionCall') return []
  const called = child(node, 'expression')
  return called.memberName === 'toUint96'
    ? [replace(node, `uint96(${textOf(child(called, 'expression'), source)})`)]
    : []
}

function otherLiteral(node: SyntaxNode, above: readonly SyntaxNode[]): readonly Edit[] {
  // An error's or an event's arguments have an operator of their own.
  if (node.nodeType !== 'Literal' || isReported(above)) return []
  if (node.kind === 'number') return [replace(node, `(${node.value} + 1)`)]
  return node.kind === 'string' && node.value ? [replace(node, `"${node.value}?"`)] : []
}

const isReported = (above: readonly SyntaxNode[]) =>
  above.some(({ nodeType }) => nodeType === 'RevertStatement' || nodeType === 'EmitStatement')

function swapBranches(node: SyntaxNode, source: string): readonly Edit[] {
  if (node.nodeType !== 'Conditional') return []
  const [condition, yes, no] = ['condition', 'trueExpression', 'falseExpression'].map((key) =>
    textOf(child(node, key), source),
  )
  return [replace(node, `${condition} ? ${no} : ${yes}`)]
}
