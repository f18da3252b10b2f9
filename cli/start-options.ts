import { isIPv4 } from 'node:net'
import { CommandError } from './command-error.ts'
import { parseCount, parseWords } from './options.ts'

export interface StartOptions {
  readonly providers: number
  readonly host: string
  readonly port: number
  readonly https: boolean
  readonly chain: boolean
  /** Forgets the chain, the keys and what providers earned. */
  readonly fresh: boolean
}

export const START_USAGE = `Usage: npm start -- [options]

What stands in brackets is taken unless you say otherwise.

  --providers N   headless provider tabs (2; 0 turns them off)
  --port N        the page's port; the next two are used as well (4400)
  --host ADDRESS  listen on this address, 0.0.0.0 for every one (127.0.0.1)
  --https         serve with a local certificate, as other machines need
  --no-chain      free jobs only: no chain, no money
  --fresh         start over: forget the chain, keys and earnings`

const flag = { type: 'boolean', default: false } as const
const options = {
  providers: { type: 'string', default: '2' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '4400' },
  https: flag,
  chain: { type: 'boolean', default: true },
  fresh: flag,
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** The page and the two ports after it. */
const LAST_PORT = 65_533

/** @throws {CommandError} one line for whatever cannot be meant. */
export function parseStartOptions(args: readonly string[]): StartOptions | 'help' {
  const { values } = parseWords({ args, options, allowNegative: true }, START_USAGE)
  if (values.help) return 'help'
  return {
    providers: parseCount('providers', values.providers, 0, 64),
    host: ipv4('host', values.host),
    port: parseCount('port', values.port, 0, LAST_PORT),
    https: values.https,
    chain: values.chain,
    fresh: values.fresh,
  }
}

function ipv4(name: string, text: string): string {
  if (isIPv4(text)) return text
  throw new CommandError(`--${name} wants an IPv4 address, such as 0.0.0.0, not "${text}".`)
}
