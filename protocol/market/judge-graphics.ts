import type { Graphics } from '../task/graphics.ts'
import type { Judgement } from './judgement.ts'
import { type DemandRefusal, passOver } from './passed-over.ts'
import { sayAmount, sayLimit } from './say-graphics.ts'

/** What is wrong with a graphics device for what a shader needs, if anything. */
export function judgeGraphics(
  needed: Graphics | undefined,
  device: Graphics | undefined,
): Judgement<DemandRefusal> | undefined {
  if (needed === undefined) return undefined
  for (const feature of needed.features)
    if (!device?.features.includes(feature))
      return passOver(
        'machine',
        `needs ${feature}, this graphics card has none`,
        `Open Loam in a browser and on a graphics card that have ${feature}.`,
      )
  for (const [name, value] of Object.entries(needed.limits)) {
    // A stranger's name may be that of something every object has.
    const has = device && Object.hasOwn(device.limits, name) ? device.limits[name] : undefined
    if (has === undefined)
      return passOver(
        'machine',
        `needs ${sayLimit(name, value, 'up')}, nothing is known of that here`,
        'Open Loam in a newer browser: this one says nothing of it.',
      )
    if (value > has)
      return passOver(
        'machine',
        `needs ${sayLimit(name, value, 'up')}, this graphics card allows ${sayAmount(name, has, 'down')}`,
        'Open Loam on a machine whose graphics card allows more, with its newest driver.',
      )
  }
  return undefined
}
