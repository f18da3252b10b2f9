/** A node of solc's syntax tree, in the parts that the operators look at. */
export interface SyntaxNode {
  readonly nodeType: string
  /** `start:length:file`, in bytes. */
  readonly src: string
  readonly name?: string
  readonly operator?: string
  readonly memberName?: string
  readonly kind?: string
  readonly value?: string | null
  readonly prefix?: boolean
  readonly typeDescriptions?: { readonly typeString?: string | null }
  readonly [key: string]: unknown
}

/** The child that the tree promises at `key`. */
export function child(node: SyntaxNode, key: string): SyntaxNode {
  const found = node[key]
  if (!isNode(found)) throw new Error(`A ${node.nodeType} has no ${key}`)
  return found
}

/** The children at `key`; none where the tree has null or nothing there. */
export function childList(node: SyntaxNode, key: string): readonly SyntaxNode[] {
  const found = node[key]
  return Array.isArray(found) ? found.filter(isNode) : []
}

/** Every node below `node`, itself first, each with the nodes above it, nearest first. */
export function* walk(
  node: SyntaxNode,
  above: readonly SyntaxNode[] = [],
): Generator<readonly [SyntaxNode, readonly SyntaxNode[]]> {
  yield [node, above]
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (isNode(each)) yield* walk(each, [node, ...above])
    }
  }
}

/** Where a node stands in its file's text, which is ASCII. */
export function span(node: SyntaxNode): readonly [start: number, end: number] {
  const [start = 0, length = 0] = node.src.split(':').map(Number)
  return [start, start + length]
}

export const typeOf = (node: SyntaxNode): string => node.typeDescriptions?.typeString ?? ''

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value && 'src' in value
}
