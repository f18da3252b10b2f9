import { sha256 } from '@noble/hashes/sha2.js'
import { equals } from 'multiformats/bytes'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute, GraphicsDevice, RunResult } from '#peer/ports/compute.ts'
import { oneByOne } from '#peer/ports/run-results.ts'
import type { Format } from '#protocol/task/app.ts'
import { LEAST_LIMITS } from '#protocol/task/graphics.ts'
import { VERIFIER_SEED_BYTES } from '#protocol/task/verifier-input.ts'

/** Units of a toy subtask on a graphics device. */
export const TOY_UNITS = 7n
/** Of a subtask. A kernel's input may go on with the places of the output's bytes that are wanted. */
export const TOY_INPUT_BYTES = 2
export const TOY_OUTPUT_BYTES = 32

/** In place of the toy program it is run on what `verifierInput` lays out, and exits where that is wrong. */
export const TOY_VERIFIER = new Uint8Array(200).fill(3)

/** Gas that the toy program takes on this input. */
export const toyGas = (input: Uint8Array): bigint => 1_000_000n + BigInt(input[0] ?? 0)

/** How a toy host behaves. */
export interface ToyHabits {
  readonly cores?: number
  /** Virtual milliseconds a subtask takes. */
  readonly subtaskMs?: number
  /** What it runs; programs of all kinds unless said. */
  readonly formats?: readonly Format[]
  /** How far its graphics device rounds every byte off. */
  readonly rounding?: number
  /** The least that every device has, unless said. */
  readonly graphics?: GraphicsDevice
  /** Changes a finished result: a cheat, a padder, a broken machine. */
  readonly spoil?: (result: RunResult, runs: number, input: Uint8Array) => RunResult
}

/**
 * A sandbox twin for tests of everything but the sandbox: the "program" hashes its input with the
 * hash of the shared bytes, takes virtual time, and uses as much gas as the input's first byte says.
 */
export function createToyCompute(clock: Clock, habits: ToyHabits = {}): Compute {
  const { cores = 1, subtaskMs = 100, rounding = 0, spoil = (result) => result } = habits
  const { formats = ['kernel', 'wgsl'] } = habits
  const { graphics = { name: 'toy', features: [], limits: LEAST_LIMITS } } = habits
  let runs = 0
  return {
    capacity: { cores, formats, graphics },
    open: async ({ format, module, shared }) => {
      const sharedHash = sha256(shared)
      let freeAt = clock.now()
      return oneByOne({
        run: (input, _limits, { signal }) =>
          new Promise((resolve) => {
            freeAt = Math.max(freeAt, clock.now()) + subtaskMs
            const cancel = clock.after(freeAt - clock.now(), () => {
              runs += 1
              if (equals(module, TOY_VERIFIER)) {
                resolve(spoil(checkToy(input, sharedHash), runs, input))
                return
              }
              const exact = toyOutput(input.subarray(0, TOY_INPUT_BYTES), sharedHash)
              const isRounded = format === 'wgsl'
              const output = isRounded
                ? exact.map((byte) => byte ^ rounding)
                : pickBytes(exact, input.subarray(TOY_INPUT_BYTES))
              const gas = isRounded ? TOY_UNITS : toyGas(input)
              resolve(
                spoil(
                  { kind: 'done', outcome: { kind: 'success' }, output, gas, log: '' },
                  runs,
                  input,
                ),
              )
            })
            signal.addEventListener('abort', () => {
              cancel()
              resolve({ kind: 'hostFailure', reason: 'stopped', message: 'stopped' })
            })
          }),
        pace: () => {},
        close: async () => {},
      })
    },
    keepWarm: () => {},
    stop: async () => {},
  }
}

/** What the toy program makes of an input. */
export const toyOutput = (input: Uint8Array, sharedHash: Uint8Array): Uint8Array =>
  sha256(new Uint8Array([...input, ...sharedHash]))

const pickBytes = (output: Uint8Array, places: Uint8Array): Uint8Array =>
  places.length === 0 ? output : places.map((place) => output[place] ?? 0)

function checkToy(looked: Uint8Array, sharedHash: Uint8Array): RunResult {
  const input = looked.subarray(4, 4 + TOY_INPUT_BYTES)
  const output = looked.subarray(4 + TOY_INPUT_BYTES + VERIFIER_SEED_BYTES)
  const isRight = equals(output, toyOutput(input, sharedHash))
  return {
    kind: 'done',
    outcome: isRight ? { kind: 'success' } : { kind: 'exit', code: 1 },
    output: new Uint8Array(0),
    gas: 1n,
    log: '',
  }
}
