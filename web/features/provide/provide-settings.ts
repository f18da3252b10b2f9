import { USUAL_GRANT } from '#peer/provider/grant.ts'
import type { ProviderSettings } from '#peer/provider-view.ts'
import { type MarketRules, savedRulesSchema, USUAL_RULES } from '#protocol/market/market-rules.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'

/** What a volunteer chose on this page; the wallet and what money is worth are chosen elsewhere. */
export type ProvideChoice = {
  readonly [Name in Exclude<
    keyof ProviderSettings,
    'payee' | 'site' | 'rate' | 'collector'
  >]-?: NonNullable<ProviderSettings[Name]>
}

/** Least share of the time that can be chosen. */
export const LEAST_DUTY_CYCLE = 0.1
/** Bytes of memory for each core that can be chosen; more than the last no program can use. */
export const MEMORY_STEPS: readonly number[] = [128, 256, 512, 1_024, 2_048, 4_096].map(
  (mebibytes) => mebibytes * 2 ** 20,
)
/** Longest times of one subtask that can be chosen. */
export const WALL_STEPS_MS: readonly number[] = [2, 5, 10, 30, 60].map(
  (minutes) => minutes * 60_000,
)

const KEY = 'loam-provide'
const SHADERS = ['none', 'own', 'any'] as const
const HIGHEST_FLOOR_WEI = 1_000_000n * WEI_PER_GLM

/** Cores of this machine as the browser tells; some tell fewer. */
export const coresHere = (): number => navigator.hardwareConcurrency || 1

const clampCores = (cores: number): number =>
  Number.isInteger(cores) ? Math.min(coresHere(), Math.max(1, cores)) : defaultCores()

/** Half of the machine, so that whoever lends it hardly notices. */
const defaultCores = (): number => Math.max(1, Math.floor(coresHere() / 2))

/** The choice of an earlier visit, with what cannot be read replaced by defaults. */
export function recallChoice(storage: Storage): ProvideChoice {
  let kept: Record<string, unknown> = {}
  try {
    kept = Object(JSON.parse(storage.getItem(KEY) ?? '{}'))
  } catch {
    // Somebody else's text under our key: start from the defaults.
  }
  const dutyCycle = Number(kept.dutyCycle)
  const floor = /^\d{1,30}$/.test(String(kept.floor)) ? BigInt(String(kept.floor)) : 0n
  return {
    cores: clampCores(Number(kept.cores)),
    dutyCycle: dutyCycle >= LEAST_DUTY_CYCLE && dutyCycle <= 1 ? dutyCycle : USUAL_GRANT.dutyCycle,
    maxMemoryBytes:
      MEMORY_STEPS.find((bytes) => bytes === kept.maxMemoryBytes) ?? USUAL_GRANT.maxMemoryBytes,
    maxWallMs: WALL_STEPS_MS.find((ms) => ms === kept.maxWallMs) ?? USUAL_GRANT.maxWallMs,
    acceptFree: kept.acceptFree !== false,
    floorPerGigaGas: floor > HIGHEST_FLOOR_WEI ? 0n : floor,
    shaders: SHADERS.find((choice) => choice === kept.shaders) ?? 'own',
    rules: recallRules(kept.rules),
  }
}

function recallRules(kept: unknown): MarketRules {
  const read = savedRulesSchema.safeParse(kept)
  return read.success ? read.data : USUAL_RULES
}

/** Keeps the choice for the next visit. */
export function keepChoice(storage: Storage, choice: ProvideChoice): void {
  const { floorPerGigaGas, rules, ...plain } = choice
  const kept = { floor: floorPerGigaGas.toString(), rules: savedRulesSchema.encode(rules) }
  storage.setItem(KEY, JSON.stringify({ ...plain, ...kept }))
}

/** `?autostart=1&cores=2`: tabs without a person begin by themselves. */
export function readAutostart(search: string): { readonly cores: number } | undefined {
  const asked = new URLSearchParams(search)
  if (asked.get('autostart') !== '1') return undefined
  return { cores: clampCores(Number(asked.get('cores') ?? Number.NaN)) }
}
