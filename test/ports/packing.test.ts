import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { concatBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import { nativePacking } from '#peer/adapters/native-packing.ts'
import type { Packing } from '#peer/ports/packing.ts'
import { meterUnpacking } from '#test/support/meter-unpacking.ts'
import type { PackingPage } from '#test/support/packing-page.ts'
import { promptPacking } from '#test/support/prompt-packing.ts'
import { bundleScript } from '#worker-runtime/frame/bundle-script.ts'

declare const loamPacking: PackingPage

const MALFORMED = 'Malformed packed block'

let browser: Browser
let page: Page
let server: ReturnType<typeof createServer>

const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const toBytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

const browserPacking: Packing = {
  pack: async (bytes) =>
    toBytes(await page.evaluate((text) => loamPacking.pack(text), toText(bytes))),
  unpack: async (packed, size) =>
    toBytes(
      await page.evaluate(([text, most]) => loamPacking.unpack(text, most), [
        toText(packed),
        size,
      ] as const),
    ),
}

beforeAll(async () => {
  const script = await bundleScript(new URL('../support/packing-page.ts', import.meta.url))
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<body><script src="/page.js"></script></body>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => 'loamPacking' in globalThis)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
})

const engines: [string, Packing][] = [
  ['Node’s own', nativePacking],
  ['Chromium’s own', browserPacking],
  ['prompt', promptPacking],
]

describe.each(engines)('packing: %s', (_, packing) => {
  test.each(engines)('unpacks to what was packed by %s', async (_by, other) => {
    const part = fc.tuple(fc.integer({ min: 0, max: 60_000 }), fc.nat(255), fc.nat(65_535))
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
        const bytes = concatBytes(
          ...parts.map(([size, fill, factor]) =>
            new Uint8Array(size).map((_byte, at) => fill + (Math.imul(at * at, factor) >> 7)),
          ),
        )
        const unpacked = await packing.unpack(await other.pack(bytes), bytes.byteLength)
        expect(Buffer.compare(unpacked, bytes)).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  test('makes a fraction of what repeats itself', async () => {
    const packed = await packing.pack(new Uint8Array(262_144).map((_byte, at) => at % 251))
    expect(packed.byteLength).toBeLessThan(4_000)
  })

  const packed = new Uint8Array(deflateRawSync(Buffer.from('a program'.repeat(1_000))))
  test.each<[string, Uint8Array, number]>([
    ['nothing at all', new Uint8Array(), 9_000],
    ['no stream', new Uint8Array(500).fill(255), 9_000],
    ['a stream that ends too early', packed.subarray(0, -1), 9_000],
    ['something after the end', concatBytes(packed, Uint8Array.of(0)), 9_000],
    ['two streams', concatBytes(packed, packed), 18_000],
    ['more than was stated', packed, 8_999],
    ['something where nothing was stated', packed, 0],
    ['less than was stated', packed, 9_001],
    ['a bomb', new Uint8Array(deflateRawSync(new Uint8Array(2 ** 28))), 262_144],
  ])('refuses %s', async (_what, bytes, size) => {
    await expect(packing.unpack(bytes, size)).rejects.toThrow(MALFORMED)
    // And goes on as before.
    expect(Buffer.from(await packing.unpack(packed, 9_000)).toString()).toMatch(/^(a program)+$/)
  })
})

describe('a bomb of 256 MiB is stopped long before it is unpacked', () => {
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(2 ** 28)))
  const size = 1_000

  test('in Node, which makes no more than is read', async () => {
    const { readBytes } = await meterUnpacking(() => nativePacking.unpack(bomb, size))
    expect(readBytes).toBeGreaterThan(size)
    expect(readBytes).toBeLessThanOrEqual(256 * 1024)
  })

  test('in Chromium, which unpacks all that it is given', async () => {
    const { givenBytes, readBytes } = await page.evaluate(
      ([text, most]) => loamPacking.meterUnpacking(text, most),
      [toText(bomb), size] as const,
    )
    expect(readBytes).toBeGreaterThan(size)
    // It makes 1032 times as much of them at most.
    expect(givenBytes).toBeLessThanOrEqual(16 * 1024)
  })
})
