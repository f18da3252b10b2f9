/** Makes `sample.glb`, the scene a newcomer sees first. Our own geometry, CC0. */
import { writeFile } from 'node:fs/promises'
import { Document, type Material, type Mesh, type Node, WebIO } from '@gltf-transform/core'
import { KHRMaterialsEmissiveStrength } from '@gltf-transform/extensions'
import { encode } from 'fast-png'

const document = new Document()
const buffer = document.createBuffer()
const scene = document.createScene('still life')
const glow = document.createExtension(KHRMaterialsEmissiveStrength)
const SECONDS = 4
const KEYS = 48

type Colour = [number, number, number]
function material(name: string, colour: Colour, metallic: number, roughness: number): Material {
  return document
    .createMaterial(name)
    .setBaseColorFactor([...colour, 1])
    .setMetallicFactor(metallic)
    .setRoughnessFactor(roughness)
}
function lamp(name: string, colour: Colour, strength: number): Material {
  return material(name, [0, 0, 0], 0, 1)
    .setEmissiveFactor(colour)
    .setExtension(
      'KHR_materials_emissive_strength',
      glow.createEmissiveStrength().setEmissiveStrength(strength),
    )
}

/** A grid of points by (u, v) in [0, 1]², with normals from neighbouring points. */
function surface(
  name: string,
  columns: number,
  rows: number,
  look: Material,
  point: (u: number, v: number) => Colour,
): Mesh {
  const positions: number[] = []
  const normals: number[] = []
  const uvs: number[] = []
  const indexes: number[] = []
  const e = 1e-3
  for (let r = 0; r <= rows; r++) {
    for (let c = 0; c <= columns; c++) {
      const [u, v] = [c / columns, r / rows]
      const vIn = Math.min(1 - 2 * e, Math.max(2 * e, v))
      const [a, b] = [point(u - e, vIn), point(u + e, vIn)]
      const [p, q] = [point(u, vIn - e), point(u, vIn + e)]
      const du = a.map((x, i) => (b[i] ?? 0) - x) as Colour
      const dv = p.map((x, i) => (q[i] ?? 0) - x) as Colour
      const n = [
        dv[1] * du[2] - dv[2] * du[1],
        dv[2] * du[0] - dv[0] * du[2],
        dv[0] * du[1] - dv[1] * du[0],
      ]
      const length = Math.hypot(...n) || 1
      positions.push(...point(u, v))
      normals.push(...n.map((x) => x / length))
      uvs.push(u, v)
      if (r < rows && c < columns) {
        const at = r * (columns + 1) + c
        indexes.push(at, at + columns + 1, at + 1, at + 1, at + columns + 1, at + columns + 2)
      }
    }
  }
  const accessor = (
    type: 'VEC3' | 'VEC2' | 'SCALAR',
    array: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  ) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer)
  return document.createMesh(name).addPrimitive(
    document
      .createPrimitive()
      .setAttribute('POSITION', accessor('VEC3', new Float32Array(positions)))
      .setAttribute('NORMAL', accessor('VEC3', new Float32Array(normals)))
      .setAttribute('TEXCOORD_0', accessor('VEC2', new Float32Array(uvs)))
      .setIndices(accessor('SCALAR', new Uint32Array(indexes)))
      .setMaterial(look),
  )
}
const turn = 2 * Math.PI
const sphere = (name: string, radius: number, look: Material) =>
  surface(name, 64, 32, look, (u, v) => [
    radius * Math.sin(Math.PI * v) * Math.cos(turn * u),
    radius * Math.cos(Math.PI * v),
    radius * Math.sin(Math.PI * v) * Math.sin(turn * u),
  ])
const torus = (name: string, radius: number, tube: number, look: Material) =>
  surface(name, 128, 24, look, (u, v) => [
    (radius + tube * Math.cos(turn * v)) * Math.cos(turn * u),
    (radius + tube * Math.cos(turn * v)) * Math.sin(turn * u),
    tube * Math.sin(turn * v),
  ])
const quad = (name: string, width: number, depth: number, look: Material) =>
  surface(name, 1, 1, look, (u, v) => [(u - 0.5) * width, 0, (v - 0.5) * depth])

function place(mesh: Mesh, at: Colour, parent?: Node): Node {
  const node = document.createNode(mesh.getName()).setMesh(mesh).setTranslation(at)
  if (parent) parent.addChild(node)
  else scene.addChild(node)
  return node
}
const animation = document.createAnimation('loop')
function animate(node: Node, path: 'rotation' | 'translation', value: (turns: number) => number[]) {
  const times = Float32Array.from({ length: KEYS + 1 }, (_, i) => (SECONDS * i) / KEYS)
  const values = Float32Array.from(Array.from(times).flatMap((t) => value(t / SECONDS)))
  const sampler = document
    .createAnimationSampler()
    .setInput(document.createAccessor().setType('SCALAR').setArray(times).setBuffer(buffer))
    .setOutput(
      document
        .createAccessor()
        .setType(path === 'rotation' ? 'VEC4' : 'VEC3')
        .setArray(values)
        .setBuffer(buffer),
    )
  animation
    .addSampler(sampler)
    .addChannel(
      document.createAnimationChannel().setTargetNode(node).setTargetPath(path).setSampler(sampler),
    )
}
const spin = (axis: Colour, turns: number) => (t: number) => {
  const half = Math.PI * t * turns
  return [...axis.map((v) => v * Math.sin(half)), Math.cos(half)]
}

const TILE = 128
const pattern = new Uint8Array(TILE * TILE * 3)
for (let y = 0; y < TILE; y++)
  for (let x = 0; x < TILE; x++) {
    const seam = x % 64 < 2 || y % 64 < 2
    const grain = 5 * Math.sin(x * 0.7 + 3 * Math.sin(y * 0.11))
    pattern.set(seam ? [60, 58, 62] : [118 + grain, 112 + grain, 108 + grain], (y * TILE + x) * 3)
  }
const stone = material('stone', [1, 1, 1], 0, 0.35).setBaseColorTexture(
  document
    .createTexture('stone')
    .setMimeType('image/png')
    .setImage(encode({ width: TILE, height: TILE, data: pattern, channels: 3 })),
)
const ground = surface('ground', 1, 1, stone, (u, v) => [(u - 0.5) * 40, 0, (v - 0.5) * 40])
const uv = ground.listPrimitives()[0]?.getAttribute('TEXCOORD_0')
uv?.setArray(Float32Array.from(uv.getArray() ?? [], (v) => v * 16))
place(ground, [0, 0, 0])

const gold = material('gold', [1, 0.72, 0.3], 1, 0.16)
const copper = material('copper', [0.95, 0.5, 0.36], 1, 0.32)
const chrome = material('chrome', [0.92, 0.93, 0.95], 1, 0.04)
const centre: Colour = [0, 1.62, 0]
const core = document.createNode('gyroscope').setTranslation(centre)
scene.addChild(core)
place(sphere('heart', 0.34, lamp('heart', [1, 0.55, 0.2], 9)), [0, 0, 0], core)
for (const [i, [radius, look]] of (
  [
    [1.25, gold],
    [0.98, copper],
    [0.72, chrome],
  ] as [number, Material][]
).entries()) {
  const ring = place(torus(`ring ${i}`, radius, 0.065, look), [0, 0, 0], core)
  animate(
    ring,
    'rotation',
    spin(
      [
        [0, 1, 0],
        [1, 0, 0],
        [0.6, 0.8, 0],
      ][i] as Colour,
      i === 1 ? -1 : 1,
    ),
  )
}
place(
  surface('plinth', 96, 24, material('plinth', [0.06, 0.07, 0.09], 0, 0.22), (u, v) => {
    const radius = 0.85 * Math.sin((Math.min(1, v * 1.6) * Math.PI) / 2) * (v > 0.99 ? 1 : 1)
    return [
      radius * Math.cos(turn * u),
      0.24 * (1 - Math.max(0, (v - 0.6) / 0.4)),
      radius * Math.sin(turn * u),
    ]
  }),
  [0, 0, 0],
)
const marbles: [Colour, Material, number][] = [
  [[-2.1, 0.5, 0.5], material('teal', [0.02, 0.36, 0.4], 0, 0.12), 0.5],
  [[2.05, 0.42, 0.7], material('coral', [0.85, 0.16, 0.1], 0, 0.3), 0.42],
  [[-1.35, 0.27, 1.55], chrome, 0.27],
  [[1.2, 0.3, 1.6], gold, 0.3],
  [[2.5, 0.8, -1.6], material('cream', [0.82, 0.74, 0.6], 0, 0.6), 0.8],
  [[-2.7, 0.7, -1.5], copper, 0.7],
]
for (const [i, [at, look, radius]] of marbles.entries()) {
  const marble = place(sphere(`marble ${i}`, radius, look), at)
  if (i < 4)
    animate(marble, 'translation', (t) => [
      at[0],
      at[1] + 0.4 * Math.sin(Math.PI * ((t + i / 4) % 1)) ** 2,
      at[2],
    ])
}
place(quad('softbox', 3, 3, lamp('softbox', [1, 0.95, 0.88], 7)), [-3.5, 5.5, 2.5])
place(quad('rim light', 4, 1.2, lamp('rim', [0.5, 0.7, 1], 6)), [3.5, 4.8, -3])

const tilt = -0.2
scene.addChild(
  document
    .createNode('camera')
    .setTranslation([0, 2.75, 6.6])
    .setRotation([Math.sin(tilt / 2), 0, 0, Math.cos(tilt / 2)])
    .setCamera(document.createCamera().setType('perspective').setYFov(0.62).setZNear(0.1)),
)

await writeFile(
  new URL('sample.glb', import.meta.url),
  await new WebIO().registerExtensions([KHRMaterialsEmissiveStrength]).writeBinary(document),
)
