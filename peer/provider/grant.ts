import type { ProviderSettings } from '#peer/provider-view.ts'

/** What a volunteer lends, with what it left unsaid filled in. */
export interface Grant {
  readonly cores: number
  /** Share of the time that each core, or the graphics device, computes: above 0 and up to 1. */
  readonly dutyCycle: number
  /** Memory of one subtask, and so of each core. */
  readonly maxMemoryBytes: number
  /** Longest that one subtask may compute. */
  readonly maxWallMs: number
  readonly shaders: 'none' | 'own' | 'any'
}

/** What is lent unless a volunteer says otherwise. */
export const USUAL_GRANT: Omit<Grant, 'cores'> = {
  dutyCycle: 1,
  maxMemoryBytes: 2 ** 30,
  maxWallMs: 10 * 60_000,
  shaders: 'none',
}

/** What these settings lend. */
export function grantOf(settings: ProviderSettings): Grant {
  return {
    cores: settings.cores,
    dutyCycle: settings.dutyCycle ?? USUAL_GRANT.dutyCycle,
    maxMemoryBytes: settings.maxMemoryBytes ?? USUAL_GRANT.maxMemoryBytes,
    maxWallMs: settings.maxWallMs ?? USUAL_GRANT.maxWallMs,
    shaders: settings.shaders ?? USUAL_GRANT.shaders,
  }
}
