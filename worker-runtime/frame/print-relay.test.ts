import { describe, expect, test } from 'vitest'
import type { FromSandbox } from './messages.ts'
import { PrintRelay } from './print-relay.ts'

type Printed = Extract<FromSandbox, { type: 'printed' }>

function relayTo(posted: Printed[]): PrintRelay {
  return new PrintRelay(7, (message, transfer) => {
    if (message.type !== 'printed') throw new Error(message.type)
    expect(transfer).toEqual([message.bytes.buffer])
    posted.push(message)
  })
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (posted: readonly Printed[]) =>
  posted.map(({ stream, bytes }) => `${stream}: ${new TextDecoder().decode(bytes)}`)

describe('what a program prints', () => {
  test('is told at once, in order, and as it was then', () => {
    const posted: Printed[] = []
    const relay = relayTo(posted)
    const reused = bytesOf('one')
    relay.print('stdout', reused)
    reused.fill(0)
    relay.print('stderr', bytesOf('two'))
    relay.print('stdout', bytesOf(''))
    relay.print('stdout', bytesOf('three'))
    expect(read(posted)).toEqual(['stdout: one', 'stderr: two', 'stdout: three'])
    expect(posted.every(({ id }) => id === 7)).toBe(true)
  })

  test('byte by byte waits for company, and none of it is lost', () => {
    const posted: Printed[] = []
    const relay = relayTo(posted)
    const prints = 300_000
    // A program writes from its memory, where the next byte takes the place of the last.
    const reused = new Uint8Array(1)
    for (let i = 0; i < prints; i++) {
      reused[0] = i
      relay.print('stdout', reused)
    }
    relay.flush()
    const all = posted.flatMap(({ bytes }) => [...bytes])
    expect(all).toHaveLength(prints)
    expect(all.every((byte, i) => byte === (i & 0xff))).toBe(true)
    expect(posted.length).toBeLessThan(prints / 10)
  })

  test('keeps its order when it changes streams while it waits', () => {
    const posted: Printed[] = []
    const relay = relayTo(posted)
    for (let i = 0; i < 50_000; i++) relay.print('stdout', bytesOf('o'))
    relay.print('stderr', bytesOf('e'))
    relay.flush()
    const spoken = read(posted)
    expect(spoken.at(-1)).toBe('stderr: e')
    expect(posted.slice(0, -1).reduce((sum, { bytes }) => sum + bytes.byteLength, 0)).toBe(50_000)
  })
})
