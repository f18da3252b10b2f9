import { GrowableBytes } from './bytes.ts'
import type { VirtualClock } from './clock.ts'
import { ENTRY_BYTES, type Storage } from './storage.ts'

/** File types as they appear in `fdstat`, `filestat` and `dirent`. */
export const fileTypes = { unknown: 0, directory: 3, regularFile: 4, symbolicLink: 7 } as const

/** What all nodes of one program share. */
export interface Volume {
  readonly storage: Storage
  readonly clock: VirtualClock
}

/** Anything with an inode number. It lives while a name or a descriptor leads to it. */
abstract class BaseNode {
  abstract readonly fileType: number
  readonly volume: Volume
  readonly inode: bigint
  atimNs: bigint
  mtimNs: bigint
  ctimNs: bigint
  #names = 0
  #descriptors = 0

  constructor(volume: Volume) {
    this.volume = volume
    this.inode = volume.storage.nextInode()
    this.atimNs = volume.clock.nowNs
    this.mtimNs = volume.clock.nowNs
    this.ctimNs = volume.clock.nowNs
  }

  /** In bytes, as `filestat` tells it. */
  abstract get size(): number

  get names(): number {
    return this.#names
  }

  get linkCount(): number {
    return this.#names
  }

  accessed(): void {
    this.atimNs = this.volume.clock.nowNs
  }

  /** Contents changed. */
  modified(): void {
    this.mtimNs = this.volume.clock.nowNs
    this.ctimNs = this.volume.clock.nowNs
  }

  /** Anything else about it changed. */
  changed(): void {
    this.ctimNs = this.volume.clock.nowNs
  }

  named(): void {
    this.#names += 1
    this.changed()
  }

  unnamed(): void {
    this.#names -= 1
    this.changed()
    this.releaseWhenForgotten()
  }

  opened(): void {
    this.#descriptors += 1
  }

  closed(): void {
    this.#descriptors -= 1
    this.releaseWhenForgotten()
  }

  releaseWhenForgotten(): void {
    if (this.#names === 0 && this.#descriptors === 0) this.release()
  }

  /** Gives back the storage it took. */
  protected abstract release(): void
}

/** A regular file. */
export class FileNode extends BaseNode {
  readonly fileType = fileTypes.regularFile
  readonly #bytes: GrowableBytes

  constructor(volume: Volume, bytes?: Uint8Array) {
    super(volume)
    this.#bytes = new GrowableBytes(bytes, volume.storage)
  }

  get size(): number {
    return this.#bytes.length
  }

  /** What lies there, valid until the next write. */
  view(from = 0, to = this.size): Uint8Array {
    return this.#bytes.view(from, to)
  }

  /** How many bytes the next write copies first. */
  get uncopied(): number {
    return this.#bytes.uncopied
  }

  /** @throws {WasiError} `nospc`, before anything is allocated, as `write` does. */
  resize(size: number): void {
    this.#bytes.resize(size)
    this.modified()
  }

  write(at: number, bytes: Uint8Array): void {
    this.#bytes.write(at, bytes)
    this.modified()
  }

  protected release(): void {
    this.#bytes.resize(0)
  }
}

/** stdout or stderr: a pipe that is only written to. */
export class StreamNode extends BaseNode {
  readonly fileType = fileTypes.unknown
  readonly size = 0
  readonly #bytes = new GrowableBytes()
  readonly #onPrint: (bytes: Uint8Array) => void

  /** @param onPrint sees what is printed before it counts, and throws when it is too much. */
  constructor(volume: Volume, onPrint: (bytes: Uint8Array) => void) {
    super(volume)
    this.#onPrint = onPrint
    this.named()
  }

  print(bytes: Uint8Array): void {
    this.#onPrint(bytes)
    this.#bytes.append(bytes)
    this.modified()
  }

  /** All that was printed so far. */
  view(): Uint8Array {
    return this.#bytes.view()
  }

  protected release(): void {}
}

export class SymlinkNode extends BaseNode {
  readonly fileType = fileTypes.symbolicLink
  readonly target: string
  readonly size: number

  constructor(volume: Volume, target: string) {
    super(volume)
    this.target = target
    this.size = new TextEncoder().encode(target).byteLength
    volume.storage.take(this.size)
  }

  protected release(): void {
    this.volume.storage.give(this.size)
  }
}

export class DirectoryNode extends BaseNode {
  readonly fileType = fileTypes.directory
  readonly size = 0
  /** The one above; itself where it is a root. */
  parent: DirectoryNode
  readonly #children = new Map<string, Node>()
  #directories = 0

  constructor(volume: Volume) {
    super(volume)
    this.parent = this
  }

  /** A directory that no other holds. */
  static root(volume: Volume): DirectoryNode {
    const root = new DirectoryNode(volume)
    root.named()
    return root
  }

  /** Nothing leads to it any more, so nothing can be put into it. */
  get isRemoved(): boolean {
    return this.names === 0
  }

  /** Two for itself and its `.`, one for every `..` that leads to it. */
  override get linkCount(): number {
    return this.isRemoved ? 0 : 2 + this.#directories
  }

  get isEmpty(): boolean {
    return this.#children.size === 0
  }

  get childCount(): number {
    return this.#children.size
  }

  child(name: string): Node | undefined {
    return this.#children.get(name)
  }

  /** Names in order, the same on every host. */
  sortedNames(): string[] {
    return [...this.#children.keys()].sort()
  }

  /** Whether `directory` is this one or below it. `step` is called for each one looked at. */
  contains(directory: DirectoryNode, step: () => void): boolean {
    let at = directory
    while (at !== this && at !== at.parent) {
      step()
      at = at.parent
    }
    return at === this
  }

  /** Puts a node under a free name. @throws {WasiError} `nospc`; a new node is then given up. */
  add(name: string, node: Node): void {
    try {
      this.volume.storage.take(ENTRY_BYTES + name.length)
    } catch (error) {
      node.releaseWhenForgotten()
      throw error
    }
    this.#children.set(name, node)
    if (node instanceof DirectoryNode) {
      node.parent = this
      this.#directories += 1
    }
    node.named()
    this.modified()
  }

  remove(name: string): void {
    const node = this.#children.get(name)
    if (!node) return
    this.#children.delete(name)
    this.volume.storage.give(ENTRY_BYTES + name.length)
    if (node instanceof DirectoryNode) this.#directories -= 1
    node.unnamed()
    this.modified()
  }

  protected release(): void {}
}

export type Node = FileNode | SymlinkNode | DirectoryNode
