/** Offers wanted for each place: enough to choose from. */
const OFFERS_PER_PLACE = 3
/** The share that is asked first, where nothing is known: a hundred thousand hearers send 200 offers. */
export const FIRST_PROBABILITY = 1 / 512
const LOWEST_PROBABILITY = 2 ** -20
/** How much the share rises and falls at once, at most: one round is chance. */
const STEP = { up: 32, down: 16 }

/**
 * The share of hearers that should answer the next demand, so that offers stay a small multiple of
 * the places however large the network is.
 *
 * @param asked the share that the last demand asked.
 * @param answers offers that came since.
 * @param places that are free now, at least 1.
 */
export function nextProbability(asked: number, answers: number, places: number): number {
  const wanted = OFFERS_PER_PLACE * Math.max(1, places)
  // Nobody is no measure of how many there are: more are asked, as far as one step goes.
  const step = answers === 0 ? STEP.up : wanted / answers
  const next = asked * Math.min(STEP.up, Math.max(1 / STEP.down, step))
  return Math.min(1, Math.max(LOWEST_PROBABILITY, next))
}
