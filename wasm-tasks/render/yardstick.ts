import { Document, type Material, WebIO } from '@gltf-transform/core'
import { KHRMaterialsEmissiveStrength } from '@gltf-transform/extensions'
import { renderShader } from './gpu.ts'
import { RENDER_LIMITS, type RenderParams } from './params.ts'
import { render } from './render.ts'
import { tileInput } from './tiles.ts'

/** Paths of each pixel, until the picture is as large as a tile may be: then its pixels get more. */
const SAMPLES = 16
const SIDES = { least: 16, most: 512 }

const pictureOf = (paths: number): RenderParams => {
  const even = 2 * Math.round(Math.sqrt(paths / SAMPLES) / 2)
  const side = Math.min(SIDES.most, Math.max(SIDES.least, even))
  const samples = Math.min(RENDER_LIMITS.samples, Math.max(1, Math.round(paths / side ** 2)))
  return { frames: 1, width: side, height: side, tile: side, samples }
}

/**
 * A scene to measure graphics devices by: light paths between a bowl of many facets, a floor and a
 * lamp. What a device does of them in a second stands for what it does of other scenes' paths.
 */
export const renderYardstick = {
  /** The path tracer's own shaders over this scene, as `peer/provider/speeds.ts` runs them. */
  async program() {
    const { shared } = await render.prepare(pictureOf(1), { scene: await buildScene() })
    return { format: 'wgsl' as const, module: renderShader, shared }
  },
  /** A tile of about so many paths. */
  input: (paths: number): Uint8Array => tileInput(pictureOf(paths), 0),
}

const FACETS = 24

async function buildScene(): Promise<Uint8Array> {
  const document = new Document()
  const buffer = document.createBuffer()
  const scene = document.createScene()
  const glow = document
    .createExtension(KHRMaterialsEmissiveStrength)
    .createEmissiveStrength()
    .setEmissiveStrength(8)
  const add = (look: Material, columns: number, rows: number, place: Surface) => {
    const position = document
      .createAccessor()
      .setType('VEC3')
      .setBuffer(buffer)
      .setArray(new Float32Array(facets(columns, rows, place)))
    const primitive = document.createPrimitive().setAttribute('POSITION', position)
    const mesh = document.createMesh().addPrimitive(primitive.setMaterial(look))
    scene.addChild(document.createNode().setMesh(mesh))
  }
  const clay = document.createMaterial().setBaseColorFactor([0.8, 0.6, 0.5, 1])
  const metal = document.createMaterial().setMetallicFactor(1).setRoughnessFactor(0.3)
  const lamp = document
    .createMaterial()
    .setEmissiveFactor([1, 1, 1])
    .setExtension('KHR_materials_emissive_strength', glow)
  add(clay.setMetallicFactor(0), 1, 1, (u, v) => [8 * u - 4, -1, 8 * v - 4])
  add(lamp, 1, 1, (u, v) => [u - 0.5, 3, 0.5 - v])
  add(metal, FACETS, FACETS, (u, v) => {
    const [turn, height] = [2 * Math.PI * u, Math.PI * (0.5 + v / 2)]
    const round = Math.sin(height)
    return [round * Math.cos(turn), Math.cos(height) + 0.2, round * Math.sin(turn)]
  })
  return new WebIO().registerExtensions([KHRMaterialsEmissiveStrength]).writeBinary(document)
}

type Surface = (u: number, v: number) => readonly [number, number, number]

/** Corners of two triangles for every cell of a surface over the unit square. */
function facets(columns: number, rows: number, place: Surface): number[] {
  const corners = [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 0],
    [0, 1],
    [1, 1],
  ] as const
  const cells = Array.from({ length: columns * rows }, (_, at) => [
    at % columns,
    Math.floor(at / columns),
  ]) as [number, number][]
  return cells.flatMap(([column, row]) =>
    corners.flatMap(([c, r]) => place((column + c) / columns, (row + r) / rows)),
  )
}
