import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeWgslProgram, type WgslProgram } from '#protocol/task/wgsl-program.ts'
import { gateWgsl } from './wgsl.ts'
import { addBudget } from './wgsl-budget.ts'
import { tokenize } from './wgsl-tokens.ts'

const program = (text: string): WgslProgram => ({
  shaders: { main: text },
  buffers: { out: { kind: 'output', bytes: 4 } },
  steps: [
    {
      shader: 'main',
      entry: 'main',
      bindings: [{ group: 0, binding: 0, buffer: 'out', access: 'write' }],
      groups: [1, 1, 1],
    },
  ],
  units: 1,
})
const verdict = (text: string) => gateWgsl(encodeWgslProgram(program(text)), { trusted: false })

const withBudget = (text: string, steps: number) => addBudget(text, steps).text
const entry = (body: string) => `@compute @workgroup_size(1) fn main() { ${body} }`

describe('the shader gate', () => {
  test.each([true, false])('enables what a program needs ahead of all else', (trusted) => {
    const needs = { features: ['shader-f16' as const], limits: {} }
    const bytes = encodeWgslProgram({ ...program(entry('')), needs })
    const accepted = gateWgsl(bytes, { trusted })
    expect(accepted.kind === 'accepted' && accepted.sources.main).toMatch(
      /^enable f16; struct Loam/,
    )
    // Nothing of a stranger's own text is enabled by it.
    expect(verdict(`enable f16; ${entry('')}`).kind).toBe('refused')
  })

  test('gives every loop a purse, whatever its kind', () => {
    const text = entry('loop { break; } for (var i = 0; i < 3; i++) { while true { } }')
    expect(withBudget(text, 99).match(/loam_left < \d+u/g)).toHaveLength(3)
  })

  test('charges a round that holds nothing', () => {
    expect(withBudget(entry('loop { }'), 99)).not.toContain('loam_left < 0u')
  })

  test('charges a round what it calls', () => {
    const bare = withBudget(entry('loop { f(); }'), 9)
    const cost = (text: string) => Number(/loam_left < (\d+)u/.exec(text)?.[1])
    const calling = withBudget(
      `fn f() { g(); g(); } fn g() { let x = 1; } ${entry('loop { f(); }')}`,
      9,
    )
    expect(cost(calling)).toBeGreaterThan(cost(bare) + 10)
  })

  test.each([
    ['the condition of a while', 'loop { while f() { } }'],
    ['the condition of a for', 'loop { for (; f(); ) { } }'],
    ['what a for starts with', 'loop { for (var i = f(); i; ) { } }'],
    ['a header two loops further in', 'loop { if true { loop { while f() { } } break; } }'],
  ])('charges %s to the round around it, for it comes to be without one of its own', (_, loops) => {
    const called = `fn f() -> bool { var x = 1.0; ${'x = x * 3.0; '.repeat(100)} return false; }`
    const costs = [...withBudget(called + entry(loops), 2 ** 22).matchAll(/loam_left < (\d+)u/g)]
    // The innermost loop and the one around it.
    for (const [, cost] of costs.slice(-2)) expect(Number(cost)).toBeGreaterThan(500)
  })

  test('reads headers that hold loops without going through them again and again', () => {
    expect(verdict(entry(`${'while '.repeat(60)} true { }`))).toMatchObject({
      kind: 'refused',
      feature: 'wgsl-text',
    })
  })

  test('lets a typed function end in its type when its loop is left', () => {
    expect(withBudget('fn f() -> vec4<f32> { loop { return vec4f(); } }', 9)).toContain(
      'return vec4 < f32 >();',
    )
  })

  test('lets invocations leave a loop around a barrier together', () => {
    const text = `fn sync() { workgroupBarrier(); } ${entry('loop { loop { } sync(); }')}`
    const bounded = withBudget(text, 9)
    expect(bounded).toContain('var loam_rounds = 9u;')
    expect(bounded.match(/if \((\w+) </g)).toEqual(['if (loam_rounds <', 'if (loam_left <'])
  })

  test('keeps the line of everything', () => {
    const text = `fn f() {\n  loop {\n    break;\n  }\n}\n${entry('f();\n')}`
    expect(withBudget(text, 9).split('\n')).toHaveLength(text.split('\n').length)
  })

  test.each([
    ['recursion', 'fn a() { b(); } fn b() { a(); }', 'wgsl-recursion'],
    ['a barrier loop in a function', 'fn a() { loop { workgroupBarrier(); } }', 'wgsl-barrier'],
    ['our names', entry('let loam_left = 5u;'), 'wgsl-name'],
    ['directives', `enable f16; ${entry('')}`, 'wgsl-directive'],
    ['exotic line ends', `// a\u2028loop { }\n${entry('')}`, 'wgsl-text'],
    ['a form feed', `// a\floop { }\n${entry('')}`, 'wgsl-text'],
    ['an open comment', `${entry('')} /* /* */`, 'wgsl-text'],
    ['open braces', 'fn main() { loop {', 'wgsl-text'],
    ['nested loops', entry(`${'loop {'.repeat(100)}${'}'.repeat(100)}`), 'wgsl-nesting'],
    [
      'calls that double and double',
      `${Array.from({ length: 40 }, (_, i) => `fn f${i}() { f${i + 1}(); f${i + 1}(); }`).join('')} fn f40() {} ${entry('f0();')}`,
      'wgsl-size',
    ],
  ])('refuses %s', (_, text, feature) => {
    expect(verdict(text)).toMatchObject({ kind: 'refused', feature })
  })

  test.each([
    ['a function', 'fn atomicStore(p: ptr<storage, atomic<u32>, read_write>, v: u32) { }'],
    ['a type', 'alias u32 = f32;'],
    ['a structure', 'struct vec3u { x: f32 }'],
    ['a variable of a module', 'var<private> atomicStore: f32;'],
    ['a local variable', 'fn f() { var atomicStore = 1; }'],
    ['a constant', 'fn f() { let atomicStore = 1; }'],
    ['a parameter', 'fn f(atomicStore: f32) { }'],
  ])('refuses %s that takes a word the gate puts in', (_, text) => {
    expect(verdict(text + entry('loop { }'))).toMatchObject({
      kind: 'refused',
      feature: 'wgsl-name',
    })
  })

  test.each([
    ['an array', 'var<private> a: array<u32, 1025>;', 'wgsl-type-size'],
    [
      'an array by a constant',
      'const N: u32 = 0x401u; var<private> a: array<u32, N>;',
      'wgsl-type-size',
    ],
    ['an array in a body', 'fn f() { var a = array<vec4<f32>, 300>(); }', 'wgsl-type-size'],
    ['an array by a computed size', 'fn f() { var a: array<u32, 4 * 4>; }', 'wgsl-type'],
    [
      'an array by a name of two sizes',
      'const N = 1; fn f() { const N = 9999; var a: array<u32, N>; }',
      'wgsl-type',
    ],
    ['an array that tells no size', 'fn f() { let a = array(1, 2); }', 'wgsl-type'],
    ['an array of arrays', 'alias A = array<u32, 64>; alias B = array<A, 64>;', 'wgsl-type-size'],
    ['padding', 'struct S { @size(5000) a: u32 }', 'wgsl-type-size'],
    [
      'structures of structures',
      `struct S0 { a: vec4f, b: vec4f } ${Array.from({ length: 10 }, (_, i) => `struct S${i + 1} { a: S${i}, b: S${i} }`).join(' ')}`,
      'wgsl-type-size',
    ],
    ['a structure of itself', 'struct S { a: S }', 'wgsl-type'],
    [
      'many variables to make',
      Array.from({ length: 5 }, (_, i) => `var<private> a${i}: array<u32, 1000>;`).join(''),
      'wgsl-type-size',
    ],
  ])('refuses %s too large to copy at a step', (_, text, feature) => {
    expect(verdict(text + entry(''))).toMatchObject({ kind: 'refused', feature })
  })

  test.each([
    ['templates', 'array<x<', '>>'],
    ['structures', 'struct a { ', '}'],
    ['address spaces', 'var<', '>'],
  ])('reads long nests of %s once', (_, open, close) => {
    const text = open.repeat(18_000) + close.repeat(18_000) + entry('')
    expect(['accepted', 'refused']).toContain(verdict(text).kind)
  })

  test('tells the most that a workgroup can cost', () => {
    const groupSteps = (text: string) => addBudget(text, 1_000).groupSteps
    const text = `const N = 8; @compute @workgroup_size(N, 4,) fn a() { } ${entry('')}`
    expect([...groupSteps(text).keys()]).toEqual(['a', 'main'])
    expect(groupSteps(text).get('a')).toBe(32 * (groupSteps(text).get('main') ?? 0))
    const zeroed = groupSteps(`var<workgroup> w: array<u32, 1000>; ${entry('')}`)
    const bare = groupSteps(entry('')).get('main') ?? 0
    expect(zeroed.get('main')).toBe(bare + 1_000)
    expect(bare).toBeGreaterThan(0)
    expect(bare).toBeLessThan(1_000)
    expect(groupSteps(entry('loop { }')).get('main')).toBeGreaterThan(1_000)
    const waiting = entry('loop { loop { } workgroupBarrier(); }')
    expect(groupSteps(waiting).get('main')).toBeGreaterThan(2_000)
  })

  test.each([
    ['no workgroup size', '@compute fn main() { }', 'wgsl-workgroup'],
    ['a computed one', '@compute @workgroup_size(8 * 8) fn main() { }', 'wgsl-type'],
    [
      'an overridable one',
      'override n = 8u; @compute @workgroup_size(n) fn main() { }',
      'wgsl-type',
    ],
  ])('refuses an entry point with %s', (_, text, feature) => {
    expect(verdict(text)).toMatchObject({ kind: 'refused', feature })
  })

  test('counts a step for several where values are large', () => {
    const cost = (count: number) => {
      const text = `fn f() { var a: array<u32, ${count}>; } ${entry('loop { f(); }')}`
      return Number(/loam_left < (\d+)u/.exec(withBudget(text, 9))?.[1])
    }
    expect(cost(1_024) - 1).toBe(4 * (cost(256) - 1))
  })

  test('allows storage arrays of any length, and small ones anywhere', () => {
    const text = `struct P { @align(16) at: vec3f, age: f32 } const N = 16u;
      @group(0) @binding(0) var<storage, read_write> all: array<P>;
      var<workgroup> tile: array<array<P, N>, 4>; var<private> seed = 1u; `
    expect(verdict(text + entry('let a = array<f32, 2>(1, 2);'))).toMatchObject({
      kind: 'accepted',
    })
  })

  test('leaves a trusted shader as it is', () => {
    const text = entry('loop { break; }')
    const trusted = gateWgsl(encodeWgslProgram(program(text)), { trusted: true })
    expect(trusted).toMatchObject({ kind: 'accepted', budgeted: false })
    expect(trusted.kind === 'accepted' && trusted.sources.main?.endsWith(text)).toBe(true)
  })

  test.each([
    ['a buffer nobody declared', { steps: [{ ...program('').steps[0], shader: 'constructor' }] }],
    [
      'two outputs',
      { buffers: { a: { kind: 'output', bytes: 4 }, b: { kind: 'output', bytes: 4 } } },
    ],
    ['written input', { buffers: { out: { kind: 'input' }, b: { kind: 'output', bytes: 4 } } }],
  ])('refuses %s', (_, change) => {
    const broken = { ...program(entry('')), ...change } as WgslProgram
    expect(() => encodeWgslProgram(broken)).toThrow()
  })

  test('answers whatever bytes it is given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(gateWgsl(bytes, { trusted: false }).kind).toBe('refused')
      }),
    )
    const pieces = [
      'loop',
      '{',
      '}',
      'fn',
      'f',
      '(',
      ')',
      'for',
      'while',
      '->',
      '/*',
      '*/',
      '//',
      '\n',
      ';',
      '@',
      'compute',
      'array',
      'struct',
      'alias',
      'var',
      '<',
      '>',
      ':',
      ',',
    ]
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((all) => all.join(' '))
    fc.assert(
      fc.property(soup, (text) => {
        expect(['accepted', 'refused']).toContain(verdict(text).kind)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('tokens', () => {
  test('skip comments, nested ones too', () => {
    const words = tokenize('a /* b /* c */ d */ e // f\n1.5e-3 g').map(({ text }) => text)
    expect(words).toEqual(['a', 'e', '1.5e', '-', '3', 'g'])
  })
})
