import { InputError } from '#protocol/errors.ts'
import { asAddress } from '#protocol/ids.ts'
import type { App } from '#protocol/task/app.ts'
import type { Tolerance } from '#protocol/task/tolerance.ts'
import { encodeWgslProgram, type WgslProgram } from '#protocol/task/wgsl-program.ts'
import {
  TOY_INPUT_BYTES,
  TOY_OUTPUT_BYTES,
  TOY_UNITS,
  TOY_VERIFIER,
  toyGas,
} from './toy-compute.ts'

export interface ToyParams {
  readonly subtasks: number
  /** Shared bytes that cannot be packed, in place of the usual ones. */
  readonly noiseBytes?: number
  /** Of its shaders. */
  readonly needs?: WgslProgram['needs']
}

/** The smallest app that splits: subtask `i` is run on the byte `i`. */
export const toyApp: App<unknown> = {
  manifest: {
    id: 'toy',
    title: 'Toy job',
    description: 'Hashes small numbers.',
    author: 'Loam',
    licence: 'MIT',
    format: 'kernel',
    limits: {
      gas: 10_000_000n,
      memoryBytes: 65_536,
      outputBytes: 1024,
      logBytes: 0,
      wallMs: 10_000,
    },
    inputBytes: TOY_INPUT_BYTES,
    verify: 'exact',
  },
  prepare: async (params) => {
    const { subtasks, noiseBytes } = params as ToyParams
    if (subtasks < 1)
      throw new InputError('no_subtasks', 'The job has no subtasks.', 'Ask for at least one.')
    return {
      module: new Uint8Array(300).fill(1),
      shared: noiseBytes ? noiseOf(noiseBytes) : new Uint8Array(700_000).fill(7),
      subtasks,
    }
  },
  input: (_params, index) => Uint8Array.of(index & 0xff, index >> 8),
  probes: () => [0],
}

function noiseOf(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = Math.imul(state, 0x9e37_79b1) + 0x7f4a_7c15
    return state >>> 24
  })
}

/** The same with outputs as long as any may be. */
export const wordyToyApp: App<unknown> = {
  ...toyApp,
  manifest: {
    ...toyApp.manifest,
    id: 'wordy-toy',
    limits: { ...toyApp.manifest.limits, outputBytes: 2 ** 20 },
  },
}

/** The same by somebody who has an eighth of every payment. */
export const authoredToyApp: App<unknown> = {
  ...toyApp,
  manifest: {
    ...toyApp.manifest,
    id: 'authored-toy',
    authorShare: { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 1_250 },
  },
}

const TOY_TOLERANCE: Tolerance = { element: 'u8', itemLength: 1, abs: 1, rel: 0, outliers: 0.01 }

const TOY_REFERENCE = { module: new Uint8Array(200).fill(2), units: Number(TOY_UNITS) }

/** The same for graphics devices, which may be one off in any byte. */
export const roundedToyApp: App<unknown> = {
  ...toyApp,
  manifest: {
    ...toyApp.manifest,
    id: 'rounded-toy',
    format: 'wgsl',
    unit: 'path',
    verify: { kind: 'tolerance', tolerance: TOY_TOLERANCE },
  },
  prepare: async (params, files) => {
    const { needs } = params as ToyParams
    const module = encodeWgslProgram({
      shaders: { main: '' },
      buffers: { out: { kind: 'output', bytes: 32 } },
      steps: [{ shader: 'main', entry: 'main', bindings: [], groups: [1, 1, 1] }],
      units: Number(TOY_UNITS),
      ...(needs && { needs }),
    })
    return { ...(await toyApp.prepare(params, files)), module }
  },
  reference: TOY_REFERENCE,
}

/** The same with some bytes of every output recomputed. */
export const sampledToyApp: App<unknown> = {
  ...roundedToyApp,
  manifest: {
    ...roundedToyApp.manifest,
    id: 'sampled-toy',
    verify: {
      kind: 'sample',
      tolerance: TOY_TOLERANCE,
      finds: { share: 0.25, chance: 0.75 },
    },
  },
  reference: {
    ...TOY_REFERENCE,
    part: {
      count: () => TOY_OUTPUT_BYTES,
      input: (params, index, items) => new Uint8Array([...toyApp.input(params, index), ...items]),
    },
  },
}

/** The same with every result checked by a verifier; a processor computes it. */
export const checkedToyApp: App<unknown> = {
  ...toyApp,
  manifest: { ...toyApp.manifest, id: 'checked-toy', verify: { kind: 'check', gas: 1_000n } },
  units: (params, index) => toyGas(toyApp.input(params, index)),
  verifier: TOY_VERIFIER,
}

/** The same for graphics devices alone: nothing stands in for its shaders. */
export const shaderToyApp: App<unknown> = {
  ...checkedToyApp,
  manifest: { ...checkedToyApp.manifest, id: 'shader-toy', format: 'wgsl', unit: 'path' },
  prepare: roundedToyApp.prepare,
}
