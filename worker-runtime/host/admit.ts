import type { Allowance, Program } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import type { Cid } from '#protocol/ids.ts'
import { cutBlob } from '#protocol/task/blob.ts'
import { WGSL_PROGRAM_BYTES } from '#protocol/task/wgsl-program.ts'

/**
 * Lets a program in, or says why not. WASM always is; shaders by the volunteer's choice, because a
 * graphics device has fewer walls than a process. True for shaders of Loam's own, which need no
 * budget for their loops.
 *
 * @param ownShaders the shader programs that come with Loam, by the CIDs of their blobs.
 * @throws {ProgramRefusedError}
 */
export function admit(
  program: Program,
  choice: NonNullable<Allowance['shaders']>,
  ownShaders: ReadonlySet<Cid>,
): boolean {
  if (program.format !== 'wgsl') return false
  if (choice === 'none')
    throw new ProgramRefusedError('no-gpu', 0, 'this host lends no graphics device')
  // Before it is hashed: the page waits for that.
  if (program.module.byteLength > WGSL_PROGRAM_BYTES)
    throw new ProgramRefusedError('size', 0, `More than ${WGSL_PROGRAM_BYTES} bytes`)
  const isOwn = ownShaders.has(cutBlob(program.module).root)
  if (choice === 'own' && !isOwn)
    throw new ProgramRefusedError('strangers-shader', 0, 'this host runs only Loam’s own shaders')
  return isOwn
}
