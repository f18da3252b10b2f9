import type { FromSandbox } from './messages.ts'

/** What a sandbox says of a program that it cannot run. */
export type Refused = Extract<FromSandbox, { type: 'refused' }>

/** Characters of a reason that are told: it may quote names of any length. */
const MAX_REASON = 1_000

/** Says why a program cannot be run, in a message that a host will listen to. */
export const refused = ({ feature, offset, reason }: Omit<Refused, 'type'>): Refused => ({
  type: 'refused',
  feature,
  offset,
  reason: reason.slice(0, MAX_REASON),
})
