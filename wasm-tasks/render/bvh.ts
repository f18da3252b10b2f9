/** Four-wide bounding volume tree over triangles, in the bytes the kernel reads in place. */

const NODE_BYTES = 112
const BLOCK_BYTES = 160
const BINS = 12
/** Below this depth halves are equal, so no tree outgrows the kernel's stack. */
const EVEN_DEPTH = 40
const FAR = 1e30

/** Growing node and block arrays shared by all the trees of a scene. */
export interface Forest {
  nodes: Float32Array<ArrayBuffer>
  nodeCount: number
  blocks: Float32Array<ArrayBuffer>
  blockCount: number
}

/** An empty forest with room for `triangles` in all. */
export function createForest(triangles: number): Forest {
  return {
    nodes: new Float32Array(((triangles + 64) * NODE_BYTES) / 4),
    nodeCount: 0,
    blocks: new Float32Array(((triangles + 64) * BLOCK_BYTES) / 4),
    blockCount: 0,
  }
}

/** The used part of the forest. */
export function forestBytes(forest: Forest) {
  return {
    nodes: new Uint8Array(forest.nodes.buffer, 0, forest.nodeCount * NODE_BYTES),
    blocks: new Uint8Array(forest.blocks.buffer, 0, forest.blockCount * BLOCK_BYTES),
  }
}

/**
 * Adds a tree over `corners` (nine numbers a triangle), whose triangles are numbered from `first`.
 * Returns the root as the kernel names children: ≥ 0 a node, else the complement of a block.
 */
export function growTree(forest: Forest, corners: Float32Array, first: number): number {
  const count = corners.length / 9
  const boxes = new Float32Array(count * 6)
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    order[i] = i
    for (let axis = 0; axis < 3; axis++) {
      const a = corners[i * 9 + axis] as number
      const b = corners[i * 9 + 3 + axis] as number
      const c = corners[i * 9 + 6 + axis] as number
      boxes[i * 6 + axis] = Math.min(a, b, c)
      boxes[i * 6 + 3 + axis] = Math.max(a, b, c)
    }
  }
  return grow(0, count, 0)

  function grow(from: number, to: number, depth: number): number {
    if (to - from <= 4) return ~writeBlock(from, to)
    const parts: [number, number][] = [[from, to]]
    while (parts.length < 4) {
      const widest = parts.reduce((best, [a, b], i) => {
        const [ba, bb] = parts[best] as [number, number]
        return b - a > bb - ba ? i : best
      }, 0)
      const [a, b] = parts[widest] as [number, number]
      if (b - a <= 4) break
      const middle = split(a, b, depth)
      parts.splice(widest, 1, [a, middle], [middle, b])
    }
    const node = forest.nodeCount++
    const at = (node * NODE_BYTES) / 4
    const children = new Int32Array(forest.nodes.buffer, node * NODE_BYTES + 96, 4)
    for (let lane = 0; lane < 4; lane++) {
      const part = parts[lane]
      const box = part ? boundsOf(part[0], part[1]) : [FAR, FAR, FAR, FAR, FAR, FAR]
      for (let axis = 0; axis < 3; axis++) {
        forest.nodes[at + axis * 8 + lane] = box[axis] as number
        forest.nodes[at + axis * 8 + 4 + lane] = box[axis + 3] as number
      }
      children[lane] = part ? grow(part[0], part[1], depth + 2) : -1
    }
    return node
  }

  function boundsOf(from: number, to: number): number[] {
    const box = [FAR, FAR, FAR, -FAR, -FAR, -FAR]
    for (let i = from; i < to; i++) addBox(box, order[i] as number)
    return box
  }

  function addBox(box: number[], triangle: number) {
    for (let axis = 0; axis < 3; axis++) {
      box[axis] = Math.min(box[axis] as number, boxes[triangle * 6 + axis] as number)
      box[axis + 3] = Math.max(box[axis + 3] as number, boxes[triangle * 6 + 3 + axis] as number)
    }
  }

  function centre(triangle: number, axis: number) {
    return (boxes[triangle * 6 + axis] as number) + (boxes[triangle * 6 + 3 + axis] as number)
  }

  /** Partitions [from, to) in place by the cheapest of the binned planes and gives the border. */
  function split(from: number, to: number, depth: number): number {
    let best = { cost: Number.POSITIVE_INFINITY, axis: -1, plane: 0, low: 0, size: 0 }
    for (let axis = 0; axis < 3; axis++) {
      let low = FAR * 2
      let high = -FAR * 2
      for (let i = from; i < to; i++) {
        const c = centre(order[i] as number, axis)
        low = Math.min(low, c)
        high = Math.max(high, c)
      }
      const size = high - low
      if (!(size > 0)) continue
      const bins = Array.from({ length: BINS }, () => ({
        count: 0,
        box: [FAR, FAR, FAR, -FAR, -FAR, -FAR],
      }))
      for (let i = from; i < to; i++) {
        const triangle = order[i] as number
        const bin = bins[binOf(centre(triangle, axis), low, size)]
        if (!bin) continue
        bin.count++
        addBox(bin.box, triangle)
      }
      for (let plane = 1; plane < BINS; plane++) {
        const cost = costOf(bins.slice(0, plane)) + costOf(bins.slice(plane))
        if (cost < best.cost) best = { cost, axis, plane, low, size }
      }
    }
    const middle = (from + to) >> 1
    if (best.axis < 0 || depth > EVEN_DEPTH) return middle
    let border = from
    for (let i = from; i < to; i++) {
      const triangle = order[i] as number
      if (binOf(centre(triangle, best.axis), best.low, best.size) >= best.plane) continue
      order[i] = order[border] as number
      order[border++] = triangle
    }
    return border > from && border < to ? border : middle
  }

  function writeBlock(from: number, to: number): number {
    const block = forest.blockCount++
    const at = (block * BLOCK_BYTES) / 4
    const ids = new Uint32Array(forest.blocks.buffer, block * BLOCK_BYTES + 144, 4)
    for (let lane = 0; from + lane < to; lane++) {
      const triangle = order[from + lane] as number
      for (let axis = 0; axis < 3; axis++) {
        const a = corners[triangle * 9 + axis] as number
        forest.blocks[at + axis * 4 + lane] = a
        forest.blocks[at + 12 + axis * 4 + lane] = (corners[triangle * 9 + 3 + axis] as number) - a
        forest.blocks[at + 24 + axis * 4 + lane] = (corners[triangle * 9 + 6 + axis] as number) - a
      }
      ids[lane] = first + triangle
    }
    return block
  }
}

function binOf(value: number, low: number, size: number) {
  return Math.min(BINS - 1, Math.floor(((value - low) / size) * BINS))
}

function costOf(bins: { count: number; box: number[] }[]) {
  let count = 0
  const box = [FAR, FAR, FAR, -FAR, -FAR, -FAR]
  for (const bin of bins) {
    count += bin.count
    for (let axis = 0; axis < 3; axis++) {
      box[axis] = Math.min(box[axis] as number, bin.box[axis] as number)
      box[axis + 3] = Math.max(box[axis + 3] as number, bin.box[axis + 3] as number)
    }
  }
  if (count === 0) return Number.POSITIVE_INFINITY
  const [x0, y0, z0, x1, y1, z1] = box as [number, number, number, number, number, number]
  const x = x1 - x0
  const y = y1 - y0
  const z = z1 - z0
  return count * (x * y + y * z + z * x)
}
