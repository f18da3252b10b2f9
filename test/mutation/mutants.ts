import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSources } from './compile.ts'
import { type Member, operators } from './operators.ts'
import { childList, type SyntaxNode, typeOf, walk } from './syntax.ts'

/** The escrow with one fault planted in it. */
export interface Mutant {
  /**
   * Where and what, without line numbers, so that it stays the same while the code around it
   * changes: `function, operator: before -> after`.
   */
  readonly name: string
  readonly operator: string
  readonly file: string
  /** The whole text of `file`, with the fault. */
  readonly text: string
}

const FILES = ['LoamEscrow.sol', 'EscrowHashes.sol']

/** Every mutant that the operators make of the escrow in `folder`, in the order of its text. */
export function allMutants(folder: string): readonly Mutant[] {
  const trees = parseSources(folder, [...FILES, 'ILoamEscrow.sol'])
  const structs = new Map([...trees.values()].flatMap(structsOf))
  const seen = new Map<string, number>()
  return FILES.flatMap((file) => {
    const tree = trees.get(file)
    if (!tree) throw new Error(`The compiler returned no tree of ${file}`)
    const source = readFileSync(join(folder, file), 'utf8')
    return [...walk(tree)].flatMap(([node, above]) =>
      Object.entries(operators).flatMap(([operator, mutate]) =>
        mutate({ node, above, source, structs }).map(({ start, end, text }) => {
          const edit = `${short(source.slice(start, end))} -> ${short(text)}`
          const name = `${scopeOf([node, ...above])}, ${operator}: ${edit}`
          const count = (seen.get(name) ?? 0) + 1
          seen.set(name, count)
          return {
            name: count === 1 ? name : `${name} (${count})`,
            operator,
            file,
            text: source.slice(0, start) + text + source.slice(end),
          }
        }),
      ),
    )
  })
}

/** The escrow in `folder` as it is, in a mutant's clothes. */
export function unchanged(folder: string): Mutant {
  const file = 'LoamEscrow.sol'
  const text = readFileSync(join(folder, file), 'utf8')
  return { name: 'nothing', operator: 'none', file, text }
}

function structsOf(tree: SyntaxNode): (readonly [string, readonly Member[]])[] {
  return [...walk(tree)]
    .filter(([{ nodeType }]) => nodeType === 'StructDefinition')
    .map(([struct, above]) => [`${above[0]?.name}.${struct.name}`, membersOf(struct)])
}

const membersOf = (struct: SyntaxNode): readonly Member[] =>
  childList(struct, 'members').map((member) => ({ name: member.name ?? '', type: typeOf(member) }))

/** The function that a place is in, or the contract. */
function scopeOf(nodes: readonly SyntaxNode[]): string {
  const scope =
    nodes.find(({ nodeType }) => nodeType === 'FunctionDefinition') ??
    nodes.find(({ nodeType }) => nodeType === 'ContractDefinition')
  return scope?.name || (scope?.kind ?? 'file')
}

const short = (text: string) => text.replaceAll(/\s+/g, ' ').trim() || 'nothing'
