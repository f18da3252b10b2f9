import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { z } from 'zod'

/** Beside the page, under this name for ever. */
const FILE = 'licences.txt'

const LICENCE_FILE = /^(licen[cs]e|notice|copying)/i

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), license: z.string().optional() }),
  ),
})

/**
 * Puts the licences of all that Loam is built with beside the page, each text once. That is more than
 * the page contains: what of it ends up in which worker, font or kernel no single bundler knows.
 *
 * @param root where `package-lock.json` and `node_modules` are.
 */
export function licences(root: string): Plugin {
  return {
    name: 'loam-licences',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE, source: writeLicences(root) })
    },
  }
}

function writeLicences(root: string): string {
  const { packages } = lockSchema.parse(
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  )
  const namesByText = new Map<string, Set<string>>()
  for (const [folder, { version, license }] of Object.entries(packages)) {
    const path = join(root, folder)
    // Loam itself, and what is for other machines than this.
    if (folder === '' || !existsSync(path)) continue
    const files = readdirSync(path).filter((file) => LICENCE_FILE.test(file))
    const texts = files.map((file) => readFileSync(join(path, file), 'utf8').trim())
    for (const text of texts.length > 0 ? texts : [`Its package names: ${license}`]) {
      const names = namesByText.get(text) ?? new Set()
      namesByText.set(text, names.add(`${folder.replace(/^.*node_modules\//, '')} ${version}`))
    }
  }
  return [...namesByText]
    .map(([text, names]) => `${[...names].sort().join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`)
}
