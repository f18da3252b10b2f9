import type { GraphicsLimit } from '../task/graphics.ts'

const across = (count: string) => `workgroups of ${count} invocations`

/** What each limit lets a shader have, put behind “needs” or “allows”. */
const SAY_LIMIT: Readonly<Record<GraphicsLimit, (amount: string) => string>> = {
  maxBufferSize: (size) => `buffers of ${size}`,
  maxStorageBufferBindingSize: (size) => `${size} of a buffer bound at once`,
  maxStorageBuffersPerShaderStage: (count) => `${count} storage buffers at once`,
  maxUniformBufferBindingSize: (size) => `uniform buffers of ${size}`,
  maxComputeWorkgroupStorageSize: (size) => `${size} of memory for a workgroup`,
  maxComputeInvocationsPerWorkgroup: across,
  maxComputeWorkgroupSizeX: (count) => `${across(count)} along x`,
  maxComputeWorkgroupSizeY: (count) => `${across(count)} along y`,
  maxComputeWorkgroupSizeZ: (count) => `${across(count)} along z`,
  maxComputeWorkgroupsPerDimension: (count) => `${count} workgroups along one axis`,
}

const UNITS = [
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
] as const

const isInBytes = (name: string) => /(?:Binding|Buffer|Storage)Size$/.test(name)
const isKnown = (name: string): name is GraphicsLimit => Object.hasOwn(SAY_LIMIT, name)

/** A limit's figure alone: `512 MiB`, `1,024`. */
export function sayAmount(name: string, value: number, round: 'up' | 'down'): string {
  if (!isInBytes(name)) return value.toLocaleString('en')
  const [size, unit] = UNITS.find(([least]) => value >= least) ?? [1, 'bytes']
  const count = round === 'up' ? Math.ceil(value / size) : Math.floor(value / size)
  return `${count.toLocaleString('en')} ${unit}`
}

/** A limit in words, its figure rounded so that what is too small also looks so. */
export function sayLimit(name: string, value: number, round: 'up' | 'down'): string {
  const amount = sayAmount(name, value, round)
  return isKnown(name) ? SAY_LIMIT[name](amount) : `${name} of ${amount}`
}
