import * as cbor from '@ipld/dag-cbor'
import { expect, it } from 'vitest'
import { MalformedError } from '../errors.ts'
import { asJobId } from '../ids.ts'
import { decode, encode } from '../wire/codec.ts'
import { attestationSchema } from './attestation.ts'
import { withMarks } from './marks.ts'
import { peerIdOfSeed } from './seal.ts'

const attestation = {
  jobId: asJobId(`0x${'ab'.repeat(32)}`),
  requestor: peerIdOfSeed(new Uint8Array(32).fill(1)),
  provider: peerIdOfSeed(new Uint8Array(32).fill(2)),
  agreementId: new Uint8Array(16),
  leaseId: 3,
  root: new Uint8Array(32),
  count: 9,
  right: withMarks(new Uint8Array(2), [0, 8]),
  wrong: withMarks(new Uint8Array(2), [3]),
  gas: 7n,
}
const read = (bytes: Uint8Array) => decode(attestationSchema, bytes, 'verdict', 4_096)

it('is read as it was written', () => {
  expect(read(encode(attestationSchema, attestation))).toEqual(attestation)
})

it.each([
  ['more positions than there is memory for', { count: 2 ** 40 }],
  ['more positions than a batch has', { count: 4_096, right: new Uint8Array(512) }],
  ['no positions', { count: 0, right: new Uint8Array(), wrong: new Uint8Array() }],
  ['a position beyond the last', { right: withMarks(new Uint8Array(2), [9]) }],
  ['a position that is right and wrong', { right: withMarks(new Uint8Array(2), [3]) }],
  ['fewer marks than positions', { right: new Uint8Array(1) }],
])('is refused with %s', (_, change) => {
  const forged = cbor.encode({ ...attestation, gas: '7', ...change })
  expect(() => read(forged)).toThrow(MalformedError)
})
