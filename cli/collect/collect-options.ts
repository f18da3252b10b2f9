import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SessionKey } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import type { ReadyChain } from '#protocol/payment/chains.ts'
import { readConfig } from '#web/config.ts'
import { CommandError } from '../command-error.ts'
import { parseCount, parseWords } from '../options.ts'

/** The environment variable that may hold the key. */
const KEY_VARIABLE = 'LOAM_COLLECTOR_KEY'

export const COLLECT_USAGE = `Usage: npm run loam -- collect --config FILE --payee ADDRESS --folder FOLDER [options]

Takes the vouchers that visitors' tabs hand over to this site, keeps them, and has the escrow pay them
to the site's wallet: all jobs in one transaction, when they are worth its chain gas, and before a
notice or a deadline takes them. docs/collector.md says how to set it up.

  --config FILE      what a page of Loam answers at /loam.json: the chain, its RPC and the escrow
  --payee ADDRESS    whose vouchers it takes: the payee of the widget's tag; may be given several times
  --folder FOLDER    where vouchers and transactions under way are kept
  --key-file FILE    holds the key that pays the chain gas, as 0x and 64 hex digits. Without it the
                     environment variable ${KEY_VARIABLE} does. It need not be the payee's
  --host HOST        where it listens (127.0.0.1)
  --port PORT        (4480)
  --behind-proxy     a proxy of your own stands before it, and adds the visitor's address to
                     X-Forwarded-For

It runs until it is stopped (Ctrl-C).`

const options = {
  config: { type: 'string' },
  payee: { type: 'string', multiple: true },
  folder: { type: 'string' },
  'key-file': { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '4480' },
  'behind-proxy': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

export interface CollectOptions {
  readonly chain: ReadyChain
  readonly payees: ReadonlySet<Address>
  readonly folder: string
  /** Whose coin pays the chain gas. */
  readonly key: SessionKey
  readonly host: string
  readonly port: number
  readonly isBehindProxy: boolean
}

/**
 * What a person typed and configured. Relative paths are taken from `folder`.
 * @throws {CommandError} one line saying what is missing or cannot be meant.
 */
export async function readCollectOptions(
  words: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CollectOptions | 'help'> {
  const { values } = parseWords({ args: [...words], options }, COLLECT_USAGE)
  if (values.help) return 'help'
  const { config, folder: kept } = values
  if (config === undefined) throw new CommandError(`--config is missing.\n\n${COLLECT_USAGE}`)
  if (kept === undefined) throw new CommandError(`--folder is missing.\n\n${COLLECT_USAGE}`)
  const payees = new Set((values.payee ?? []).map(readPayee))
  if (payees.size === 0) throw new CommandError(`--payee is missing.\n\n${COLLECT_USAGE}`)
  const keyFile = values['key-file']
  const key = keyFile === undefined ? environment[KEY_VARIABLE] : await read(folder, keyFile)
  return {
    ...{ payees, host: values.host, isBehindProxy: values['behind-proxy'] },
    chain: await readChain(folder, config),
    folder: resolve(folder, kept),
    key: readKey(key),
    port: parseCount('port', values.port, 0, 65_535),
  }
}

function readPayee(text: string): Address {
  if (/^0x[0-9a-f]{40}$/i.test(text)) return asAddress(text)
  throw new CommandError(`--payee wants an address, 0x and 40 hex digits, not "${text}".`)
}

/** Never says what it read. */
function readKey(text: string | undefined): SessionKey {
  const key = text?.trim() ?? ''
  if (/^0x[0-9a-f]{64}$/i.test(key)) return key as SessionKey
  throw new CommandError(
    `The key that pays the chain gas is missing, or is not 0x and 64 hex digits: name a file with --key-file, or set ${KEY_VARIABLE}.`,
  )
}

async function readChain(folder: string, file: string): Promise<ReadyChain> {
  const text = await read(folder, file)
  const { chain, disabledChain } = parseConfig(file, text)
  if (chain !== null) return chain
  throw new CommandError(`${file} names no chain to collect on. ${disabledChain?.reason ?? ''}`)
}

function parseConfig(file: string, text: string) {
  try {
    return readConfig(JSON.parse(text), file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${file} cannot be used: ${reason}`, { cause: error })
  }
}

async function read(folder: string, file: string): Promise<string> {
  return readFile(resolve(folder, file), 'utf8').catch((cause: unknown) => {
    throw new CommandError(`${file} cannot be read.`, { cause })
  })
}
