/** How many more values than before stand on the operand stack after each plain instruction. */

/** [last opcode of a run, change]: runs in order, each from where the one before ends. */
type Runs = ReadonlyArray<readonly [last: number, change: number]>

const plain: Runs = [
  [0x19, 0],
  [0x1a, -1], // drop
  [0x1c, -2], // select
  [0x1f, 0],
  [0x20, 1], // local.get
  [0x21, -1],
  [0x22, 0],
  [0x23, 1], // global.get
  [0x24, -1],
  [0x25, 0], // table.get
  [0x26, -2],
  [0x35, 0], // loads
  [0x3e, -2], // stores
  [0x3f, 1], // memory.size
  [0x40, 0],
  [0x44, 1], // constants
  [0x45, 0], // i32.eqz
  [0x4f, -1],
  [0x50, 0], // i64.eqz
  [0x66, -1],
  [0x69, 0], // i32.clz, ctz, popcnt
  [0x78, -1],
  [0x7b, 0],
  [0x8a, -1],
  [0x91, 0], // f32.abs … sqrt
  [0x98, -1],
  [0x9f, 0],
  [0xa6, -1],
  [0xc4, 0], // conversions, sign extension
  [0xcf, 0],
  [0xd0, 1], // ref.null
  [0xd1, 0],
  [0xd2, 1], // ref.func
]

const prefixed: Runs = [
  [7, 0], // saturating truncation
  [8, -3], // memory.init
  [9, 0],
  [12, -3],
  [13, 0],
  [14, -3],
  [15, -1], // table.grow
  [16, 1],
  [17, -3],
]

const vector: Runs = [
  [10, 0], // loads
  [11, -2],
  [12, 1], // constant
  [14, -1], // shuffle, swizzle
  [22, 0], // splats, lanes
  [23, -1],
  [25, 0],
  [26, -1],
  [27, 0],
  [28, -1],
  [29, 0],
  [30, -1],
  [31, 0],
  [32, -1],
  [33, 0],
  [34, -1],
  [76, -1], // comparisons
  [77, 0], // not
  [81, -1],
  [82, -2], // bitselect
  [83, 0],
  [87, -1], // load lane
  [91, -2], // store lane
  [100, 0],
  [102, -1],
  [106, 0],
  [115, -1],
  [117, 0],
  [121, -1],
  [122, 0],
  [123, -1],
  [129, 0],
  [130, -1],
  [132, 0],
  [134, -1],
  [138, 0],
  [147, -1],
  [148, 0],
  [159, -1],
  [161, 0],
  [162, -1],
  [164, 0],
  [166, -1],
  [170, 0],
  [191, -1],
  [193, 0],
  [194, -1],
  [196, 0],
  [198, -1],
  [202, 0],
  [223, -1],
  [225, 0], // f32x4.abs, neg
  [226, -1],
  [227, 0], // f32x4.sqrt
  [235, -1],
  [237, 0],
  [238, -1],
  [239, 0],
  [247, -1],
  [255, 0], // conversions
]

function spread(runs: Runs): Int8Array {
  const table = new Int8Array(256)
  let first = 0
  for (const [last, change] of runs) {
    table.fill(change, first, last + 1)
    first = last + 1
  }
  return table
}

const tables = { plain: spread(plain), prefixed: spread(prefixed), vector: spread(vector) }

/** For an instruction that the gate has accepted; calls and control flow are not plain. */
export function stackChange(kind: keyof typeof tables, code: number): number {
  return tables[kind][code] ?? 0
}
