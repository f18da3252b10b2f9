import type { MachineView } from '#peer/provider-view.ts'
import { sayAmount } from '#protocol/market/say-graphics.ts'
import type { GraphicsLimit, ShaderFeature } from '#protocol/task/graphics.ts'
import { sizeInWords } from './limit-words.ts'

type Row = readonly [name: string, words: string]

/** What a machine can do, each with its name, as far as it was measured or the browser tells. */
export function machineInWords(machine: MachineView): readonly Row[] {
  const { gasPerSecond, graphics, bytesPerSecond } = machine
  return [
    ['Each core', speedInWords(gasPerSecond, 'gas')],
    [
      'Download',
      bytesPerSecond === undefined
        ? 'not known before two others have sent enough'
        : lineInWords(bytesPerSecond),
    ],
    ...(graphics === undefined ? [] : graphicsInWords(graphics)),
  ]
}

function graphicsInWords({
  name,
  pathsPerSecond,
  features,
  limits,
}: NonNullable<MachineView['graphics']>): readonly Row[] {
  const say = (limit: GraphicsLimit) => {
    const value = limits[limit]
    return value === undefined ? undefined : sayAmount(limit, value, 'down')
  }
  const buffers = [limits.maxBufferSize, limits.maxStorageBufferBindingSize].filter(
    (size) => size !== undefined,
  )
  const rows = [
    ['Graphics card', nameInWords(name)],
    ['Its speed', speedInWords(pathsPerSecond, 'paths')],
    ['Its largest buffer', buffers.length > 0 && sizeInWords(Math.min(...buffers))],
    ['Buffers at once', say('maxStorageBuffersPerShaderStage')],
    ['Invocations of a workgroup', say('maxComputeInvocationsPerWorkgroup')],
    ['Memory of a workgroup', say('maxComputeWorkgroupStorageSize')],
    ['Features', features.map(featureInWords).join(', ') || 'none'],
  ] as const
  return rows.flatMap(([title, words]) => (words ? [[title, words] as const] : []))
}

/** Browsers name cards in small letters. */
const nameInWords = (name: string) =>
  name.replace(/(?<![\p{L}\d])\p{Ll}/gu, (letter) => letter.toUpperCase()) || 'not named'

function speedInWords(perSecond: bigint, unit: string): string {
  if (perSecond === 0n) return 'not measured yet'
  const amount = Number(perSecond).toLocaleString('en', {
    notation: 'compact',
    compactDisplay: 'long',
    maximumSignificantDigits: 3,
  })
  return `${amount} ${unit} a second`
}

function lineInWords(bytesPerSecond: number): string {
  const [unit, size] = bytesPerSecond < 1e6 ? (['kB/s', 1e3] as const) : (['MB/s', 1e6] as const)
  const amount = bytesPerSecond / size
  return `${amount.toLocaleString('en', { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`
}

const SAY_FEATURE: Readonly<Record<ShaderFeature, string>> = {
  'shader-f16': 'half precision',
  subgroups: 'subgroups',
}
const isKnown = (feature: string): feature is ShaderFeature => Object.hasOwn(SAY_FEATURE, feature)
const featureInWords = (feature: string) => (isKnown(feature) ? SAY_FEATURE[feature] : feature)
