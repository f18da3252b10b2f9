/** The error numbers of WASI preview 1 that this host gives, by their names in the specification. */
export const errno = {
  success: 0,
  badf: 8,
  busy: 10,
  exist: 20,
  fault: 21,
  fbig: 22,
  ilseq: 25,
  inval: 28,
  isdir: 31,
  loop: 32,
  mfile: 33,
  nametoolong: 37,
  noent: 44,
  nospc: 51,
  notdir: 54,
  notempty: 55,
  notsock: 57,
  perm: 63,
  spipe: 70,
  notcapable: 76,
} as const
export type ErrnoName = keyof typeof errno

/** Ends a host function with an error number, which is the function's result in the program. */
export class WasiError extends Error {
  readonly errno: number
  constructor(name: ErrnoName) {
    super(name)
    this.errno = errno[name]
  }
}

/** Fails with `name` unless the condition holds. */
export function require(condition: boolean, name: ErrnoName): asserts condition {
  if (!condition) throw new WasiError(name)
}
