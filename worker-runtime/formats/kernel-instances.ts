import { STATE_EXPORT } from '../gate/gate.ts'
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

/** An instance, and what its globals held when it was fresh. */
interface Noted {
  readonly instance: WebAssembly.Instance
  readonly globals: ReadonlyArray<readonly [global: WebAssembly.Global, initial: number | bigint]>
}

/**
 * The instances of one module's runs, one after the other. Every run begins with what a fresh
 * instance begins with: it is one, or one whose memory and globals have been put back, and the gate
 * has seen that a run changes nothing else (docs/adr/0017). What grew, is large, or did not come to
 * its own end is not used again.
 */
class KernelInstances {
  readonly #module: WebAssembly.Module
  readonly #name: string
  readonly #size: WebAssembly.MemoryDescriptor
  /** Names of all mutable globals; none for a module that changes more than them and its memory. */
  readonly #state: readonly string[]
  #memory: WebAssembly.Memory | undefined
  /** What the memory of a fresh instance begins with; the rest of it is empty. */
  #image: Uint8Array | undefined
  #noted: Noted | undefined
  /** Whether the last run left its instance such that it can be put back. */
  #isBack = false

  /** @param name what the import is called, which says how many pages it wants. */
  constructor(module: WebAssembly.Module, name: string) {
    const [initial = 0, maximum] = name.split(':').filter(Boolean).map(Number)
    this.#module = module
    this.#name = name
    this.#size = maximum === undefined ? { initial } : { initial, maximum }
    this.#state = WebAssembly.Module.exports(module)
      .map((each) => each.name)
      .filter((each) => each.startsWith(STATE_EXPORT))
  }

  /** @throws {RangeError} when the engine has no memory to give. */
  next(): WebAssembly.Instance {
    const noted = this.#isBack ? this.#noted : undefined
    // Whatever keeps a run from its own end loses the instance with it.
    this.#isBack = false
    if (noted !== undefined && this.#putBack(noted)) return noted.instance
    return this.#begin()
  }

  /** The run that began last has come to its own end. */
  takeBack(): void {
    this.#isBack = true
  }

  #begin(): WebAssembly.Instance {
    const bytes = this.#size.initial * PAGE_BYTES
    const isSmall = bytes <= MAX_RECYCLED_BYTES
    const isFit = this.#memory?.buffer.byteLength === bytes && isSmall
    if (this.#memory !== undefined && isFit) new Uint8Array(this.#memory.buffer).fill(0)
    else this.#memory = new WebAssembly.Memory(this.#size)
    const imports = { [IMPORT_MODULE]: { [this.#name]: this.#memory } }
    const instance = new WebAssembly.Instance(this.#module, imports)
    if (isSmall && this.#state.length > 0) {
      this.#image ??= withoutEnd(new Uint8Array(this.#memory.buffer))
      this.#noted = { instance, globals: this.#readGlobals(instance) }
    }
    return instance
  }

  #readGlobals({ exports }: WebAssembly.Instance): Noted['globals'] {
    return this.#state.map((name) => {
      const global = exports[name]
      if (!(global instanceof WebAssembly.Global)) throw new TypeError(`${name} is not exported`)
      return [global, global.value]
    })
  }

  /** False where its memory has grown, which nothing takes back. */
  #putBack({ globals }: Noted): boolean {
    const [memory, image] = [this.#memory, this.#image]
    if (memory === undefined || image === undefined) return false
    const bytes = new Uint8Array(memory.buffer)
    if (bytes.byteLength !== this.#size.initial * PAGE_BYTES) return false
    bytes.set(image)
    bytes.fill(0, image.byteLength)
    for (const [global, initial] of globals) global.value = initial
    return true
  }
}

/** A copy up to the last byte that is not zero: clearing the rest takes half as long as copying it. */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  return bytes.slice(0, bytes.findLastIndex((byte) => byte !== 0) + 1)
}

const known = new WeakMap<WebAssembly.Module, KernelInstances>()

/** The instances of a kernel's runs; undefined for one that does not take its memory from the host. */
export function instancesOf(module: WebAssembly.Module): KernelInstances | undefined {
  const found = known.get(module)
  if (found !== undefined) return found
  const [wanted] = WebAssembly.Module.imports(module)
  if (wanted?.module !== IMPORT_MODULE) return undefined
  const made = new KernelInstances(module, wanted.name)
  known.set(module, made)
  return made
}
