import * as cbor from '@ipld/dag-cbor'
import { z } from 'zod'
import { decode } from '../wire/codec.ts'

const MAX_WORDS = 4_096
const MAX_ENTRIES = 65_536
const MAX_PREOPENS = 64
/** Characters of a path, from its preopened directory on. */
export const MAX_WASI_PATH = 4_096
const MAX_BYTES = 2 ** 30

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const withoutZero = (text: string) => !text.includes('\0')
const word = z.string().max(131_072).refine(withoutZero, 'Contains a zero byte')
const variable = word.refine((text) => text.indexOf('=') > 0, 'Not of the form NAME=value')
/** A relative path of plain parts: no root, no `.`, no `..`, nothing empty. */
const path = z
  .string()
  .max(MAX_WASI_PATH)
  .refine(withoutZero, 'Contains a zero byte')
  .refine(
    (text) => text.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'Not a plain relative path',
  )
const guestPath = z.string().min(1).max(MAX_WASI_PATH).refine(withoutZero, 'Contains a zero byte')

/** One name in a directory; the directories above it need not be listed. */
const wasiEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path, bytes }),
  z.strictObject({ kind: z.literal('directory'), path }),
  z.strictObject({ kind: z.literal('symlink'), path, target: word.min(1).max(MAX_WASI_PATH) }),
])

const wasiPreopen = z.strictObject({
  /** The name the program knows it by, such as `/` or `data`. */
  guestPath,
  entries: z.array(wasiEntry).max(MAX_ENTRIES),
  /** When given, of all that the program leaves here only these paths are handed back. */
  outputs: z.array(path).max(MAX_ENTRIES).optional(),
})
const wasiPreopens = z.array(wasiPreopen).max(MAX_PREOPENS)

const wasiInput = z.strictObject({
  /** The first is the program's own name. */
  args: z.array(word).max(MAX_WORDS),
  /** `NAME=value`, in the order the program finds them. */
  env: z.array(variable).max(MAX_WORDS),
  stdin: bytes,
  /** Directories the program may reach, as file descriptors 3, 4, … in this order. */
  preopens: wasiPreopens,
})

const wasiOutput = z.strictObject({
  stdout: bytes,
  stderr: bytes,
  /** Those directories that came out otherwise than they went in. */
  changes: z
    .array(
      z.strictObject({
        guestPath,
        /** What is new or has other bytes or another target, sorted by path, parents first. */
        written: z.array(wasiEntry),
        /** What is gone, or replaced by another kind; a directory stands for all that was in it. */
        removed: z.array(path),
      }),
    )
    .max(MAX_PREOPENS),
})

export type WasiEntry = z.infer<typeof wasiEntry>
export type WasiPreopen = z.infer<typeof wasiPreopen>
/** What a WASI command is run on. How it ended is the run's `Outcome`, not part of its output. */
export type WasiInput = z.infer<typeof wasiInput>
/** What a WASI command leaves behind, whatever its outcome. */
export type WasiOutput = z.infer<typeof wasiOutput>

/** @throws {z.ZodError} on what no host would accept. */
export const encodeWasiInput = (input: WasiInput) => cbor.encode(wasiInput.parse(input))
/** Directories that every subtask of a job sees. @throws {z.ZodError} */
export const encodeWasiShared = (shared: readonly WasiPreopen[]) =>
  cbor.encode(wasiPreopens.parse(shared))
export const encodeWasiOutput = (output: WasiOutput) => cbor.encode(output)

/** @throws {MalformedError} */
export const decodeWasiInput = (encoded: Uint8Array): WasiInput =>
  decode(wasiInput, encoded, 'WASI input', MAX_BYTES)
/** No bytes at all mean no directories. @throws {MalformedError} */
export const decodeWasiShared = (encoded: Uint8Array): WasiPreopen[] =>
  encoded.byteLength === 0 ? [] : decode(wasiPreopens, encoded, 'WASI directories', MAX_BYTES)
/** @throws {MalformedError} */
export const decodeWasiOutput = (encoded: Uint8Array): WasiOutput =>
  decode(wasiOutput, encoded, 'WASI output', MAX_BYTES)
