import { require, WasiError } from './errno.ts'
import { DirectoryNode, FileNode, type Node, type StreamNode } from './nodes.ts'
import { type Right, rights } from './rights.ts'
import { LISTED_BYTES } from './storage.ts'

/** Descriptors that may be open at once. */
const MAX_OPEN = 1_024
const WORD_BITS = 32
const ALL_TAKEN = 0xffff_ffff

/** Bits of `fdflags`. */
export const fdFlags = { append: 1, dsync: 2, nonblock: 4, rsync: 8, sync: 16 } as const
export const ALL_FD_FLAGS = 31

/** An open descriptor: a node, a position in it, and what may be done with it. */
export class Descriptor<N extends Node | StreamNode = Node | StreamNode> {
  readonly node: N
  base: bigint
  inheriting: bigint
  flags: number
  /** The name a preopened directory goes by. */
  readonly preopen: string | undefined
  /** From the start of a file, in bytes. */
  position = 0n
  #listing: readonly string[] | undefined

  constructor(
    node: N,
    grant: {
      readonly base: bigint
      readonly inheriting?: bigint
      readonly flags?: number
      readonly preopen?: string
    },
  ) {
    this.node = node
    this.base = grant.base
    this.inheriting = grant.inheriting ?? 0n
    this.flags = grant.flags ?? 0
    this.preopen = grant.preopen
    node.opened()
  }

  has(right: Right): boolean {
    return (this.base & rights(right)) !== 0n
  }

  need(...wanted: readonly Right[]): void {
    for (const right of wanted) require(this.has(right), 'notcapable')
  }

  isDirectory(): this is Descriptor<DirectoryNode> {
    return this.node instanceof DirectoryNode
  }

  isFile(): this is Descriptor<FileNode> {
    return this.node instanceof FileNode
  }

  /**
   * The names in a directory as they were when its listing last began, so that a program may add
   * and remove files while it lists them. `step` is called for each name looked up.
   */
  listing(directory: DirectoryNode, fromStart: boolean, step: () => void): readonly string[] {
    if (fromStart || this.#listing === undefined) {
      this.#forgetListing()
      for (let left = directory.childCount; left > 0; left--) step()
      directory.volume.storage.take(directory.childCount * LISTED_BYTES)
      this.#listing = directory.sortedNames()
    }
    return this.#listing
  }

  #forgetListing(): void {
    this.node.volume.storage.give((this.#listing?.length ?? 0) * LISTED_BYTES)
    this.#listing = undefined
  }

  close(): void {
    this.#forgetListing()
    this.node.closed()
  }
}

/** A program's open descriptors by number. */
export class DescriptorTable {
  readonly #open = new Map<number, Descriptor>()
  /** A bit for each number taken: the lowest free one is found without trying them all. */
  readonly #taken = new Uint32Array(MAX_OPEN / WORD_BITS)

  #mark(fd: number, isTaken: boolean): void {
    const word = Math.floor(fd / WORD_BITS)
    const bit = 1 << (fd % WORD_BITS)
    const bits = this.#taken[word] ?? 0
    this.#taken[word] = isTaken ? bits | bit : bits & ~bit
  }

  /** Takes the lowest free number. */
  add(descriptor: Descriptor): number {
    const word = this.#taken.findIndex((bits) => bits !== ALL_TAKEN)
    const free = ~(this.#taken[word] ?? 0)
    const fd = word * WORD_BITS + Math.clz32(1) - Math.clz32(free & -free)
    this.#mark(fd, true)
    this.#open.set(fd, descriptor)
    return fd
  }

  /** Whether one more may be opened, to be asked before anything is created for it. */
  requireRoom(): void {
    require(this.#open.size < MAX_OPEN, 'mfile')
  }

  get(fd: number): Descriptor {
    const found = this.#open.get(fd)
    if (!found) throw new WasiError('badf')
    return found
  }

  /** A directory to start a path from, with the rights that the call needs. */
  directory(fd: number, ...needed: readonly Right[]): Descriptor<DirectoryNode> {
    const found = this.get(fd)
    if (!found.isDirectory()) throw new WasiError('notdir')
    found.need(...needed)
    return found
  }

  close(fd: number): void {
    this.get(fd).close()
    this.#open.delete(fd)
    this.#mark(fd, false)
  }

  /** Moves a descriptor onto another, which is closed. */
  renumber(from: number, to: number): void {
    const moved = this.get(from)
    this.get(to)
    if (from === to) return
    this.close(to)
    this.#open.delete(from)
    this.#mark(from, false)
    this.#open.set(to, moved)
    this.#mark(to, true)
  }
}
