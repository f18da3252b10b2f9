import type { Compute } from '#peer/ports/compute.ts'
import type { MachineView } from '#peer/provider-view.ts'
import type { Speeds } from './speeds.ts'

/**
 * What this machine can do, as far as it is known and was measured.
 * @param bytesPerSecond what it was seen to receive of late.
 */
export function viewMachine(
  { compute, speeds }: { readonly compute: Compute; readonly speeds: Speeds },
  bytesPerSecond: number | undefined,
): MachineView {
  const { graphics } = compute.capacity
  return {
    gasPerSecond: speeds.of('kernel', 'gas'),
    graphics: graphics && { ...graphics, pathsPerSecond: speeds.of('wgsl', 'path') },
    bytesPerSecond,
  }
}
