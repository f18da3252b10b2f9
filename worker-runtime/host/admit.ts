import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Allowance, Program } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'

/**
 * Lets a program in, or says why not. WASM always is; shaders by the volunteer's choice, because a
 * graphics device has fewer walls than a process. True for shaders of Loam's own, which need no
 * budget for their loops.
 *
 * @param ownShaders SHA-256 in hex of the shader programs that come with Loam.
 * @throws {ProgramRefusedError}
 */
export function admit(
  program: Program,
  choice: NonNullable<Allowance['shaders']>,
  ownShaders: ReadonlySet<string>,
): boolean {
  if (program.format !== 'wgsl') return false
  if (choice === 'none')
    throw new ProgramRefusedError('no-gpu', 0, 'this host lends no graphics device')
  const isOwn = ownShaders.has(bytesToHex(sha256(program.module)))
  if (choice === 'own' && !isOwn)
    throw new ProgramRefusedError('strangers-shader', 0, 'this host runs only Loam’s own shaders')
  return isOwn
}
