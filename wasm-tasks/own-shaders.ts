import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { renderShader } from './render/gpu.ts'

/**
 * SHA-256 in hex of every shader program that comes with Loam: those a graphics device may run
 * without its volunteer's trust in strangers.
 */
export const ownShaders: ReadonlySet<string> = new Set(
  [renderShader].map((program) => bytesToHex(sha256(program))),
)
