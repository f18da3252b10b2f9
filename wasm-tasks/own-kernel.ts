import type { AppManifest } from '#protocol/task/app.ts'

/** What the manifests say alike of kernels that come with Loam. */
export const OWN_KERNEL = {
  author: 'Loam',
  licence: 'MIT',
  format: 'kernel',
  limits: {
    gas: 100_000_000_000n,
    memoryBytes: 320 * 2 ** 20,
    outputBytes: 2 ** 20,
    logBytes: 0,
    wallMs: 120_000,
  },
} as const satisfies Partial<AppManifest>
