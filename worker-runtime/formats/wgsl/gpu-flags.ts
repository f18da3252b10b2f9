/** Values of WebGPU's flag namespaces, which TypeScript's library does not declare. */
export const bufferUsage = {
  mapRead: 0x0001,
  copySource: 0x0004,
  copyTarget: 0x0008,
  uniform: 0x0040,
  storage: 0x0080,
} as const

export const COMPUTE_STAGE = 0x4
export const MAP_READ = 0x1
