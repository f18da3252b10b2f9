/**
 * Cuts an amount by weights, none negative. The shares add up to the amount and each is less than a
 * unit away from its exact part; where all weights are 0 there is nothing to cut by, and all are 0.
 */
export function shareOut(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0n)
  if (all === 0n) return weights.map(() => 0n)
  let before = 0n
  let given = 0n
  return weights.map((weight) => {
    before += weight
    const share = (amount * before) / all - given
    given += share
    return share
  })
}
