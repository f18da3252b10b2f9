import type { Address } from '#protocol/ids.ts'

/**
 * Asks the local chain's faucet for play money.
 * @throws {Error} in plain words when it does not give any.
 */
export async function askFaucet(address: Address): Promise<void> {
  const response = await fetch('/faucet', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address }),
  })
  if (response.ok) return
  const { error } = (await response.json().catch(() => ({}))) as { error?: string }
  throw new Error(error ?? `The faucet answered ${response.status}.`)
}
