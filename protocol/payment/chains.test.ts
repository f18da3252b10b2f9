import { expect, test } from 'vitest'
import { type Address, asAddress, isAddress } from '../ids.ts'
import { KNOWN_CHAINS, resolveChain } from './chains.ts'

const escrow = asAddress(`0x${'e5'.repeat(20)}`)
const rpcUrl = 'https://rpc.example'

test('a known chain needs an RPC and an escrow, and has the rest', () => {
  expect(resolveChain({ chainId: 137, rpcUrl, escrow })).toEqual({
    kind: 'ready',
    chain: {
      chainId: 137,
      name: 'Polygon',
      rpcUrl,
      escrow,
      glm: '0x0b220b82f3ea3b7f6d9a1d8ab58930c064a2b5bf',
      hasPermit: false,
      explorer: 'https://polygonscan.com',
      confirmations: 16,
      glmPerCoin: 10n ** 18n,
      blockMs: 2_000,
    },
  })
  expect(resolveChain({ chainId: 1, rpcUrl })).toEqual({
    kind: 'disabled',
    chain: { name: 'Ethereum', reason: 'No escrow is set up there.' },
  })
})

test('a chain is disabled until its GLM address is configured', () => {
  for (const [chainId, name] of [
    [10, 'Optimism'],
    [42_161, 'Arbitrum'],
    [5, 'Chain 5'],
  ] as const) {
    const settings = { chainId, rpcUrl, escrow }
    expect(resolveChain(settings)).toEqual({
      kind: 'disabled',
      chain: { name, reason: 'No address of GLM is known there.' },
    })
    const glm = asAddress(`0x${'91'.repeat(20)}`)
    expect(resolveChain({ ...settings, glm })).toMatchObject({
      kind: 'ready',
      chain: { glm, name },
    })
  }
})

test('a permit is taken for granted of no token but the one it is known of', () => {
  const hasPermit = (more: { chainId: number; glm?: Address; hasPermit?: boolean }) => {
    const resolved = resolveChain({ rpcUrl, escrow, ...more })
    return resolved.kind === 'ready' && resolved.chain.hasPermit
  }
  const glm = asAddress(`0x${'91'.repeat(20)}`)
  expect(hasPermit({ chainId: 1 })).toBe(true)
  expect(hasPermit({ chainId: 1, glm })).toBe(false)
  expect(hasPermit({ chainId: 5, glm })).toBe(false)
  expect(hasPermit({ chainId: 5, glm, hasPermit: true })).toBe(true)
})

test('what is configured goes before what is known, and every known chain is well-formed', () => {
  const own = {
    name: 'Mine',
    explorer: 'https://e.example',
    confirmations: 7,
    blockMs: 9,
    glmPerCoin: 5n,
  }
  expect(resolveChain({ chainId: 1, rpcUrl, escrow, ...own })).toMatchObject({ chain: own })
  expect(new Set(KNOWN_CHAINS.map(({ chainId }) => chainId)).size).toBe(KNOWN_CHAINS.length)
  for (const { glm, confirmations, blockMs, glmPerCoin } of KNOWN_CHAINS) {
    expect(glm === undefined || isAddress(glm)).toBe(true)
    expect(confirmations).toBeGreaterThan(0)
    expect(blockMs).toBeGreaterThan(0)
    expect(glmPerCoin).toBeGreaterThan(0n)
  }
})
