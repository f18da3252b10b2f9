/**
 * Byte strings one after another in one. On the way to another thread each of them would cost as
 * much as thousands of bytes do.
 */
export interface JoinedBytes {
  readonly bytes: Uint8Array
  /** Where each of them ends. */
  readonly ends: Uint32Array
}

/** Joins them; `splitBytes` is the way back. Together they have less than 4 GiB. */
export function joinBytes(list: readonly Uint8Array[]): JoinedBytes {
  const ends = new Uint32Array(list.length)
  let end = 0
  list.forEach(({ byteLength }, at) => {
    end += byteLength
    ends[at] = end
  })
  const bytes = new Uint8Array(end)
  list.forEach((part, at) => {
    bytes.set(part, (ends[at] as number) - part.byteLength)
  })
  return { bytes, ends }
}

/** Each with bytes of its own. */
export function splitBytes({ bytes, ends }: JoinedBytes): Array<Uint8Array<ArrayBuffer>> {
  return Array.from(ends, (end, at) => bytes.slice(ends[at - 1] ?? 0, end))
}

/** Whether `ends` are those of byte strings that make up all of `bytes`: to be asked of a stranger's. */
export function areJoined({ bytes, ends }: JoinedBytes): boolean {
  let last = 0
  for (const end of ends) {
    if (end < last) return false
    last = end
  }
  return last === bytes.byteLength
}
