import { INSTANTIATION_GAS, meterExports } from '#worker-runtime/gate/gate.ts'
import { assemble, disassemble } from './assemble.ts'

const FREE = new Set(['block', 'loop', 'else', 'end', 'nop'])
const BULK = new Set(['memory.init', 'memory.copy', 'memory.fill'])
const TABLE_BULK = new Set(['table.init', 'table.copy', 'table.fill'])
const DEAR: Readonly<Record<string, number>> = { 'table.set': 64, 'ref.func': 16 }

/** Counts one instruction: no blocks, no paths, nothing clever. */
const count = (gas: number) => `global.get $executed i64.const ${gas} i64.add global.set $executed`
const COUNT = count(1)
const COMMIT =
  'global.get $gas global.get $executed i64.sub global.set $gas i64.const 0 global.set $executed'
const CHECK = 'global.get $gas i64.const 0 i64.lt_s if unreachable end'

const quiet = ['f32', 'f64']
  .map(
    (type) => `(func $quiet_${type} (param ${type}) (result ${type})
    (if (result ${type}) (${type}.ne (local.get 0) (local.get 0))
      (then (${type}.const nan)) (else (local.get 0))))`,
  )
  .join('\n')

/** For vectors, after every operation on lanes of floats that gives such lanes. */
const quietLanes = [
  ['f32x4', 'nan nan nan nan'],
  ['f64x2', 'nan nan'],
]
  .map(
    ([type, nans]) => `(func $quiet_${type} (param v128) (result v128)
    (v128.or
      (v128.and (v128.const ${type} ${nans}) (${type}.ne (local.get 0) (local.get 0)))
      (v128.and (local.get 0) (${type}.eq (local.get 0) (local.get 0)))))`,
  )
  .join('\n')
const LANE_ARITHMETIC =
  /^\s*(f32x4|f64x2)\.(?:add|sub|mul|div|p?min|p?max|sqrt|abs|neg|ceil|floor|trunc|nearest|demote_|promote_)/

const helpers = (maxPages: number) => `
  (global $gas (mut i64) (i64.const 0))
  (global $executed (mut i64) (i64.const 0))
  (global $depth (mut i32) (i32.const 0))
  (global $maxPages (mut i32) (i32.const ${maxPages}))
  (global $growFailed (mut i32) (i32.const 0))
  (func $charge (param i32) (result i32)
    (global.set $gas (i64.sub (global.get $gas)
      (i64.extend_i32_u (i32.shr_u (local.get 0) (i32.const 3)))))
    ${CHECK} local.get 0)
  (func $charge_entries (param i32) (result i32)
    (global.set $gas (i64.sub (global.get $gas)
      (i64.mul (i64.extend_i32_u (local.get 0)) (i64.const 128))))
    ${CHECK} local.get 0)
  (func $grow (param i32) (result i32)
    (if (i64.gt_u
          (i64.add (i64.extend_i32_u (memory.size)) (i64.extend_i32_u (local.get 0)))
          (i64.extend_i32_u (global.get $maxPages)))
      (then (return (i32.const -1))))
    (global.set $gas (i64.sub (global.get $gas)
      (i64.add (i64.const 2000)
        (i64.mul (i64.extend_i32_u (local.get 0)) (i64.const 1024)))))
    ${CHECK} (memory.grow (local.get 0)))
  (export "${meterExports.gas}" (global $gas))
  (export "${meterExports.depth}" (global $depth))
  (export "${meterExports.maxPages}" (global $maxPages))
  (export "${meterExports.growFailed}" (global $growFailed))
`

const SEEN_BY: Readonly<Record<string, 'f32' | 'f64'>> = {
  'f32.store': 'f32',
  'f64.store': 'f64',
  'i32.reinterpret_f32': 'f32',
  'i64.reinterpret_f64': 'f64',
  'f32.copysign': 'f32',
  'f64.copysign': 'f64',
  'f32x4.splat': 'f32',
  'f64x2.splat': 'f64',
  'f32x4.replace_lane': 'f32',
  'f64x2.replace_lane': 'f64',
}
const isLoaded = (line = '') => /^\s*f(32|64)\.(load|const)/.test(line)

/**
 * Gives NaNs the same bits where they can be seen, by a helper function; what was just loaded, or
 * comes from a local that only takes what was just loaded, is let through as it is. Vectors get
 * them at once.
 */
function quietNaNs(lines: readonly string[], parameters: number): string[] {
  const computed = new Set<number>()
  const localOf = (line = '') =>
    Number(line.match(/^\s*local\.(?:get|tee) (\d+)/)?.[1] ?? Number.NaN)
  for (const [at, line] of lines.entries()) {
    const set = line.match(/^\s*local\.(?:set|tee) (\d+)/)?.[1]
    if (set !== undefined && !isLoaded(lines[at - 1])) computed.add(Number(set))
  }
  return lines.flatMap((line, at) => {
    const float = SEEN_BY[line.trim().split(/[\s;]/)[0] ?? '']
    const local = localOf(lines[at - 1])
    const isRaw = isLoaded(lines[at - 1]) || (local >= parameters && !computed.has(local))
    const lanes = line.match(LANE_ARITHMETIC)?.[1]
    if (lanes !== undefined) return [line, `${HELPER}call $quiet_${lanes}`]
    return float === undefined || isRaw ? [line] : [`${HELPER}call $quiet_${float}`, line]
  })
}

/** Stands before what the reference adds and does not count. */
const HELPER = ';helper;'

function countInstruction(line: string, blocks: number): string {
  if (line.startsWith(HELPER)) return line.slice(HELPER.length)
  const name = line.trim().split(/[\s;]/)[0] ?? ''
  if (name === 'loop') return `${line}\n${COMMIT} ${CHECK}`
  if (FREE.has(name)) return line
  if (name === 'return') return `${COUNT} br ${blocks}`
  if (name === 'unreachable') return `${COUNT} ${COMMIT} unreachable`
  if (name === 'call' || name === 'call_indirect') return `${COUNT} ${COMMIT} ${line}`
  if (name === 'memory.grow') return `${COUNT} ${COMMIT} call $grow`
  if (BULK.has(name)) return `${COUNT} ${COMMIT} call $charge ${line}`
  if (TABLE_BULK.has(name)) return `${count(32)} ${COMMIT} call $charge_entries ${line}`
  return `${count(DEAR[name] ?? 1)} ${line}`
}

const isLocal = (line: string) => line.trim().startsWith('(local')

function quietFunction(header: string, lines: readonly string[]): string[] {
  const parameters =
    header
      .match(/\(param([^)]*)\)/)?.[1]
      ?.trim()
      .split(' ').length ?? 0
  return quietNaNs(
    lines.filter((line) => !isLocal(line)),
    parameters,
  )
}

/** A function's lines, every instruction counted on its own. */
function countFunction(header: string, lines: readonly string[]): string {
  const results = header.match(/\(result[^)]*\)/)?.[0] ?? ''
  let blocks = 0
  const counted = quietFunction(header, lines).map((line) => {
    const name = line.trim().split(/[\s;]/)[0] ?? ''
    if (name === 'block' || name === 'loop' || name === 'if') blocks++
    if (name === 'end') blocks--
    return countInstruction(line, blocks)
  })
  return [
    header,
    ...lines.filter(isLocal),
    `${CHECK} block ${results}`,
    ...counted,
    `end ${COMMIT})`,
  ].join('\n')
}

/** Takes a module apart, has every function written anew, and puts it together with `more`. */
async function rewrite(
  plain: Uint8Array,
  options: {
    readonly writeFunction: (header: string, lines: readonly string[]) => string
    readonly writeStart: (line: string, index: string) => string
    readonly more: string
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const text = (await disassemble(plain)).trimEnd()
  const lines = text.slice(0, text.lastIndexOf(')')).split('\n')
  const out: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.startsWith('  (start ')) {
      out.push(options.writeStart(line, line.match(/\d+/)?.[0] ?? ''))
    } else if (line.startsWith('  (func ')) {
      const body: string[] = []
      while (lines[at + 1]?.startsWith('    ')) body.push(lines[++at] ?? '')
      const open = (last: string) => last.slice(0, last.lastIndexOf(')'))
      const header = body.length === 0 ? open(line) : line
      const code = body.map((each, index) => (index === body.length - 1 ? open(each) : each))
      out.push(options.writeFunction(header, code))
    } else out.push(line)
  }
  return assemble([...out, options.more, ')'].join('\n'))
}

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** What the engine makes of one line of the module's text before the first instruction. */
function countMade(line: string): number {
  const [field = ''] = line.match(/^ {2}\((table|memory|global|elem|data) /)?.slice(1) ?? []
  const [outline = '', bytes = ''] = line.replace(/^ *\(\w+ \(;\d+;\)/, '').split('"')
  const first = Number(outline.match(/\d+/)?.[0])
  const constants = 128 * countOf(outline, /\((?:\w+\.const|global\.get|ref\.\w+) /g)
  const isActive = outline.includes('(')
  switch (field) {
    case 'table':
      return 128 * first
    case 'memory':
      return 1_024 * first
    case 'global':
      return 128 + constants
    case 'elem': {
      if (outline.includes('declare')) return 0
      const functions = outline.match(/ func((?: \d+)*)/)?.[1] ?? ''
      const entries = countOf(functions, /\d+/g) + countOf(outline, /\(ref\./g)
      return 32 + 128 * entries + constants
    }
    case 'data': {
      const { length } = bytes.replace(/\\../g, '.')
      return isActive ? 1 + Math.floor(length / 8) + constants : 0
    }
    default:
      return 0
  }
}

/** Puts what making an instance costs, counted from the text, where the host looks for it. */
async function sayInstantiationGas(plain: Uint8Array, metered: Uint8Array<ArrayBuffer>) {
  const lines = (await disassemble(plain)).split('\n')
  const gas = lines.reduce((sum, line) => sum + countMade(line), 0)
  const [name, digits] = [INSTANTIATION_GAS, String(gas)].map((each) => Buffer.from(each))
  if (!name || !digits) throw new TypeError('There is a name and a number')
  const size = 1 + name.length + digits.length
  return new Uint8Array([...metered, 0, size, name.length, ...name, ...digits])
}

/**
 * Meters a module by another road than Loam's meter: wabt disassembles it, every single
 * instruction gets a counter of its own in the text, wabt assembles that again. Slow, and too
 * simple to be wrong in the same way. The result is driven by the same exports; depth stays 0.
 */
export async function meterByReference(
  plain: Uint8Array,
  options: { readonly maxPages?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const metered = await rewrite(plain, {
    writeFunction: countFunction,
    writeStart: (_, index) => `(export "${meterExports.start}" (func ${index}))`,
    more: quiet + quietLanes + helpers(options.maxPages ?? 65_536),
  })
  return sayInstantiationGas(plain, metered)
}

/** The plain module, but for the bits of NaNs where they can be seen. */
export const quietByReference = (plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  rewrite(plain, {
    writeFunction: (header, lines) =>
      [
        header,
        ...lines.filter(isLocal),
        ...quietFunction(header, lines).map((line) => line.replace(HELPER, '')),
        ')',
      ].join('\n'),
    writeStart: (line) => line,
    more: quiet + quietLanes,
  })
