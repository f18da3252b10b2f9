import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type RelayConfigInput, relayConfigSchema } from '#relay/config.ts'

const USAGE =
  'Usage: npx node relay/main.ts [--config FILE]\n\nFILE is JSON; docs/relay.md says what it may hold.'

/** What an operator typed or wrote cannot be used. The message is plain and says how. */
export class RelayConfigError extends Error {
  override readonly name = 'RelayConfigError'
}

/**
 * The configuration that the words of a command name; with none, the one that suits an open network.
 * @throws {RelayConfigError} for words that are none of its own, and a file that cannot be read or
 * does not hold a configuration.
 */
export async function readRelayConfig(words: readonly string[]): Promise<RelayConfigInput> {
  const file = readWords(words)
  if (file === undefined) return {}
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new RelayConfigError(`${file} cannot be read.\n\n${USAGE}`, { cause })
  })
  const found = relayConfigSchema.safeParse(readJson(file, text))
  if (found.success) return found.data
  throw new RelayConfigError(`${file} is no configuration:\n${z.prettifyError(found.error)}`)
}

function readWords(words: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...words], options: { config: { type: 'string' } } }).values.config
  } catch (cause) {
    throw new RelayConfigError(USAGE, { cause })
  }
}

function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RelayConfigError(`${file} is no JSON: ${String(cause)}`, { cause })
  }
}
