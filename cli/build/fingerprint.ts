import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** SHA-256 over the names and bytes of every file that `patterns` find, tests left out. */
export function fingerprint(root: string, patterns: readonly string[]): string {
  const hash = createHash('sha256')
  const names = globSync([...patterns], { cwd: root, exclude: ['**/*.test.ts', '**/*.test.tsx'] })
  for (const name of names.sort()) {
    const file = join(root, name)
    if (!statSync(file).isFile()) continue
    hash.update(name).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
