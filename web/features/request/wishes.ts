import type { Allowance } from '#peer/ports/ledger.ts'
import type { RenderParams } from '#wasm-tasks/render/params.ts'
import { NO_WISHES, type WhoWishes } from '../market/who-wishes.ts'
import type { CheckName } from './checks.ts'

/** The form, as typed. Numbers stay text until they are read, so that nothing typed is lost. */
export interface Wishes {
  /** What the job is called; blank takes the suggestion. */
  readonly title: string
  readonly frames: string
  readonly width: string
  readonly height: string
  readonly samples: string
  /** What computes it: any machine's cores, or the graphics cards of those who lend one. */
  readonly on: 'processors' | 'graphics'
  readonly pay: 'paid' | 'free'
  /** GLM for 10⁹ of the unit that goes with `on`. */
  readonly price: string
  /** GLM to lock; blank takes the suggestion. */
  readonly budget: string
  /** What the wallet lets the escrow take, where that is too little. */
  readonly allowance: Allowance
  /** How much is computed twice. */
  readonly check: CheckName
  /** Whom the job takes. */
  readonly who: WhoWishes
  /** Undefined for the sample scene. */
  readonly file: File | undefined
}

export const SIZES = [
  { label: '320 × 180', width: '320', height: '180' },
  { label: '640 × 360', width: '640', height: '360' },
  { label: '1280 × 720', width: '1280', height: '720' },
] as const

/** A price to begin with, and whose going rate it goes by: a light path is worth about 10⁴ gas. */
export const PRICES = {
  processors: { price: '0.0001', rate: { format: 'kernel', unit: 'gas' } },
  graphics: { price: '1', rate: { format: 'wgsl', unit: 'path' } },
} as const

/** The form's first state; an address such as `/request?frames=48&pay=free` fills it in. */
export function readWishes(search: URLSearchParams, hasChain: boolean): Wishes {
  const on = search.get('on') === 'graphics' ? 'graphics' : 'processors'
  return {
    title: '',
    frames: search.get('frames') ?? '24',
    width: search.get('width') ?? SIZES[0].width,
    height: search.get('height') ?? SIZES[0].height,
    samples: search.get('samples') ?? '16',
    on,
    pay: search.get('pay') === 'free' || !hasChain ? 'free' : 'paid',
    price: PRICES[on].price,
    budget: '',
    allowance: 'exact',
    check: 'adaptive',
    who: NO_WISHES,
    file: undefined,
  }
}

/** What a job is called that nobody named. A file's name stays here: everybody hears the title. */
export const suggestTitle = ({ file, frames, width, height }: Wishes): string =>
  `${file === undefined ? 'Sample scene' : 'A scene'}, ${frames} frame${frames === '1' ? '' : 's'}, ${width} × ${height}`

/** Whether what was measured no longer holds; the terms do not change it. */
export const changesTheJob = ({
  title,
  pay,
  price,
  budget,
  allowance,
  check,
  who,
  ...job
}: Partial<Wishes>): boolean => Object.keys(job).length > 0

/** Blank and non-numbers become NaN, which the app refuses in its own words. */
export const toParams = ({ frames, width, height, samples }: Wishes): RenderParams => ({
  frames: readNumber(frames),
  width: readNumber(width),
  height: readNumber(height),
  samples: readNumber(samples),
})

const readNumber = (text: string) => (text.trim() === '' ? Number.NaN : Number(text))
