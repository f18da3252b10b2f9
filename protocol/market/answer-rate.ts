/** Offers wanted for each place, enough to choose from, and beside them: of one place’s alone, chance would often leave none. */
const OFFERS = { perPlace: 3, beside: 2 }
/** The share that is asked first, where nothing is known: a hundred thousand hearers send 400 offers. */
export const FIRST_PROBABILITY = 1 / 256
const LOWEST_PROBABILITY = 2 ** -20

/** Offers that a job with so many free places wants, at least one. */
export const offersWanted = (places: number): number =>
  OFFERS.perPlace * Math.max(1, places) + OFFERS.beside

/**
 * The share of hearers that a job's first demand asks.
 *
 * @param offerShare the share that has to be asked for an offer; undefined where nobody knows.
 * @param isSeen whether that was seen by the tab itself. Else nobody's word makes it ask more than
 * where nothing is known.
 */
export function firstProbability(
  { offerShare, isSeen }: { readonly offerShare: number | undefined; readonly isSeen: boolean },
  places: number,
): number {
  if (offerShare === undefined) return FIRST_PROBABILITY
  const most = isSeen ? 1 : FIRST_PROBABILITY
  return Math.max(LOWEST_PROBABILITY, Math.min(most, offerShare * offersWanted(places)))
}

/** So many offers more are reckoned with on both sides: a few answers are chance. */
const CHANCE = 2
/** How much the share rises and falls at once, at most: one round is chance. */
const STEP = { up: 32, down: 16 }
/** How much it rises where nobody answered: at once to all of few, and gently where others did before. */
const SILENCE = { ever: 256, now: 4 }

/**
 * The share of hearers that should answer the next demand, so that offers stay a small multiple of
 * the places however large the network is.
 *
 * @param asked the share that the last demand asked.
 * @param answers offers that came since.
 * @param places that are free now, at least 1.
 * @param isKnown whether anybody answered before.
 */
export function nextProbability(
  asked: number,
  answers: number,
  places: number,
  isKnown: boolean,
): number {
  // Nobody is no measure of how many there are.
  const silence = isKnown ? SILENCE.now : SILENCE.ever
  const step =
    answers === 0
      ? silence
      : Math.min(
          STEP.up,
          Math.max(1 / STEP.down, (offersWanted(places) + CHANCE) / (answers + CHANCE)),
        )
  return Math.min(1, Math.max(LOWEST_PROBABILITY, asked * step))
}
