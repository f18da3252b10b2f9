import { describe, expect, it } from 'vitest'
import { LEAST_LIMITS } from './graphics.ts'
import { graphicsNeeds } from './graphics-needs.ts'
import type { WgslPass, WgslProgram } from './wgsl-program.ts'

const PASS: WgslPass = {
  shader: 'main',
  entry: 'main',
  bindings: [
    { group: 0, binding: 0, buffer: 'given', access: 'read' },
    { group: 0, binding: 1, buffer: 'output', access: 'write' },
  ],
  groups: [{ input: 0 }, 1, 1],
}
const PROGRAM: WgslProgram = {
  shaders: { main: '' },
  buffers: {
    given: { kind: 'input' },
    output: { kind: 'output', bytes: { times: [{ input: 0 }, 1_024] } },
  },
  steps: [PASS],
  units: 1,
}
const shared = new Uint8Array()
const inputOf = (word: number) => ({ input: new Uint8Array(Uint32Array.of(word).buffer), shared })
const needsOf = (part: Partial<WgslProgram>, ...words: number[]) =>
  graphicsNeeds({ ...PROGRAM, ...part }, words.map(inputOf))

describe('a shader program', () => {
  it('needs nothing special where every device has enough', () => {
    expect(needsOf({}, 1, 2, 65_535)).toBeUndefined()
  })

  it('needs its largest buffer whole, of any of its subtasks', () => {
    const steps = [{ ...PASS, slice: 'x' as const }]
    // 128 MiB is what every device binds.
    expect(needsOf({ steps }, 1, 2 ** 17)).toBeUndefined()
    expect(needsOf({ steps }, 2 ** 17 + 1, 1)).toEqual({
      features: [],
      limits: { maxStorageBufferBindingSize: 2 ** 27 + 1_024 },
    })
    expect(needsOf({ steps }, 2 ** 19)?.limits).toEqual({
      maxStorageBufferBindingSize: 2 ** 29,
      maxBufferSize: 2 ** 29,
    })
  })

  it('needs as many workgroups along an axis as nobody cuts', () => {
    const limits = { maxComputeWorkgroupsPerDimension: 65_536 }
    expect(needsOf({}, 65_536)).toEqual({ features: [], limits })
    expect(needsOf({ steps: [{ ...PASS, slice: 'y' }] }, 65_536)).toEqual({ features: [], limits })
    expect(needsOf({ steps: [{ ...PASS, slice: 'x' }] }, 65_536)).toBeUndefined()
  })

  it('needs room for its storage buffers and the one that counts its steps', () => {
    const bind = (count: number, access: 'read' | 'uniform') =>
      Array.from({ length: count }, (_, binding) => ({ ...PASS.bindings[0], binding, access }))
    const passOf = (count: number, access: 'read' | 'uniform') =>
      [{ ...PASS, bindings: bind(count, access) }] as WgslProgram['steps']
    expect(needsOf({ steps: passOf(7, 'read') }, 1)).toBeUndefined()
    expect(needsOf({ steps: passOf(8, 'read') }, 1)?.limits).toEqual({
      maxStorageBuffersPerShaderStage: 9,
    })
    expect(needsOf({ steps: passOf(20, 'uniform') }, 1)).toBeUndefined()
    const repeated = [{ repeat: 2, swap: [], passes: passOf(9, 'read') as WgslPass[] }]
    expect(needsOf({ steps: repeated }, 1)?.limits).toEqual({ maxStorageBuffersPerShaderStage: 10 })
  })

  it('needs uniform buffers as large as it binds', () => {
    const bindings = [{ group: 0, binding: 0, buffer: 'output', access: 'uniform' as const }]
    const steps = [{ ...PASS, bindings }]
    expect(needsOf({ steps }, 64)).toBeUndefined()
    expect(needsOf({ steps }, 65)?.limits).toEqual({ maxUniformBufferBindingSize: 66_560 })
  })

  it('needs what its text uses, which it says itself', () => {
    const needs = {
      features: ['shader-f16' as const],
      limits: {
        maxComputeWorkgroupStorageSize: 2 ** 15,
        maxComputeInvocationsPerWorkgroup: LEAST_LIMITS.maxComputeInvocationsPerWorkgroup,
      },
    }
    expect(needsOf({ needs }, 1)).toEqual({
      features: ['shader-f16'],
      limits: { maxComputeWorkgroupStorageSize: 2 ** 15 },
    })
  })
})
