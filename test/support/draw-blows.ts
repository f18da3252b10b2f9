import type { Random } from '../../bench/simulation/random.ts'

/** Something that goes wrong once this share of a job is verified. */
export interface Blow<T> {
  readonly at: number
  readonly kind: 'slow' | 'freeze' | 'kill' | 'reload' | 'breakRelay'
  /** Who it happens to; undefined where it is no provider. */
  readonly victim: T | undefined
}

/**
 * What six providers and their requestor go through, in the order of time: half of them are killed,
 * one is frozen and one slowed, the requestor is reloaded twice, and the relay breaks down once.
 * To whom and when is drawn; only who is slowed is so from the beginning, and who is frozen is so
 * while there is enough left to see what it changes.
 */
export function drawBlows<T>(providers: readonly T[], { uniform }: Random): readonly Blow<T>[] {
  const left = [...providers]
  const draw = () => left.splice(Math.floor(uniform() * left.length), 1)[0]
  const between = (from: number, to: number) => from + (to - from) * uniform()
  const blows: Blow<T>[] = [
    { at: 0.03, kind: 'slow', victim: draw() },
    { at: between(0.15, 0.45), kind: 'freeze', victim: draw() },
    { at: between(0.1, 0.9), kind: 'kill', victim: draw() },
    { at: between(0.1, 0.9), kind: 'kill', victim: draw() },
    { at: between(0.1, 0.9), kind: 'kill', victim: draw() },
    { at: between(0.1, 0.9), kind: 'reload', victim: undefined },
    { at: between(0.1, 0.9), kind: 'reload', victim: undefined },
    { at: between(0.1, 0.9), kind: 'breakRelay', victim: undefined },
  ]
  return blows.sort((a, b) => a.at - b.at)
}
