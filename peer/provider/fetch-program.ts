import { fetchBlob } from '#peer/blocks/fetch-blob.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Program } from '#peer/ports/compute.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import type { Packing } from '#peer/ports/packing.ts'
import { type Agreement, formatOf } from '#protocol/market/demand.ts'
import type { Download } from '#protocol/market/downstream.ts'
import { DownloadMeter } from './download-meter.ts'

export interface ProgramSource {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly packing: Packing
  readonly channel: Channel
  /** Hears how the program came, where it came directly. */
  readonly onFetched: (download: Download) => void
}

/**
 * Fetches what an agreement's requestor has run, from itself.
 * @throws {MalformedError} where it sends other bytes than it named.
 */
export async function fetchProgram(
  { mesh, clock, packing, channel, onFetched }: ProgramSource,
  agreement: Agreement,
  signal: AbortSignal,
): Promise<Program> {
  const { path } = channel
  const { requestor, module: program, reference, ...demand } = agreement.demand
  const { shared, downloadBytes: maxBytes } = demand
  const format = formatOf(agreement)
  const root = format === demand.format ? program : (reference?.module ?? program)
  const meter = new DownloadMeter(clock)
  const onBytes = (bytes: number) => meter.take(bytes)
  const source = { mesh, clock, packing, peer: requestor, path, maxBytes, signal, onBytes }
  const [module, data] = await Promise.all([
    fetchBlob({ ...source, root }),
    fetchBlob({ ...source, root: shared }),
  ])
  if (path === 'direct') onFetched(meter.read(requestor))
  return { format, module, shared: data }
}
