import { afterEach, expect, test, vi } from 'vitest'
import { loadConfig } from './config.ts'

const GIVEN = {
  relays: ['/ip4/127.0.0.1/tcp/1/ws'],
  iceServers: [{ urls: 'stun:stun.example:3478' }],
  chain: {
    chainId: 31337,
    name: 'Local',
    rpcUrl: 'http://localhost:1/rpc',
    confirmations: 2,
    blockMs: 0,
    hasPermit: true,
    explorer: 'https://explorer.example',
    glmPerCoin: '0.25',
    glm: `0x${'AB'.repeat(20)}`,
    escrow: `0x${'cd'.repeat(20)}`,
  },
  sandboxOrigins: 'http://s{slot}.localhost:1',
  faucet: true,
  rate: { currency: 'EUR', perGlm: '0.25', perCoin: '2400' },
  walletConnect: { projectId: '0123456789abcdef', relayUrl: 'wss://phones.example' },
  allowPrivateAddresses: true,
}

const answer = (body: unknown) =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body)))

afterEach(() => {
  vi.unstubAllGlobals()
})

test('the page’s configuration is what its server says, addresses in lower case', async () => {
  answer(GIVEN)
  const glm = `0x${'ab'.repeat(20)}`
  expect(await loadConfig()).toEqual({
    ...GIVEN,
    chain: { ...GIVEN.chain, glm, glmPerCoin: 25n * 10n ** 16n },
    rate: { currency: 'EUR', perGlm: 25n * 10n ** 16n, perCoin: 2_400n * 10n ** 18n },
    disabledChain: null,
  })
})

test('a chain without an escrow is shown as disabled, and jobs are free', async () => {
  answer({ ...GIVEN, chain: { chainId: 10, rpcUrl: 'https://rpc.example', glmPerCoin: '12000.5' } })
  expect(await loadConfig()).toMatchObject({
    chain: null,
    disabledChain: { name: 'Optimism', reason: 'No address of GLM is known there.' },
  })
})

test.each([
  ['no relay', { relays: [] }],
  ['an ICE server without a URL', { iceServers: [{ username: 'a' }] }],
  ['a script for an explorer', { chain: { ...GIVEN.chain, explorer: 'javascript:alert(1)' } }],
  ['a rate that is no amount', { chain: { ...GIVEN.chain, glmPerCoin: 'much' } }],
  ['a coin that is worth nothing', { chain: { ...GIVEN.chain, glmPerCoin: '0.0' } }],
  ['a currency without a price', { rate: { currency: 'EUR', perGlm: '0', perCoin: '1' } }],
  ['a project that is no name', { walletConnect: { projectId: 'a&b' } }],
  ['a server for phones by HTTP', { walletConnect: { projectId: 'a', relayUrl: 'https://a' } }],
  ['an escrow that is no address', { chain: { ...GIVEN.chain, escrow: '0x1' } }],
])('a configuration with %s is refused in plain words', async (_, change) => {
  answer({ ...GIVEN, ...change })
  await expect(loadConfig()).rejects.toThrow('/loam.json is not what this page expects')
})
