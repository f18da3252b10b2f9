import type { EngineCase } from './run-case.ts'

const BYTES = ['module', 'shared', 'input'] as const

/** A case as text, for engines that only take text. */
export function encodeCase(each: EngineCase): string {
  const bytes = BYTES.map((key) => [key, Buffer.from(each[key]).toString('latin1')])
  const limits = { ...each.limits, gas: `${each.limits.gas}` }
  return JSON.stringify({ ...each, ...Object.fromEntries(bytes), limits })
}

export function decodeCase(text: string): EngineCase {
  const each = JSON.parse(text)
  const toBytes = (key: string) => Uint8Array.from(each[key], (c: string) => c.charCodeAt(0))
  const bytes = BYTES.map((key) => [key, toBytes(key)])
  const limits = { ...each.limits, gas: BigInt(each.limits.gas) }
  return { ...each, ...Object.fromEntries(bytes), limits }
}
