import { meterExports } from '#worker-runtime/gate/gate.ts'
import { assemble, disassemble } from './assemble.ts'

const FREE = new Set(['block', 'loop', 'else', 'end', 'nop'])
const BULK = new Set([
  'memory.init',
  'memory.copy',
  'memory.fill',
  'table.init',
  'table.copy',
  'table.fill',
])

/** Counts one instruction: no blocks, no paths, nothing clever. */
const COUNT = 'global.get $executed i64.const 1 i64.add global.set $executed'
const COMMIT =
  'global.get $gas global.get $executed i64.sub global.set $gas i64.const 0 global.set $executed'
const CHECK = 'global.get $gas i64.const 0 i64.lt_s if unreachable end'

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
  (func $grow (param i32) (result i32)
    (if (i64.gt_u
          (i64.add (i64.extend_i32_u (memory.size)) (i64.extend_i32_u (local.get 0)))
          (i64.extend_i32_u (global.get $maxPages)))
      (then (return (i32.const -1))))
    (global.set $gas (i64.sub (global.get $gas)
      (i64.mul (i64.extend_i32_u (local.get 0)) (i64.const 1024))))
    ${CHECK} (memory.grow (local.get 0)))
  (export "${meterExports.gas}" (global $gas))
  (export "${meterExports.depth}" (global $depth))
  (export "${meterExports.maxPages}" (global $maxPages))
  (export "${meterExports.growFailed}" (global $growFailed))
`

function countInstruction(line: string, blocks: number): string {
  const name = line.trim().split(/[\s;]/)[0] ?? ''
  if (name === 'loop') return `${line}\n${COMMIT} ${CHECK}`
  if (FREE.has(name)) return line
  if (name === 'return') return `${COUNT} br ${blocks}`
  if (name === 'unreachable') return `${COUNT} ${COMMIT} unreachable`
  if (name === 'call' || name === 'call_indirect') return `${COUNT} ${COMMIT} ${line}`
  if (name === 'memory.grow') return `${COUNT} ${COMMIT} call $grow`
  if (BULK.has(name)) return `${COUNT} ${COMMIT} call $charge ${line}`
  return `${COUNT} ${line}`
}

/** A function's lines, every instruction counted on its own. */
function countFunction(header: string, lines: readonly string[]): string {
  const isLocal = (line: string) => line.trim().startsWith('(local')
  const results = header.match(/\(result[^)]*\)/)?.[0] ?? ''
  let blocks = 0
  const counted = lines
    .filter((line) => !isLocal(line))
    .map((line) => {
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

/**
 * Meters a module by another road than Loam's meter: wabt disassembles it, every single
 * instruction gets a counter of its own in the text, wabt assembles that again. Slow, and too
 * simple to be wrong in the same way. The result is driven by the same exports; depth stays 0.
 */
export async function meterByReference(
  plain: Uint8Array,
  options: { readonly maxPages?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const lines = (await disassemble(plain)).trimEnd().split('\n')
  const out: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const last = at === lines.length - 1 ? ')' : ''
    if (line.startsWith('  (start ')) {
      out.push(`(export "${meterExports.start}" (func ${line.match(/\d+/)?.[0]}))${last}`)
    } else if (line.startsWith('  (func ')) {
      const body: string[] = []
      while (lines[at + 1]?.startsWith('    ')) body.push(lines[++at] ?? '')
      const last = at === lines.length - 1 ? ')' : ''
      const open = (text: string) => text.slice(0, text.length - 1 - last.length)
      const header = body.length === 0 ? open(line) : line
      const code = body.map((each, index) => (index === body.length - 1 ? open(each) : each))
      out.push(countFunction(header, code), last)
    } else out.push(line)
  }
  const whole = out.join('\n').trimEnd()
  return assemble(
    `${whole.slice(0, whole.lastIndexOf(')'))}${helpers(options.maxPages ?? 65_536)})`,
  )
}
