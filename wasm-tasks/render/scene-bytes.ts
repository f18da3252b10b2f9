import {
  type Document,
  type Node,
  Primitive,
  type Texture,
  type TextureInfo,
  WebIO,
} from '@gltf-transform/core'
import {
  type EmissiveStrength,
  KHRMaterialsEmissiveStrength,
  KHRMeshQuantization,
} from '@gltf-transform/extensions'
import { InputError } from '#protocol/errors.ts'
import { readAnimation } from './animate.ts'
import { createForest, forestBytes, growTree } from './bvh.ts'
import { decodeImage } from './decode-image.ts'
import { compose, type Matrix, multiply, rows, transform } from './matrix.ts'
import { RENDER_LIMITS } from './params.ts'

const IDENTITY: Matrix = compose([0, 0, 0], [0, 0, 0, 1], [1, 1, 1])
const HEADER_BYTES = 128
/** Zenith, horizon, ground, direction of the sun, sun's radiance, cosine of its radius. */
const SKY = [0.32, 0.42, 0.62, 0.8, 0.82, 0.86, 0.22, 0.2, 0.19, 0.45, 0.77, 0.45, 0, 0, 0, 0.999]

const refuse = (code: string, message: string, advice: string, cause?: unknown) =>
  new InputError(`scene-${code}`, message, advice, { cause })

async function readGlb(bytes: Uint8Array): Promise<Document> {
  if (bytes.length > RENDER_LIMITS.sceneBytes)
    throw refuse(
      'size',
      'The scene file is over 128 MiB.',
      'Use smaller textures or fewer triangles.',
    )
  if (
    bytes.length < 20 ||
    new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) !== 0x46546c67
  )
    throw refuse('format', 'This file is not a GLB.', 'Choose a binary glTF 2.0 file (.glb).')
  try {
    const io = new WebIO().registerExtensions([KHRMaterialsEmissiveStrength, KHRMeshQuantization])
    const { json } = await io.binaryToJSON(bytes)
    const known = ['KHR_materials_emissive_strength', 'KHR_mesh_quantization']
    const unknown = json.extensionsRequired?.filter((name) => !known.includes(name)) ?? []
    if (unknown.length > 0)
      throw refuse(
        'extension',
        `The scene needs ${unknown.join(', ')}, which this renderer cannot read.`,
        'Export the GLB without compression or special extensions.',
      )
    return await io.readBinary(bytes)
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    throw refuse(
      'corrupt',
      'The GLB is damaged and cannot be read.',
      'Export the file again.',
      cause,
    )
  }
}

/** Faces of one rigid body, in the space of its moving node (or the world). */
interface Body {
  readonly anchor: Node | null
  readonly corners: number[]
  readonly first: number
  count: number
}

/**
 * Reads a GLB and lays the scene out for the kernel (`kernel/scene.ts` reads this layout).
 * @throws {InputError} when the file cannot be rendered or is over `RENDER_LIMITS`.
 */
export async function encodeScene(
  glb: Uint8Array,
  frames: number,
  aspect: number,
): Promise<Uint8Array> {
  const document = await readGlb(glb)
  const root = document.getRoot()
  const scene = root.getDefaultScene() ?? root.listScenes()[0]
  const animation = readAnimation(document)
  const rest = animation.poseAt(0)
  const materials = root.listMaterials()
  const textures = root.listTextures()
  const vertices: number[] = []
  const triangles: number[] = []
  const faces: number[] = []
  const lights: number[] = []
  const bodies: Body[] = []
  const groups = new Map<Node | null, { node: Node; local: Matrix }[]>()
  let cameraNode: Node | null = null
  const visit = (node: Node, anchor: Node | null, local: Matrix) => {
    const own = compose(node.getTranslation(), node.getRotation(), node.getScale())
    const moves = animation.moving.has(node)
    const nextAnchor = moves ? node : anchor
    const nextLocal = moves ? IDENTITY : multiply(local, own)
    if (node.getCamera()?.getType() === 'perspective') cameraNode ??= node
    if (node.getMesh())
      groups.set(nextAnchor, [...(groups.get(nextAnchor) ?? []), { node, local: nextLocal }])
    for (const child of node.listChildren()) visit(child, nextAnchor, nextLocal)
  }
  for (const node of scene?.listChildren() ?? []) visit(node, null, IDENTITY)

  for (const [anchor, members] of groups) {
    const body: Body = { anchor, corners: [], first: triangles.length / 4, count: 0 }
    for (const { node, local } of members)
      for (const primitive of node.getMesh()?.listPrimitives() ?? [])
        addPrimitive(body, primitive, local)
    if (body.count > 0) bodies.push(body)
  }
  if (triangles.length === 0)
    throw refuse('empty', 'The scene has no triangles.', 'Choose a GLB with at least one mesh.')
  if (bodies.length > RENDER_LIMITS.bodies)
    throw refuse(
      'bodies',
      `More than ${RENDER_LIMITS.bodies} things move on their own.`,
      'Join moving parts.',
    )

  function addPrimitive(body: Body, primitive: Primitive, local: Matrix) {
    const position = primitive.getAttribute('POSITION')
    if (!position || primitive.getMode() !== Primitive.Mode.TRIANGLES) return
    const normal = primitive.getAttribute('NORMAL')
    const uv = primitive.getAttribute('TEXCOORD_0')
    const index = primitive.getIndices()
    const total = Math.floor((index?.getCount() ?? position.getCount()) / 3)
    if (triangles.length / 4 + total > RENDER_LIMITS.triangles)
      throw refuse(
        'triangles',
        `The scene has over ${RENDER_LIMITS.triangles} triangles.`,
        'Simplify its meshes.',
      )
    const material = primitive.getMaterial()
    const materialIndex = material ? materials.indexOf(material) : materials.length
    const glows = material?.getEmissiveFactor().some((v) => v > 0) ?? false
    const columns = [0, 1, 2].map((c) =>
      transform(local, [+(c === 0), +(c === 1), +(c === 2)], 0),
    ) as number[][] as [number[], number[], number[]]
    const cofactors = [
      cross(columns[1], columns[2]),
      cross(columns[2], columns[0]),
      cross(columns[0], columns[1]),
    ]
    for (let t = 0; t < total; t++) {
      const ids = [0, 1, 2].map((c) => index?.getScalar(t * 3 + c) ?? t * 3 + c)
      if (ids.some((id) => id >= position.getCount()))
        throw refuse(
          'corrupt',
          'The GLB is damaged: a face names a vertex that is not there.',
          'Export the file again.',
        )
      const [a, b, c] = ids.map((id) =>
        transform(local, position.getElement(id, [] as number[]), 1),
      ) as number[][] as [number[], number[], number[]]
      const e1 = minus(b, a)
      const e2 = minus(c, a)
      const face = unit(cross(e1, e2))
      const id = triangles.length / 4
      triangles.push(id * 3, id * 3 + 1, id * 3 + 2, materialIndex)
      faces.push(...face)
      body.corners.push(...a, ...b, ...c)
      body.count++
      for (const corner of ids) {
        const n: number[] | undefined = normal?.getElement(corner, [])
        const turned = n
          ? unit(
              [0, 1, 2].map((r) =>
                cofactors.reduce((s, col, k) => s + (col[r] as number) * (n[k] as number), 0),
              ),
            )
          : face
        vertices.push(...turned, ...(uv?.getElement(corner, []).slice(0, 2) ?? [0, 0]))
      }
      if (glows) lights.push(...a, ...e1, ...e2, bodies.length, id, 0)
    }
    if (!body.corners.every((v) => Math.abs(v) < 1e9))
      throw refuse(
        'corrupt',
        'The GLB holds coordinates that are no usable numbers.',
        'Export the file again.',
      )
  }

  const forest = createForest(triangles.length / 4)
  const boxes = bodies.map((body) => boundsOf(body.corners))
  const roots = bodies.map((body) => growTree(forest, new Float32Array(body.corners), body.first))
  const times = Array.from({ length: frames }, (_, f) => (animation.seconds * f) / frames)
  const poses = times.map((time) => animation.poseAt(time))
  const worldBox = boundsOf(
    bodies.flatMap((body, i) => {
      const m = body.anchor ? rest(body.anchor) : IDENTITY
      const [x0, y0, z0, x1, y1, z1] = boxes[i] as number[]
      return [x0, x1].flatMap((x) =>
        [y0, y1].flatMap((y) => [z0, z1].flatMap((z) => transform(m, [x, y, z] as number[], 1))),
      )
    }),
  )

  const parts: Uint8Array[] = []
  let length = HEADER_BYTES
  const put = (bytes: Uint8Array) => {
    const at = length
    parts.push(bytes)
    length += Math.ceil(bytes.length / 16) * 16
    if (length > RENDER_LIMITS.sharedBytes)
      throw refuse(
        'shared',
        'The scene is too large to send to providers.',
        'Use fewer frames, textures or triangles.',
      )
    return at
  }
  const floats = (values: Iterable<number>) => new Uint8Array(Float32Array.from(values).buffer)
  const bodyTable = new DataView(new ArrayBuffer(bodies.length * 48))
  for (const [i, { anchor }] of bodies.entries()) {
    const at = put(floats(anchor ? poses.flatMap((world) => rows(world(anchor))) : rows(IDENTITY)))
    bodyTable.setInt32(i * 48, roots[i] as number, true)
    bodyTable.setUint32(i * 48 + 4, at, true)
    bodyTable.setUint32(i * 48 + 8, anchor ? 48 : 0, true)
    for (const [k, v] of (boxes[i] as number[]).entries())
      bodyTable.setFloat32(i * 48 + 12 + k * 4, v, true)
  }
  const lightTable = new DataView(new ArrayBuffer(lights.length * 4))
  for (const [i, v] of lights.entries()) {
    if (i % 12 < 9) lightTable.setFloat32(i * 4, v, true)
    else lightTable.setUint32(i * 4, v, true)
  }
  let decoded = 0
  const textureTable = new Uint32Array(textures.length * 4)
  const used = (texture: Texture | null) => (texture ? textures.indexOf(texture) : -1)
  const wraps: Record<number, number> = { 10497: 0, 33071: 1, 33648: 2 }
  for (const [i, texture] of textures.entries()) {
    const image = decodeImage(
      texture.getImage() ?? new Uint8Array(),
      texture.getMimeType(),
      RENDER_LIMITS.textureBytes,
    )
    decoded += image.data.length
    if (decoded > RENDER_LIMITS.textureBytes)
      throw refuse(
        'textures',
        'The textures take over 64 MiB when decoded.',
        'Use smaller textures.',
      )
    textureTable.set([put(image.data), image.width, image.height, 0], i * 4)
  }
  const setWrap = (texture: Texture | null, info: TextureInfo | null) => {
    if (texture && info)
      textureTable[used(texture) * 4 + 3] =
        (wraps[info.getWrapS()] ?? 0) | ((wraps[info.getWrapT()] ?? 0) << 4)
  }
  const materialTable = new DataView(new ArrayBuffer((materials.length + 1) * 64))
  for (let i = 0; i <= materials.length; i++) {
    const m = materials[i]
    const strength =
      m?.getExtension<EmissiveStrength>('KHR_materials_emissive_strength')?.getEmissiveStrength() ??
      1
    const numbers = [
      ...(m?.getBaseColorFactor().slice(0, 3) ?? [0.8, 0.8, 0.8]),
      m?.getMetallicFactor() ?? 0,
      m?.getRoughnessFactor() ?? 0.8,
      ...(m?.getEmissiveFactor() ?? [0, 0, 0]).map((v) => v * strength),
    ]
    for (const [k, v] of numbers.entries()) materialTable.setFloat32(i * 64 + k * 4, v, true)
    const slots = [
      m?.getBaseColorTexture(),
      m?.getMetallicRoughnessTexture(),
      m?.getEmissiveTexture(),
    ]
    for (const [k, texture] of slots.entries())
      materialTable.setInt32(i * 64 + 32 + k * 4, used(texture ?? null), true)
    if (m) setWrap(m.getBaseColorTexture(), m.getBaseColorTextureInfo())
  }
  const cameras = poses.map((world, f) =>
    cameraNode
      ? cameraOf(world(cameraNode), cameraNode, aspect)
      : orbit(worldBox, (2 * Math.PI * f) / frames, aspect),
  )
  const { nodes, blocks } = forestBytes(forest)
  const bytesOf = (view: DataView | Uint32Array) => new Uint8Array(view.buffer)
  const offsets = [
    bytesOf(bodyTable),
    nodes,
    blocks,
    bytesOf(Uint32Array.from(triangles)),
    floats(vertices),
    bytesOf(materialTable),
    bytesOf(textureTable),
    floats(cameras.flat()),
  ].map(put) as number[]
  const lightsAt = put(bytesOf(lightTable))
  const facesAt = put(floats(faces))
  const shared = new Uint8Array(length)
  const header = new DataView(shared.buffer)
  const words = [0x3153524c, bodies.length, ...offsets, 64, lights.length / 12, lightsAt, facesAt]
  for (const [i, word] of words.entries()) header.setUint32(i * 4, word, true)
  const [x0, y0, z0, x1, y1, z1] = worldBox as [number, number, number, number, number, number]
  header.setFloat32(56, Math.hypot(x1 - x0, y1 - y0, z1 - z0) / 2, true)
  for (const [i, v] of SKY.entries()) header.setFloat32(64 + i * 4, v, true)
  let at = HEADER_BYTES
  for (const part of parts) {
    shared.set(part, at)
    at += Math.ceil(part.length / 16) * 16
  }
  return shared
}

function cameraOf(m: Matrix, node: Node, aspect: number): number[] {
  const tan = Math.tan((node.getCamera()?.getYFov() ?? 0.8) / 2)
  const axis = (a: number[], s: number) => unit(transform(m, a, 0)).map((v) => v * s)
  return [
    ...transform(m, [0, 0, 0], 1),
    ...axis([1, 0, 0], tan * aspect),
    ...axis([0, 1, 0], tan),
    ...axis([0, 0, -1], 1),
    0,
    0,
    0,
    0,
  ]
}

function orbit(box: number[], angle: number, aspect: number): number[] {
  const [x0, y0, z0, x1, y1, z1] = box as [number, number, number, number, number, number]
  const radius = Math.hypot(x1 - x0, y1 - y0, z1 - z0) / 2
  const tan = Math.tan(0.35)
  const distance = radius / Math.sin(0.35) / Math.min(1, aspect)
  const back = unit([Math.sin(angle), 0.4, Math.cos(angle)])
  const right = unit(cross([0, 1, 0], back))
  const eye = [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2].map(
    (v, i) => v + (back[i] as number) * distance,
  )
  return [
    ...eye,
    ...right.map((v) => v * tan * aspect),
    ...cross(back, right).map((v) => v * tan),
    ...back.map((v) => -v),
    0,
    0,
    0,
    0,
  ]
}

function boundsOf(points: number[]): number[] {
  const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity]
  for (let i = 0; i < points.length; i++) {
    const axis = i % 3
    box[axis] = Math.min(box[axis] as number, points[i] as number)
    box[axis + 3] = Math.max(box[axis + 3] as number, points[i] as number)
  }
  return box
}

function minus(a: number[], b: number[]) {
  return a.map((v, i) => v - (b[i] as number))
}
function cross(a: number[], b: number[]): number[] {
  const [ax, ay, az] = a as [number, number, number]
  const [bx, by, bz] = b as [number, number, number]
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx]
}
function unit(v: number[]): number[] {
  const length = Math.hypot(...v)
  return length > 0 ? v.map((c) => c / length) : [0, 1, 0]
}
