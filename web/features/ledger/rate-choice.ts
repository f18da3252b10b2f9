import { useSyncExternalStore } from 'react'
import { Listeners } from '#peer/listeners.ts'
import {
  type Rate,
  type WrittenRate,
  writeRate,
  writtenRateSchema,
} from '#protocol/payment/rate.ts'
import { usePageConfig } from '#web/startup.tsx'

const NAME = 'loam-rate'

const listeners = new Listeners<[]>()
const subscribe = (run: () => void) => listeners.add(run)

/** The rate that a person typed, on this visit or one before; undefined where that cannot be read. */
export function recallRate(storage: Pick<Storage, 'getItem'>): Rate | undefined {
  return readRate(storage.getItem(NAME) ?? '')
}

function readRate(text: string): Rate | undefined {
  try {
    return writtenRateSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** What is wrong with each field, in words. */
export type RateMistakes = Readonly<Partial<Record<keyof WrittenRate, string>>>

/** Remembers a rate as it was typed, unless something is wrong with it. */
export function keepRate(
  storage: Pick<Storage, 'setItem'>,
  written: WrittenRate,
): RateMistakes | undefined {
  const { data: rate, error } = writtenRateSchema.safeParse(written)
  if (rate === undefined)
    return Object.fromEntries(error.issues.map(({ path, message }) => [String(path[0]), message]))
  storage.setItem(NAME, JSON.stringify(writeRate(rate)))
  listeners.tell()
  return undefined
}

/** From now on the page's own rate counts, where it has one. */
export function forgetRate(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(NAME)
  listeners.tell()
}

let known: { readonly text: string | null; readonly rate: Rate | undefined } | undefined

/** The same object as long as nothing changes. */
function ownRate(): Rate | undefined {
  const text = localStorage.getItem(NAME)
  if (known?.text !== text) known = { text, rate: readRate(text ?? '') }
  return known?.rate
}

/** The person's own rate; undefined where it gave none. */
export const useOwnRate = (): Rate | undefined => useSyncExternalStore(subscribe, ownRate)

/** What jobs that are opened now are valued at: the person's rate, or else the page's. */
export function useRate(): Rate | undefined {
  const { rate } = usePageConfig()
  return useOwnRate() ?? rate
}
