import type { Format } from '#protocol/task/app.ts'
import { Refusal } from '#worker-runtime/gate/refusal.ts'
import { readOutline, readSections } from '#worker-runtime/gate/sections.ts'

/**
 * The format a module is written for: a `kernel` imports nothing and has no `_start`, all else is
 * `wasi`. What is no module at all counts as `wasi`: the gate says what is wrong with it.
 */
export function detectFormat(module: Uint8Array): Format {
  try {
    const { imports, exports } = readOutline(readSections(module))
    const starts = exports.some(({ name }) => name === '_start')
    return imports.length === 0 && !starts ? 'kernel' : 'wasi'
  } catch (error) {
    if (error instanceof Refusal) return 'wasi'
    throw error
  }
}
