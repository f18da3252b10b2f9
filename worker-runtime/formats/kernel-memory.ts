import { HEADER, readOutline, readSections, section } from '../gate/sections.ts'
import { Writer } from '../gate/writer.ts'

const IMPORT_MODULE = 'loam'
const PAGE_BYTES = 65_536
/** A larger memory costs more to clear than to get anew. */
const MAX_RECYCLED_BYTES = 2 ** 20

/**
 * Makes a metered kernel take its memory from the host in place of making one, so that a quick
 * subtask need not wait for address space. It is otherwise the same, its export of the memory too.
 */
export function takeMemoryFromHost(metered: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const sections = readSections(metered)
  const { memory } = readOutline(sections)
  if (memory === undefined || sections.has(section.import)) return metered
  const { min, max } = memory
  const taken = new Writer()
    .u32(1)
    .name(IMPORT_MODULE)
    .name(`${min}:${max ?? ''}`)
    .u8(2)
  if (max === undefined) taken.u8(0).u32(min)
  else taken.u8(1).u32(min).u32(max)
  const out = new Writer().u8(...HEADER)
  for (const [id, { bytes, start, end }] of sections) {
    if (id === section.memory) continue
    out
      .u8(id)
      .u32(end - start)
      .raw(bytes.subarray(start, end))
    if (id === section.type) out.u8(section.import).sized(taken)
  }
  return out.finish()
}

/**
 * The memory of one module's runs, one after the other: every run begins with zeros, and what grew
 * or is large is not used again.
 */
class KernelMemory {
  readonly #name: string
  readonly #size: WebAssembly.MemoryDescriptor
  #memory: WebAssembly.Memory | undefined

  /** @param name what the import is called, which says how many pages it wants. */
  constructor(name: string) {
    const [initial = 0, maximum] = name.split(':').filter(Boolean).map(Number)
    this.#name = name
    this.#size = maximum === undefined ? { initial } : { initial, maximum }
  }

  next(): WebAssembly.Imports {
    const bytes = this.#size.initial * PAGE_BYTES
    const isFit = this.#memory?.buffer.byteLength === bytes && bytes <= MAX_RECYCLED_BYTES
    if (this.#memory !== undefined && isFit) new Uint8Array(this.#memory.buffer).fill(0)
    else this.#memory = new WebAssembly.Memory(this.#size)
    return { [IMPORT_MODULE]: { [this.#name]: this.#memory } }
  }
}

const memories = new WeakMap<WebAssembly.Module, KernelMemory>()

/**
 * What a kernel's next run imports: its memory, if it takes that from the host.
 * @throws {RangeError} when the engine has no memory to give.
 */
export function nextMemory(module: WebAssembly.Module): WebAssembly.Imports {
  let memory = memories.get(module)
  if (memory === undefined) {
    const [wanted] = WebAssembly.Module.imports(module)
    if (wanted?.module !== IMPORT_MODULE) return {}
    memory = new KernelMemory(wanted.name)
    memories.set(module, memory)
  }
  return memory.next()
}
