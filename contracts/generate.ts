/**
 * Compiles the contracts into `contracts/generated/*.ts` (ABI `as const` and creation bytecode).
 * `--check` writes nothing and fails where a committed file is stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import solc from 'solc'

const root = resolve(import.meta.dirname, '..')
const contracts = [
  {
    source: 'contracts/src/LoamEscrow.sol',
    name: 'LoamEscrow',
    prefix: 'loamEscrow',
    file: 'loam-escrow.ts',
  },
  {
    source: 'contracts/src/LocalGlm.sol',
    name: 'LocalGlm',
    prefix: 'localGlm',
    file: 'local-glm.ts',
  },
]

interface Diagnostic {
  readonly severity: string
  readonly formattedMessage: string
}

interface Artifact {
  readonly abi: unknown
  readonly evm: { readonly bytecode: { readonly object: string } }
}

interface Output {
  readonly errors?: readonly Diagnostic[]
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, Artifact>>>>
}

function compile(): Output {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(
      contracts.map(({ source }) => [
        source,
        { content: readFileSync(join(root, source), 'utf8') },
      ]),
    ),
    settings: {
      evmVersion: 'cancun',
      optimizer: { enabled: true, runs: 10_000 },
      viaIR: true,
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  }
  const readImport = (path: string) => {
    const file = join(root, path.startsWith('@') ? join('node_modules', path) : path)
    return existsSync(file)
      ? { contents: readFileSync(file, 'utf8') }
      : { error: `${file} is missing` }
  }
  const output: Output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }))
  const errors = output.errors?.filter(({ severity }) => severity === 'error') ?? []
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'))
  return output
}

function render(output: Output, { source, name, prefix }: (typeof contracts)[number]): string {
  const artifact = output.contracts?.[source]?.[name]
  if (!artifact) throw new Error(`The compiler returned no ${name}`)
  return [
    `// Made from ${source} by \`npm run generate:contracts\`; do not edit.`,
    `export const ${prefix}Abi = ${JSON.stringify(artifact.abi, undefined, 2)} as const`,
    '',
    `export const ${prefix}Bytecode =\n  '0x${artifact.evm.bytecode.object}' as const`,
    '',
  ].join('\n')
}

const folder = join(import.meta.dirname, 'generated')
const check = process.argv.includes('--check')
const output = compile()
mkdirSync(folder, { recursive: true })
for (const contract of contracts) {
  const path = join(folder, contract.file)
  const text = render(output, contract)
  const current = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  if (current === text) continue
  if (!check) {
    writeFileSync(path, text)
    console.log(`wrote contracts/generated/${contract.file}`)
    continue
  }
  console.error(`contracts/generated/${contract.file} is stale: run npm run generate:contracts`)
  process.exitCode = 1
}
