import type { ProviderRules } from '#protocol/market/judge-demand.ts'

/** Takes whatever comes, unpaid. */
export const TAKE_ANY: ProviderRules = {
  runnable: ['kernel'],
  formats: ['kernel'],
  shaders: undefined,
  acceptFree: true,
  payee: undefined,
  price: {
    floorPerGigaGas: 0n,
    floorByFormat: {},
    topPerGigaGas: undefined,
    busyHours: undefined,
  },
  apps: { only: [], never: [] },
  requestors: { only: [], never: [] },
  chain: undefined,
  cores: 1,
  maxMemoryBytes: 2 ** 30,
  maxDownloadBytes: 2 ** 28,
  maxWallMs: 600_000,
}
