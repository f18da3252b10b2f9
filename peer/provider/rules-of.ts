import type { Compute } from '#peer/ports/compute.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { ProviderSettings } from '#peer/provider-view.ts'
import type { Cid } from '#protocol/ids.ts'
import type { ProviderRules } from '#protocol/market/judge-demand.ts'
import { USUAL_RULES } from '#protocol/market/market-rules.ts'
import { grantOf } from './grant.ts'

const MAX_DOWNLOAD_BYTES = 256 * 2 ** 20

/** What a volunteer's settings come to on this machine: what is allowed, and what can be done. */
export function rulesOf(
  settings: ProviderSettings,
  machine: {
    readonly compute: Compute
    readonly ledger: Ledger | undefined
    readonly ownShaders: ReadonlySet<Cid>
  },
): ProviderRules {
  const { ledger, compute, ownShaders } = machine
  const { shaders, maxMemoryBytes, maxWallMs, cores } = grantOf(settings)
  const { formats, apps, requestors, leastRecord, floorByFormat, topPerGigaGas, busyHours } =
    settings.rules ?? USUAL_RULES
  return {
    runnable: compute.capacity.formats,
    formats: compute.capacity.formats.filter(
      (format) => formats.includes(format) && (format !== 'wgsl' || shaders !== 'none'),
    ),
    shaders: shaders === 'any' ? undefined : ownShaders,
    graphics: compute.capacity.graphics,
    acceptFree: settings.acceptFree,
    payee: settings.payee,
    site: settings.site,
    price: {
      floorPerGigaGas: settings.floorPerGigaGas,
      floorByFormat,
      topPerGigaGas,
      busyHours,
    },
    apps,
    requestors,
    leastRecord,
    chain:
      ledger === undefined
        ? undefined
        : { chainId: ledger.chain.chainId, escrow: ledger.chain.escrow },
    cores,
    maxMemoryBytes,
    maxDownloadBytes: MAX_DOWNLOAD_BYTES,
    maxWallMs,
  }
}
