/** Draws for a simulation: the same seed gives the same ones. */
export interface Random {
  /** From 0 up to but not including 1. */
  uniform(): number
  /** Times between what happens `1 / mean` times a unit. */
  exponential(mean: number): number
  /** Median 1; `sigma` is that of the logarithm. */
  lognormal(sigma: number): number
}

/** Mulberry32: 32 bits of state are enough for models. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), bits | 61)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    uniform,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    lognormal: (sigma) =>
      Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())),
  }
}
