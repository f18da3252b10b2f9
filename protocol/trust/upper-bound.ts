/** One in twenty such bounds is too low. */
const RISK = 0.05
/** Halvings of an interval: as exact as a number is. */
const HALVINGS = 60

/**
 * Clopper and Pearson's upper 95 % bound, one-sided, of a probability that gave so many hits of so
 * many trials, each for itself: the one under which so few hits or fewer have a chance of 5 %.
 */
export function clopperPearson(hits: number, trials: number): number {
  if (hits >= trials) return 1
  let [low, high] = [hits / trials, 1]
  for (let at = 0; at < HALVINGS; at += 1) {
    const middle = (low + high) / 2
    if (chanceOfAtMost(hits, trials, middle) > RISK) low = middle
    else high = middle
  }
  return high
}

/**
 * The same bound of a number of wrong ones: the most that there may have been, if each was found with
 * this chance or a larger one, whatever the others were, and no more than so many were; `most` where
 * that is fewer. Of so many, 5 % would leave so few found. Where nothing was found it is about
 * 3/chance, the rule of three.
 */
export function mostHidden(found: number, chance: number, most: number): number {
  let [low, high] = [found, Math.max(found, most)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (chanceOfAtMost(found, middle, chance) > RISK) low = middle
    else high = middle - 1
  }
  return low
}

/** Binomial: hits up to so many, of so many trials. Below the mean terms only become smaller. */
function chanceOfAtMost(hits: number, trials: number, probability: number): number {
  if (probability <= 0 || hits >= trials) return 1
  if (probability >= 1) return 0
  const odds = probability / (1 - probability)
  let term = Math.exp(
    logChoose(trials, hits) +
      hits * Math.log(probability) +
      (trials - hits) * Math.log1p(-probability),
  )
  let chance = 0
  for (let at = hits; at >= 0 && term > chance * Number.EPSILON; at -= 1) {
    chance += term
    term *= at / (trials - at + 1) / odds
  }
  return chance
}

/** Logarithm of the number of ways to choose so many of a number. */
const logChoose = (of: number, chosen: number) =>
  logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen)

/** Stirling's series: exact to 1e-10 from ten on, and counted out below. */
function logFactorial(value: number): number {
  if (value < 10) {
    let product = 1
    for (let at = 2; at <= value; at += 1) product *= at
    return Math.log(product)
  }
  const inverse = 1 / value
  const series = inverse / 12 - inverse ** 3 / 360 + inverse ** 5 / 1_260
  return (value + 0.5) * Math.log(value) - value + Math.log(2 * Math.PI) / 2 + series
}
