/**
 * Rounds the parts of a whole, none negative, and counts each in units. They add up to the whole
 * rounded to the nearest: what rounding leaves over goes to the parts that it took the most of, so that
 * each is less than a unit away from its exact part, and a part that is nothing stays nothing.
 */
export function roundTogether(parts: readonly bigint[], unit: bigint): readonly bigint[] {
  const whole = (parts.reduce((sum, part) => sum + part, 0n) + unit / 2n) / unit
  const rounded = parts.map((part) => part / unit)
  const left = Number(whole - rounded.reduce((sum, units) => sum + units, 0n))
  const rest = (at: number) => (parts[at] ?? 0n) % unit
  const byRest = [...parts.keys()].sort((a, b) => compare(rest(b), rest(a)))
  for (const at of byRest.slice(0, left)) rounded[at] = (rounded[at] ?? 0n) + 1n
  return rounded
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
