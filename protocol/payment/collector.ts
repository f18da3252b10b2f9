/** As long as the address of a site's collector may be. */
export const MAX_COLLECTOR_LETTERS = 512

const HERE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1'])

/**
 * Whether a stranger's text is an address where a site may have vouchers handed over: https, so that
 * nobody in between reads what is earned; http on this machine alone. It carries no password.
 */
export function isCollector(text: string): boolean {
  if (text.length > MAX_COLLECTOR_LETTERS || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && HERE.has(hostname))
}
