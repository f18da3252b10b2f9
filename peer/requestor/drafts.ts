import { bytesToHex } from '@noble/hashes/utils.js'
import type { PrepareResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute, Core } from '#peer/ports/compute.ts'
import { limitTime } from '#peer/time-limit.ts'
import { InputError, LoamError } from '#protocol/errors.ts'
import { asPeerId } from '#protocol/ids.ts'
import type { Needs } from '#protocol/market/demand.ts'
import { lineNeeded } from '#protocol/market/line-needed.ts'
import type { BitSet } from '#protocol/schedule/bit-set.ts'
import type { App, PreparedJob } from '#protocol/task/app.ts'
import { graphicsNeeds } from '#protocol/task/graphics-needs.ts'
import { kindOf } from '#protocol/task/verify-rule.ts'
import { decodeWgslProgram } from '#protocol/task/wgsl-program.ts'
import { MAX_INPUT_BYTES } from '#protocol/wire/messages.ts'
import type { AuditedResult } from './auditor.ts'
import { createAuditor, mostUnits } from './create-auditor.ts'
import type { JobProgress, JobRecord } from './job-record.ts'

/** How long the local probe may take in all before it is given up. */
const PROBE_MS = 60_000
const MAX_DRAFTS = 4

/** Stands for this peer where its own trials are judged. */
const TRIED_HERE = asPeerId('here')

/** A subtask that was tried. */
type Tried = Pick<AuditedResult, 'claim' | 'output'>

/** A job that is ready to be posted. */
export interface Draft {
  readonly app: App<unknown>
  readonly params: unknown
  readonly prepared: PreparedJob
  readonly gasPerSubtask: bigint
  /** What a provider must have. */
  readonly needs: Needs
  /** Where only the rest of a job that ended early is computed. */
  readonly rest: JobRest | undefined
}

/** What a job that ended early leaves to be done: everything but what is kept of it. */
export interface JobRest {
  readonly of: JobRecord
  readonly kept: BitSet
  /** What each party was lent of it, where none may be lent more than a share. */
  readonly shares: JobProgress['shares']
}

/** Prepares jobs and measures them in this peer's own sandbox; nothing is sent or locked. */
export class Drafts {
  readonly #apps: ReadonlyMap<string, App<unknown>>
  readonly #compute: Compute
  readonly #clock: Clock
  readonly #drafts = new Map<string, Draft>()

  constructor(options: {
    readonly apps: ReadonlyMap<string, App<unknown>>
    readonly compute: Compute
    readonly clock: Clock
  }) {
    this.#apps = options.apps
    this.#compute = options.compute
    this.#clock = options.clock
  }

  /** Takes a draft out: it can be posted once. */
  take(draftId: string): Draft | undefined {
    const draft = this.#drafts.get(draftId)
    this.#drafts.delete(draftId)
    return draft
  }

  /** Keeps a draft under its name; one that a wallet refused can be tried again. */
  keep(draftId: string, draft: Draft): void {
    this.#drafts.set(draftId, draft)
    const oldest = this.#drafts.keys().next().value
    if (this.#drafts.size > MAX_DRAFTS && oldest !== undefined) this.#drafts.delete(oldest)
  }

  prepare(
    appId: string,
    params: unknown,
    files: Readonly<Record<string, Uint8Array>>,
  ): Promise<PrepareResult> {
    return this.#try(appId, params, (app) => app.prepare(params, files))
  }

  /** Prepares what a job that ended early left undone, from the program that was kept of it. */
  prepareRest(
    rest: JobRest,
    program: { readonly module: Uint8Array; readonly shared: Uint8Array },
  ): Promise<PrepareResult> {
    const { appId, paramsJson, subtasks } = rest.of
    return this.#try(appId, JSON.parse(paramsJson), async () => ({ ...program, subtasks }), rest)
  }

  async #try(
    appId: string,
    params: unknown,
    prepare: (app: App<unknown>) => Promise<PreparedJob>,
    rest?: JobRest,
  ): Promise<PrepareResult> {
    try {
      const app = this.#apps.get(appId)
      if (app === undefined)
        throw new InputError('unknown_app', `There is no app “${appId}”.`, 'Choose another app.')
      const prepared = await prepare(app)
      const { gas, seconds } = await this.#probe(app, params, prepared)
      const draftId = bytesToHex(this.#clock.randomBytes(8))
      const needs = needsOf(app, params, prepared, gas)
      this.keep(draftId, { app, params, prepared, gasPerSubtask: gas, needs, rest })
      const subtasks = prepared.subtasks - (rest?.kept.count ?? 0)
      return {
        kind: 'ready',
        draftId,
        subtasks,
        verify: kindOf(app.manifest.verify),
        estimatedGas: gas * BigInt(subtasks),
        estimatedCoreSeconds: seconds * subtasks,
        downloadBytes: prepared.module.byteLength + prepared.shared.byteLength,
        authorShare: app.manifest.authorShare,
      }
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      const { code, message, advice } = error
      return { kind: 'invalid', code, message, advice }
    }
  }

  /**
   * Runs a few subtasks here: a program that fails fails before anybody is paid. Where a reference
   * stands for the program, it is run: this machine may lack what providers need.
   */
  async #probe(
    app: App<unknown>,
    params: unknown,
    prepared: PreparedJob,
  ): Promise<{ gas: bigint; seconds: number }> {
    const { reference } = app
    const { module, shared } = prepared
    const program =
      reference === undefined
        ? { format: app.manifest.format, module, shared }
        : { format: 'kernel' as const, module: reference.module, shared }
    const signal = limitTime(this.#clock, PROBE_MS)
    const core = await this.#compute.open(program, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error
      throw new InputError(
        'probe_busy',
        'No core of this tab became free to try the job on.',
        'Stop providing here for a moment, then try again.',
      )
    })
    const units = mostUnits({ app, params, shared })
    const indexes = app.probes(params)
    const tried: Tried[] = []
    let gas = 0n
    const startedAt = this.#clock.now()
    try {
      for (const index of indexes) {
        const one = await tryOut(core, app, params, index, signal)
        tried.push(one)
        gas += units?.(index) ?? one.claim.gas
      }
    } finally {
      await core.close()
    }
    const count = Math.max(1, indexes.length)
    const seconds = (this.#clock.now() - startedAt) / 1000 / count
    if (reference === undefined) await this.#judge(app, params, prepared, tried)
    return { gas: gas / BigInt(count) + 1n, seconds }
  }

  /** Whoever computes honestly must not be banned for it: what the program gives is judged as theirs. */
  async #judge(
    app: App<unknown>,
    params: unknown,
    { module, shared }: PreparedJob,
    tried: readonly Tried[],
  ): Promise<void> {
    const auditor = createAuditor({
      compute: this.#compute,
      clock: this.#clock,
      app,
      params,
      module,
      shared,
      policy: { kind: 'audit', share: 1 },
    })
    if (auditor === undefined) return
    try {
      for (const { claim, output } of tried) {
        const ruling = await auditor.judge({ peer: TRIED_HERE, claim, output, given: 0 })
        if (ruling.kind === 'objection')
          throw new InputError(
            'probe_refused',
            `The app objects to what its own program gives for subtask ${claim.index}: ${ruling.reason}.`,
            'The app is at fault: tell its author.',
          )
      }
    } finally {
      await auditor.close()
    }
  }
}

/**
 * What a job needs of each provider, by the subtasks it is tried on.
 * @throws {MalformedError} when a shader program is none, or does not fit these subtasks.
 */
function needsOf(
  { manifest, input, probes }: App<unknown>,
  params: unknown,
  { module, shared }: PreparedJob,
  gasPerSubtask: bigint,
): Needs {
  const inputs = probes(params).map((index) => input(params, index))
  const graphics =
    manifest.format === 'wgsl'
      ? graphicsNeeds(
          decodeWgslProgram(module),
          inputs.map((bytes) => ({ input: bytes, shared })),
        )
      : undefined
  const inputBytes = inputs.reduce((sum, { byteLength }) => sum + byteLength, 0)
  const bytesPerSecond = lineNeeded({
    downloadBytes: module.byteLength + shared.byteLength,
    inputBytes: inputBytes / Math.max(1, inputs.length),
    gasPerSubtask,
    unit: manifest.unit ?? 'gas',
  })
  return { cores: 1, bytesPerSecond, ...(graphics && { graphics }) }
}

/**
 * Runs one subtask.
 * @throws {InputError} when it cannot travel, or does not end well.
 */
async function tryOut(
  core: Core,
  app: App<unknown>,
  params: unknown,
  index: number,
  signal: AbortSignal,
): Promise<Tried> {
  const { inputBytes, limits } = app.manifest
  const most = Math.min(inputBytes, MAX_INPUT_BYTES)
  const input = app.input(params, index)
  if (input.byteLength > most)
    throw new InputError(
      'input_too_large',
      `Subtask ${index} has ${input.byteLength} bytes of input; ${most} may travel.`,
      'Put what all subtasks share into the shared data.',
    )
  const result = await core.run(input, limits, { signal })
  if (result.kind === 'hostFailure')
    throw new InputError(
      'probe_failed',
      `A trial of subtask ${index} failed here: ${result.message}`,
      'Use fewer samples or a smaller scene.',
    )
  if (result.outcome.kind !== 'success')
    throw new InputError(
      'probe_outcome',
      `A trial of subtask ${index} ended with “${result.outcome.kind}”.`,
      'Use fewer samples or a smaller scene.',
    )
  const { outcome, gas, output } = result
  return { claim: { index, outcome, gas }, output }
}
