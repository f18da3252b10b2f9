import { nativePacking } from '#peer/adapters/native-packing.ts'
import { meterUnpacking } from './meter-unpacking.ts'

const toBytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
const toText = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** What a test drives inside a real page; bytes cross as base64. */
const page = {
  pack: async (bytes: string) => toText(await nativePacking.pack(toBytes(bytes))),
  unpack: async (packed: string, size: number) =>
    toText(await nativePacking.unpack(toBytes(packed), size)),
  meterUnpacking: async (packed: string, size: number) =>
    await meterUnpacking(() => nativePacking.unpack(toBytes(packed), size)),
}

Object.assign(globalThis, { loamPacking: page })

export type PackingPage = typeof page
