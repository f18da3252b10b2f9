import { compileAssembly } from '#test/support/compile-assembly.ts'
import { WASI_MODULE, wasiSignatures } from '#worker-runtime/gate/imports.ts'

/** Where things lie in the prober's memory, which has 2 MiB. */
export const memoryMap = { script: 0x2_0000, data: 0x10_0000, end: 0x20_0000 } as const

/** Names of WASI's functions in the order the prober numbers them. */
export const functionNames: readonly string[] = [...wasiSignatures.keys()]

/** What a script is made of; each starts with its number. */
export const ops = { end: 0, call: 1, poke: 2, emit: 3, load: 4, store: 5 } as const

function declare([name, signature]: [string, string]): string {
  const [parameters = '', result] = signature.split(':')
  const list = [...parameters].map((each, at) => `a${at}: ${each === 'I' ? 'i64' : 'i32'}`)
  const type = result === 'i' ? 'i32' : 'void'
  return `@external("${WASI_MODULE}", "${name}") declare function ${name}(${list}): ${type}`
}

function dispatch([name, signature]: [string, string], index: number): string {
  const [parameters = '', result] = signature.split(':')
  const list = [...parameters].map((each, at) => (each === 'I' ? `v(${at})` : `v(${at}) as i32`))
  const call = `${name}(${list})`
  return result === 'i'
    ? `if (f == ${index}) return ${call}`
    : `if (f == ${index}) { ${call}; return 0 }`
}

/**
 * A program that runs the script on its stdin: calls WASI's functions with given arguments, and
 * prints error numbers and memory on stderr. Calls go straight to the imports, with no library
 * between.
 */
export const compileProber = () =>
  compileAssembly(
    `
${[...wasiSignatures].map(declare).join('\n')}
const list: usize = 0x1_0000
const word: usize = 0x1_0010
const values: usize = 0x1_0100
const registers: usize = 0x1_0200
function v(index: i32): i64 { return load<i64>(values + index * 8) }
function call(f: i32): i32 {
  ${[...wasiSignatures].map(dispatch).join('\n  ')}
  return -1
}
function emit(at: usize, length: i32): void {
  store<i32>(list, at as i32); store<i32>(list, length, 4)
  fd_write(2, list as i32, 1, word as i32)
}
export function _start(): void {
  let at: usize = ${memoryMap.script}
  store<i32>(list, at as i32); store<i32>(list, ${memoryMap.data - memoryMap.script}, 4)
  fd_read(0, list as i32, 1, word as i32)
  while (true) {
    const op = load<u8>(at)
    at += 1
    if (op == ${ops.end}) return
    if (op == ${ops.call}) {
      const f = load<u8>(at) as i32
      const count = load<u8>(at, 1) as i32
      at += 2
      for (let i = 0; i < count; i++) {
        const value = load<i64>(at, 1)
        store<i64>(values + i * 8, load<u8>(at) == 1 ? load<i64>(registers + (value as usize) * 8) : value)
        at += 9
      }
      store<i32>(word + 8, call(f))
      emit(word + 8, 4)
    } else if (op == ${ops.poke}) {
      const length = load<u32>(at, 4)
      memory.copy(load<u32>(at), at + 8, length)
      at += 8 + length
    } else if (op == ${ops.emit}) {
      emit(load<u32>(at), load<u32>(at, 4))
      at += 8
    } else if (op == ${ops.load}) {
      const from = load<u32>(at, 1)
      store<i64>(registers + (load<u8>(at) as usize) * 8, load<u8>(at, 5) == 4 ? load<u32>(from) as i64 : load<i64>(from))
      at += 6
    } else if (op == ${ops.store}) {
      store<u32>(load<u32>(at, 1), load<u32>(registers + (load<u8>(at) as usize) * 8))
      at += 5
    } else unreachable()
  }
}
`,
    { initialMemory: memoryMap.end / 65_536, enable: ['bulk-memory'] },
  )
