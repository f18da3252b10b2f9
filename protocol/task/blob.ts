import * as cbor from '@ipld/dag-cbor'
import { sha256 } from '@noble/hashes/sha2.js'
import { CID } from 'multiformats/cid'
import * as Digest from 'multiformats/hashes/digest'
import { z } from 'zod'
import { MalformedError } from '../errors.ts'
import { asCid, type Cid } from '../ids.ts'
import { cidSchema, countSchema, decode, encode } from '../wire/codec.ts'
import { PIECE_BYTES } from '../wire/messages.ts'

const RAW = 0x55
const SHA2_256 = 0x12

/** Largest blob a job may name: 512 MiB in pieces of 256 KiB. */
const MAX_BLOCKS = 2048

const listSchema = z.object({
  size: countSchema,
  blocks: z.array(cidSchema).max(MAX_BLOCKS),
})
/** A blob's root block: its size and the raw blocks it is cut into, in order. */
export type BlockList = z.output<typeof listSchema>

/** A blob ready to be served: the root names it, the blocks hold it. */
export interface Blob {
  readonly root: Cid
  readonly blocks: ReadonlyMap<Cid, Uint8Array>
}

const cidOf = (code: number, bytes: Uint8Array): Cid =>
  asCid(CID.createV1(code, Digest.create(SHA2_256, sha256(bytes))).toString())

/** Cuts bytes into content-addressed blocks. Equal bytes always get the same root. */
export function cutBlob(bytes: Uint8Array): Blob {
  const blocks = new Map<Cid, Uint8Array>()
  const order: Cid[] = []
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES)
    const cid = cidOf(RAW, piece)
    blocks.set(cid, piece)
    order.push(cid)
  }
  const list = encode(listSchema, { size: bytes.byteLength, blocks: order })
  const root = cidOf(cbor.code, list)
  blocks.set(root, list)
  return { root, blocks }
}

/** Whether these bytes are the ones a CID names. */
export function isBlock(cid: Cid, bytes: Uint8Array): boolean {
  return cid === cidOf(RAW, bytes) || cid === cidOf(cbor.code, bytes)
}

/**
 * Reads a blob's root block.
 * @throws {MalformedError} when it is no list, or its size does not fit its blocks or `maxBytes`.
 */
export function readBlockList(bytes: Uint8Array, maxBytes: number): BlockList {
  const list = decode(listSchema, bytes, 'block list', PIECE_BYTES)
  const fits = Math.ceil(list.size / PIECE_BYTES) === list.blocks.length
  if (!fits || list.size > maxBytes) throw new MalformedError(`block list of ${list.size} bytes`)
  return list
}

/**
 * Joins checked blocks into the blob.
 * @throws {MalformedError} when a block is missing or the size is not the one promised.
 */
export function joinBlob(list: BlockList, blocks: ReadonlyMap<Cid, Uint8Array>): Uint8Array {
  const bytes = new Uint8Array(list.size)
  let at = 0
  for (const cid of list.blocks) {
    const piece = blocks.get(cid)
    if (piece === undefined || at + piece.byteLength > list.size)
      throw new MalformedError('blob of other blocks than promised')
    bytes.set(piece, at)
    at += piece.byteLength
  }
  if (at !== list.size) throw new MalformedError('blob shorter than promised')
  return bytes
}
