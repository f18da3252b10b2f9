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

/** Each as a view. */
export function splitBytes({ bytes, ends }: JoinedBytes): Uint8Array[] {
  const parts: Uint8Array[] = []
  let start = 0
  for (const end of ends) {
    parts.push(bytes.subarray(start, end))
    start = end
  }
  return parts
}

/** Those from `from` to before `to`, with bytes of their own unless they are all. */
export function sliceJoined(joined: JoinedBytes, from: number, to: number): JoinedBytes {
  const { bytes, ends } = joined
  if (from === 0 && to === ends.length) return joined
  const start = ends[from - 1] ?? 0
  return {
    bytes: bytes.slice(start, ends[to - 1] ?? start),
    ends: ends.slice(from, to).map((end) => end - start),
  }
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
