import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import solc from 'solc'
import type { Mutant } from './mutants.ts'
import type { SyntaxNode } from './syntax.ts'

const root = resolve(import.meta.dirname, '../..')

interface Diagnostic {
  readonly severity: string
  readonly formattedMessage: string
  readonly sourceLocation?: { readonly file: string }
}

interface Output {
  readonly errors?: readonly Diagnostic[]
  readonly sources?: Readonly<Record<string, { readonly ast: SyntaxNode }>>
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { readonly evm: { bytecode: { object: string } } }>>>
  >
}

/** The syntax trees of `files` in `folder`, by file. */
export function parseSources(
  folder: string,
  files: readonly string[],
): ReadonlyMap<string, SyntaxNode> {
  const sources = Object.fromEntries(
    files.map((file) => [file, { content: readFileSync(join(folder, file), 'utf8') }]),
  )
  const output = compile(sources, { '*': { '': ['ast'] } }, (path) => join(folder, path))
  const [error] = errorsOf(output)
  if (error) throw new Error(error.formattedMessage)
  return new Map(Object.entries(output.sources ?? {}).map(([file, { ast }]) => [file, ast]))
}

/**
 * The creation code of each mutant; of one that the compiler refuses, nothing.
 *
 * All in one go, each in a folder of its own: what they import is read once.
 */
export function compileMutants(
  folder: string,
  mutants: readonly Mutant[],
): ReadonlyMap<Mutant, string> {
  const content = readFileSync(join(folder, MAIN), 'utf8')
  const left = new Map(mutants.map((mutant, index) => [`${index}`, mutant]))
  while (left.size > 0) {
    const sources = [...left].flatMap(([at, { file, text }]) => [
      [`${at}/${MAIN}`, { content }],
      [`${at}/${file}`, { content: text }],
    ])
    const wanted = [...left.keys()].map((at) => [
      `${at}/${MAIN}`,
      { LoamEscrow: ['evm.bytecode.object'] },
    ])
    const output = compile(Object.fromEntries(sources), Object.fromEntries(wanted), (path) =>
      join(folder, path.replace(/^\d+\//, '')),
    )
    const [error] = errorsOf(output)
    if (!error) {
      return new Map([...left].map(([at, mutant]) => [mutant, codeOf(output, `${at}/${MAIN}`)]))
    }
    const refused = errorsOf(output).map((each) => each.sourceLocation?.file.split('/')[0] ?? '')
    if (!refused.map((at) => left.delete(at)).includes(true))
      throw new Error(error.formattedMessage)
  }
  return new Map()
}

function codeOf(output: Output, file: string): string {
  const code = output.contracts?.[file]?.LoamEscrow?.evm.bytecode.object
  if (!code) throw new Error(`The compiler returned no code of ${file}`)
  return code
}

const MAIN = 'LoamEscrow.sol'

const errorsOf = (output: Output) =>
  output.errors?.filter(({ severity }) => severity === 'error') ?? []

/** Without the optimizer: what a mutant does is the same, and it takes half the time. */
function compile(sources: object, outputSelection: object, locate: (path: string) => string) {
  const settings = { evmVersion: 'cancun', optimizer: { enabled: false }, outputSelection }
  const input = JSON.stringify({ language: 'Solidity', sources, settings })
  const readImport = (path: string) => {
    const file = path.startsWith('@') ? join(root, 'node_modules', path) : locate(path)
    return existsSync(file)
      ? { contents: readFileSync(file, 'utf8') }
      : { error: `${file} is missing` }
  }
  return JSON.parse(solc.compile(input, { import: readImport })) as Output
}
