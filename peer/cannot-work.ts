import type { Explanation } from '#protocol/explanation.ts'

const HELP = {
  advice: 'Try another network, or ask the relay’s operator to let work through.',
} as const

/** A provider's words where its own network lets no work pass, under a headline that says so. */
export const NO_WORK_PASSES: Explanation = {
  reason: 'No direct connection leads through this network, and the relay does not carry work.',
  ...HELP,
}

/** A provider's words, once agreements came to nothing. */
export const CANNOT_BE_REACHED: Explanation = {
  reason:
    'Requestors agree but cannot reach this tab: no direct connection leads through this network, and the relay does not carry work.',
  ...HELP,
}

/** A requestor's words where its own network lets no work pass. */
export const CANNOT_WORK: Explanation = {
  reason:
    'Cannot work from this network: no direct connection leads through it, and the relay does not carry work.',
  ...HELP,
}

/** A requestor's words, once several providers answered and none could be worked with. */
export const CANNOT_REACH: Explanation = {
  reason:
    'Cannot work from this network: providers answer, but no direct connection to them holds, and the relay does not carry work.',
  ...HELP,
}

/** A requestor's words when it was one provider alone, whose network may as well be at fault. */
export const ONE_OUT_OF_REACH: Explanation = {
  reason:
    'A provider answered, but no direct connection to it holds and the relay does not carry work.',
  advice: 'Others are looked for; if none can be reached either, try another network.',
}
