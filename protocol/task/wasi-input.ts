import * as cbor from '@ipld/dag-cbor'
import { z } from 'zod'
import { MalformedError } from '../errors.ts'

const MAX_ENTRIES = 1_024
const MAX_INPUT_BYTES = 2 ** 30

const bytes = z.instanceof(Uint8Array)
const word = z
  .string()
  .max(32_768)
  .refine((text) => !text.includes('\0'), 'Contains a zero byte')
const words = z.array(word).max(MAX_ENTRIES)
/** A relative path of plain parts: no root, no `.`, no `..`, nothing empty. */
const path = z
  .string()
  .max(4_096)
  .refine(
    (text) => text.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'Not a plain relative path',
  )
  .refine((text) => !text.includes('\0'), 'Contains a zero byte')
const files = z.record(path, bytes)

/** What a WASI command is run on. Paths are relative to its root directory. */
const wasiInput = z.strictObject({
  /** The first is the program's own name. */
  args: words,
  env: z.record(word, word),
  stdin: bytes,
  files: files.optional(),
  /** Files handed back after the run, where they exist then. */
  outputs: z.array(path).max(MAX_ENTRIES),
})

/** What a WASI command leaves behind. `stderr` is absent when nothing was written to it. */
const wasiOutput = z.strictObject({
  stdout: bytes,
  stderr: bytes.optional(),
  files,
})

export type WasiInput = z.infer<typeof wasiInput>
export type WasiOutput = z.infer<typeof wasiOutput>
export type WasiFiles = z.infer<typeof files>

function decode<T>(schema: z.ZodType<T>, encoded: Uint8Array, what: string): T {
  if (encoded.byteLength > MAX_INPUT_BYTES) throw new MalformedError(what)
  try {
    return schema.parse(cbor.decode(encoded))
  } catch (cause) {
    throw new MalformedError(what, { cause })
  }
}

export const encodeWasiInput = (input: WasiInput) => cbor.encode(wasiInput.parse(input))
export const encodeWasiFiles = (shared: WasiFiles) => cbor.encode(files.parse(shared))
export const encodeWasiOutput = (output: WasiOutput) => cbor.encode(output)

/** @throws {MalformedError} */
export const decodeWasiInput = (encoded: Uint8Array): WasiInput =>
  decode(wasiInput, encoded, 'WASI input')
/** Files every subtask sees; no bytes at all mean none. @throws {MalformedError} */
export const decodeWasiFiles = (encoded: Uint8Array): WasiFiles =>
  encoded.byteLength === 0 ? {} : decode(files, encoded, 'WASI files')
/** @throws {MalformedError} */
export const decodeWasiOutput = (encoded: Uint8Array): WasiOutput =>
  decode(wasiOutput, encoded, 'WASI output')
