import type { Clock } from '#peer/ports/clock.ts'
import type { Compute } from '#peer/ports/compute.ts'
import { evaluateAmount } from '#protocol/task/amount.ts'
import type { App } from '#protocol/task/app.ts'
import type { CheckTally } from '#protocol/trust/check-tally.ts'
import type { Policy } from '#protocol/trust/policy.ts'
import { Auditor } from './auditor.ts'
import { CheckJudge } from './check-judge.ts'
import type { Judge } from './judge.ts'
import { OwnCore } from './own-core.ts'
import { SampleJudge } from './sample-judge.ts'
import { ToleranceJudge } from './tolerance-judge.ts'

export interface CreateAuditorOptions {
  readonly compute: Compute
  readonly clock: Clock
  readonly app: App<unknown>
  readonly params: unknown
  readonly policy: Policy
  /** Counts its looks; they are not counted unless given. */
  readonly tally?: CheckTally
  readonly shared: Uint8Array
}

/**
 * Who audits a job of this app; undefined where replicas are compared.
 * @throws {TypeError} when the app lacks what its rule needs: its author's fault.
 */
export function createAuditor(options: CreateAuditorOptions): Auditor | undefined {
  const { app, clock, policy, tally } = options
  const judge = createJudge(options)
  if (judge === undefined) return undefined
  const units = needed(app, mostUnits(options), 'units')
  return new Auditor({ clock, judge, policy, tally, units })
}

/** How many of its units a subtask of an app is at most; undefined where nobody knows beforehand. */
export function mostUnits({
  app,
  params,
  shared,
}: Pick<CreateAuditorOptions, 'app' | 'params' | 'shared'>):
  | ((index: number) => bigint)
  | undefined {
  const { reference, units } = app
  if (reference !== undefined)
    return (index) =>
      BigInt(evaluateAmount(reference.units, { input: app.input(params, index), shared }))
  return units && ((index) => units(params, index))
}

function createJudge(options: CreateAuditorOptions): Judge | undefined {
  const { compute, clock, app, params, shared } = options
  const { verify: rule, limits } = app.manifest
  if (rule === 'exact') return undefined
  const randomBytes = (length: number) => clock.randomBytes(length)
  if (rule.kind === 'check') {
    const module = needed(app, app.verifier, 'verifier')
    const core = new OwnCore({ compute, module, shared, limits: { ...limits, gas: rule.gas } })
    return new CheckJudge({ core, input: (index) => app.input(params, index), randomBytes })
  }
  const { module, part } = needed(app, app.reference, 'reference')
  const core = new OwnCore({ compute, module, shared, limits })
  const { tolerance } = rule
  const whole = new ToleranceJudge({ core, tolerance, input: (index) => app.input(params, index) })
  if (rule.kind === 'tolerance') return whole
  const { count, input } = needed(app, part, 'reference.part')
  return new SampleJudge({
    core,
    whole,
    rule,
    count: (index) => count(params, index),
    input: (index, items) => input(params, index, items),
    randomBytes,
  })
}

function needed<Part>({ manifest }: App<unknown>, part: Part | undefined, name: string): Part {
  if (part === undefined)
    throw new TypeError(`App “${manifest.id}” lacks “${name}”, which its verify rule needs.`)
  return part
}
