/** 4 × 4 matrices, column-major as glTF has them. */
export type Matrix = readonly number[]

export function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 16 }, (_, i) => {
    const row = i % 4
    const column = i - row
    let sum = 0
    for (let k = 0; k < 4; k++) sum += (a[k * 4 + row] as number) * (b[column + k] as number)
    return sum
  })
}

export function compose(t: readonly number[], r: readonly number[], s: readonly number[]): Matrix {
  const [x, y, z, w] = r as [number, number, number, number]
  const [sx, sy, sz] = s as [number, number, number]
  const [tx, ty, tz] = t as [number, number, number]
  return [
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y + z * w) * sx,
    2 * (x * z - y * w) * sx,
    0,
    2 * (x * y - z * w) * sy,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z + x * w) * sy,
    0,
    2 * (x * z + y * w) * sz,
    2 * (y * z - x * w) * sz,
    (1 - 2 * (x * x + y * y)) * sz,
    0,
    tx,
    ty,
    tz,
    1,
  ]
}

/** Rows of the upper 3 × 4, as the kernel reads them. */
export function rows(m: Matrix): number[] {
  return [0, 1, 2].flatMap((r) => [0, 4, 8, 12].map((c) => m[c + r] as number))
}

export function transform(m: Matrix, p: readonly number[], w: 0 | 1): [number, number, number] {
  const at = (r: number) =>
    (m[r] as number) * (p[0] as number) +
    (m[4 + r] as number) * (p[1] as number) +
    (m[8 + r] as number) * (p[2] as number) +
    (m[12 + r] as number) * w
  return [at(0), at(1), at(2)]
}
