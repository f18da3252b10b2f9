import { expect, it } from 'vitest'
import { relaysFor } from './relays-for.ts'

const plain = '/ip4/192.0.2.7/tcp/4401/ws/p2p/12D3KooWA'
const encrypted = '/dns4/loam.example/tcp/443/tls/ws/p2p/12D3KooWA'
const webrtc = '/ip4/192.0.2.7/udp/4401/webrtc-direct/certhash/uEi/p2p/12D3KooWA'

it('leaves out for an https page what its browser would block', () => {
  const all = [plain, encrypted, webrtc]
  expect(relaysFor(new URL('https://192.0.2.7:4400'), all)).toEqual([encrypted, webrtc])
  expect(relaysFor(new URL('http://localhost:4400'), all)).toEqual(all)
})
