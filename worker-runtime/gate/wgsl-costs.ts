import { Refusal } from './refusal.ts'
import { type Fn, type Loop, loopsOf, MAX_NESTING, type Stretch } from './wgsl-functions.ts'

interface Cost {
  readonly steps: number
  readonly hasBarrier: boolean
}

/** What stretches cost with the functions they call; each function is looked at once. */
export class Costs {
  readonly #functions: ReadonlyMap<string, Fn>
  readonly #weight: number
  readonly #known = new Map<Fn, Cost>()
  readonly #open = new Set<Fn>()

  /** @param weight what one token costs. */
  constructor(functions: ReadonlyMap<string, Fn>, weight: number) {
    this.#functions = functions
    this.#weight = weight
  }

  /** A function that goes through each of its loops once. */
  ofFunction(fn: Fn): Cost {
    const known = this.#known.get(fn)
    if (known) return known
    const { text, offset } = fn.name
    if (this.#open.has(fn)) throw new Refusal('wgsl-recursion', offset, `“${text}” calls itself`)
    if (this.#open.size === MAX_NESTING)
      throw new Refusal('wgsl-nesting', offset, 'Functions are called too deeply')
    this.#open.add(fn)
    const parts = [fn, ...loopsOf(fn)].map((part) => this.#ofStretch(part))
    this.#open.delete(fn)
    const cost = {
      steps: parts.reduce((sum, { steps }) => sum + steps, 0),
      hasBarrier: parts.some(({ hasBarrier }) => hasBarrier),
    }
    this.#known.set(fn, cost)
    return cost
  }

  /** One round of a loop: steps without those of the loops inside, barriers with theirs. */
  ofRound(loop: Loop): Cost {
    const inside = [...loopsOf(loop)].map((each) => this.#ofStretch(each))
    const { steps, hasBarrier } = this.#ofStretch(loop)
    return { steps, hasBarrier: hasBarrier || inside.some((each) => each.hasBarrier) }
  }

  #ofStretch({ steps, hasBarrier, calls }: Stretch): Cost {
    const callees = calls.flatMap(({ text }) => this.#functions.get(text) ?? [])
    const costs = callees.map((callee) => this.ofFunction(callee))
    return {
      steps: costs.reduce((sum, callee) => sum + callee.steps, steps * this.#weight),
      hasBarrier: hasBarrier || costs.some((callee) => callee.hasBarrier),
    }
  }
}
