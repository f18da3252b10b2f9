import type { Clock } from '#peer/ports/clock.ts'
import type { Compute } from '#peer/ports/compute.ts'
import { evaluateAmount } from '#protocol/task/amount.ts'
import type { App } from '#protocol/task/app.ts'
import type { VerifyRule } from '#protocol/task/verify-rule.ts'
import type { CheckTally } from '#protocol/trust/check-tally.ts'
import type { Policy } from '#protocol/trust/policy.ts'
import { Auditor } from './auditor.ts'
import { CheckJudge } from './check-judge.ts'
import type { Judge } from './judge.ts'
import { OwnCore, type OwnProgram, type OwnRun } from './own-core.ts'
import { SampleJudge } from './sample-judge.ts'
import { ToleranceJudge } from './tolerance-judge.ts'

export interface CreateAuditorOptions {
  readonly compute: Compute
  readonly clock: Clock
  readonly app: App<unknown>
  readonly params: unknown
  readonly policy: Policy
  /** Counts what it finds wrong, and the chances of a look; not counted unless given. */
  readonly tally?: CheckTally
  /** The job's program. */
  readonly module: Uint8Array
  readonly shared: Uint8Array
}

/**
 * Who audits a job of this app; undefined where replicas are compared.
 * @throws {TypeError} when the app lacks what its rule needs: its author's fault.
 */
export function createAuditor(options: CreateAuditorOptions): Auditor | undefined {
  const { compute, app, params, module, shared, clock, policy, tally } = options
  const { verify, format } = app.manifest
  if (verify === 'exact') return undefined
  const core = new OwnCore({ compute, shared })
  return new Auditor({
    ...{ clock, core, policy, tally },
    judge: createJudge(options, verify, core),
    units: needed(app, mostUnits(options), 'units'),
    program: referenceOf(app) ?? { format, module, limits: app.manifest.limits },
    input: (index) => app.input(params, index),
    takesUnseen: verify.kind !== 'check',
  })
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

function createJudge(
  { clock, app, params }: CreateAuditorOptions,
  rule: Exclude<VerifyRule, 'exact'>,
  core: OwnCore,
): Judge {
  const input = (index: number) => app.input(params, index)
  const randomBytes = (length: number) => clock.randomBytes(length)
  if (rule.kind === 'check') {
    const module = needed(app, app.verifier, 'verifier')
    const limits = { ...app.manifest.limits, gas: rule.gas }
    const verifier: OwnProgram = { format: 'kernel', module, limits }
    return new CheckJudge({ run: (looked) => core.run(verifier, looked), input, randomBytes })
  }
  const reference = needed(app, referenceOf(app), 'reference')
  const run: OwnRun = (each) => core.run(reference, each)
  const whole = new ToleranceJudge({ run, tolerance: rule.tolerance, input })
  if (rule.kind === 'tolerance') return whole
  const part = needed(app, app.reference?.part, 'reference.part')
  return new SampleJudge({
    ...{ run, whole, rule, randomBytes },
    count: (index) => part.count(params, index),
    input: (index, items) => part.input(params, index, items),
  })
}

const referenceOf = ({ manifest, reference }: App<unknown>): OwnProgram | undefined =>
  reference && { format: 'kernel', module: reference.module, limits: manifest.limits }

function needed<Part>({ manifest }: App<unknown>, part: Part | undefined, name: string): Part {
  if (part === undefined)
    throw new TypeError(`App “${manifest.id}” lacks “${name}”, which its verify rule needs.`)
  return part
}
