/** Numbers below 2³¹ − 1, a prime. */
export const PRIME: u64 = 0x7fff_ffff

/** Brings a number below 2⁶³ under 2³³, and one under 2³³ to at most the prime and three more. */
// @ts-ignore: decorator
@inline export function fold(value: u64): u64 { return (value & PRIME) + (value >> 31) }

/** The one of its kind below the prime. It takes no branch: whatever the numbers, the gas is the same. */
// @ts-ignore: decorator
@inline export function reduce(value: u64): u64 {
  const folded = fold(fold(value))
  return folded - PRIME * <u64>(folded >= PRIME)
}
