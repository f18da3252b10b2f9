import type { Document, Node } from '@gltf-transform/core'
import { compose, type Matrix, multiply } from './matrix.ts'

type Pose = Partial<Record<'translation' | 'rotation' | 'scale', number[]>>

/** Nodes that move over time, and where every node is at a moment. */
export function readAnimation(document: Document) {
  const channels = document
    .getRoot()
    .listAnimations()
    .flatMap((a) => a.listChannels())
  const moving = new Set<Node>()
  let seconds = 0
  for (const channel of channels) {
    const node = channel.getTargetNode()
    const times = channel.getSampler()?.getInput()?.getArray()
    if (!node || !times || channel.getTargetPath() === 'weights') continue
    moving.add(node)
    seconds = Math.max(seconds, times[times.length - 1] ?? 0)
  }
  /** World matrices at `time` seconds, computed once per node. */
  function poseAt(time: number): (node: Node) => Matrix {
    const poses = new Map<Node, Pose>()
    for (const channel of channels) {
      const node = channel.getTargetNode()
      const path = channel.getTargetPath()
      const sampler = channel.getSampler()
      const times = sampler?.getInput()?.getArray()
      const output = sampler?.getOutput()
      if (!node || !path || path === 'weights' || !times?.length || !output) continue
      let i = 0
      while (i + 2 < times.length && (times[i + 1] as number) <= time) i++
      const next = Math.min(i + 1, times.length - 1)
      const span = (times[next] as number) - (times[i] as number)
      const u = span > 0 ? Math.min(1, Math.max(0, (time - (times[i] as number)) / span)) : 0
      const cubic = sampler?.getInterpolation() === 'CUBICSPLINE'
      const key = (k: number, part: number): number[] =>
        output.getElement(cubic ? k * 3 + part : k, [])
      const a = key(i, 1)
      const b = key(next, 1)
      let value: number[]
      if (cubic) {
        const out = key(i, 2)
        const into = key(next, 0)
        const [u2, u3] = [u * u, u * u * u]
        value = a.map(
          (v, c) =>
            (2 * u3 - 3 * u2 + 1) * v +
            (u3 - 2 * u2 + u) * span * (out[c] as number) +
            (3 * u2 - 2 * u3) * (b[c] as number) +
            (u3 - u2) * span * (into[c] as number),
        )
      } else if (sampler?.getInterpolation() === 'STEP') value = u >= 1 ? b : a
      else {
        const turned = path === 'rotation' && a.reduce((d, v, c) => d + v * (b[c] as number), 0) < 0
        value = a.map((v, c) => v * (1 - u) + (turned ? -1 : 1) * (b[c] as number) * u)
      }
      if (path === 'rotation') {
        const length = Math.hypot(...value) || 1
        value = value.map((v) => v / length)
      }
      poses.set(node, { ...poses.get(node), [path]: value })
    }
    const known = new Map<Node, Matrix>()
    const world = (node: Node): Matrix => {
      const done = known.get(node)
      if (done) return done
      const pose = poses.get(node)
      const local = compose(
        pose?.translation ?? node.getTranslation(),
        pose?.rotation ?? node.getRotation(),
        pose?.scale ?? node.getScale(),
      )
      const parent = node.getParentNode()
      const matrix = parent ? multiply(world(parent), local) : local
      known.set(node, matrix)
      return matrix
    }
    return world
  }
  return { moving: moving as ReadonlySet<Node>, seconds, poseAt }
}
