import { CANNOT_BE_REACHED, NO_WORK_PASSES } from '#peer/cannot-work.ts'
import type { ProviderView } from '#peer/provider-view.ts'
import type { Explanation } from '#protocol/explanation.ts'

/**
 * Why a provider does no work now, and what would change it; undefined while it works.
 *
 * @param heard what came of the last demand that was heard.
 * @param carriesWork whether work can pass through this network, as far as is known.
 */
export function explainStatus(
  status: ProviderView['status'],
  heard: Explanation | undefined,
  carriesWork: boolean,
): Explanation | undefined {
  if (status === 'cannotWork') return carriesWork ? CANNOT_BE_REACHED : NO_WORK_PASSES
  if (status === 'working') return undefined
  return (status === 'idle' ? heard : undefined) ?? WAITING[status]
}

/** What it waits for, where nothing else was heard. */
const WAITING: Readonly<
  Record<Exclude<ProviderView['status'], 'working' | 'cannotWork'>, Explanation>
> = {
  off: {
    reason: 'Nothing runs, and nobody can reach this tab for work.',
    advice: 'Press Start to lend what you chose.',
  },
  connecting: {
    reason: 'The relay has not answered yet.',
    advice: 'A few seconds as a rule; if it takes longer, check that you are online.',
  },
  idle: {
    reason: 'Nobody asks for work at this moment.',
    advice: 'Leave the tab open: jobs that fit your terms are answered by themselves.',
  },
  finishing: {
    reason: 'What is here is finished and handed in; no new work begins.',
    advice: 'A minute at most; press Stop now to hand the rest back at once.',
  },
  leaving: {
    reason: 'What is not finished is handed back to who asked for it.',
    advice: 'A few seconds; what was verified stays yours.',
  },
}
