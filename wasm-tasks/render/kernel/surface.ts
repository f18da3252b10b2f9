// What lies under a hit: normals, texture coordinates and the material's values there.
import { fromByte } from './tone'
import { MATERIAL_BYTES, base, faces, materials, textures, triangles, vertices } from './scene'
import { normalToWorld } from './bodies'
import { hitBody, hitTriangle, hitU, hitV } from './trace'
import { add, dot, loadVec, normalize, scale, vec, y, z } from './vec'

export let geometricNormal: v128 = f32x4.splat(0)
export let shadingNormal: v128 = f32x4.splat(0)
export let baseColour: v128 = f32x4.splat(0)
export let emission: v128 = f32x4.splat(0)
export let emissionFactor: v128 = f32x4.splat(0)
export let metallic: f32 = 0
export let roughness: f32 = 0

/** Folds a texel index into [0, size) by glTF wrap mode: 0 repeat, 1 clamp, 2 mirror. */
function wrap(index: i32, size: i32, mode: u32): i32 {
  if (mode == 1) return min(max(index, 0), size - 1)
  const period = mode == 2 ? 2 * size : size
  let i = index % period
  if (i < 0) i += period
  return i < size ? i : period - 1 - i
}

function texel(at: usize, srgb: bool): v128 {
  const r = <u32>load<u8>(at)
  const g = <u32>load<u8>(at, 1)
  const b = <u32>load<u8>(at, 2)
  return srgb
    ? vec(fromByte(r), fromByte(g), fromByte(b))
    : scale(vec(<f32>r, <f32>g, <f32>b), <f32>(1.0 / 255.0))
}

/** Bilinear look-up; texture `index` < 0 is white. */
function sampleTexture(index: i32, u: f32, v: f32, srgb: bool): v128 {
  if (index < 0) return f32x4.splat(1)
  const record = textures + <usize>index * 16
  const pixels = base + load<u32>(record)
  const width = load<i32>(record, 4)
  const height = load<i32>(record, 8)
  const modes = load<u32>(record, 12)
  const px = u * <f32>width - 0.5
  const py = v * <f32>height - 0.5
  const fx = px - floor<f32>(px)
  const fy = py - floor<f32>(py)
  const x0 = wrap(<i32>floor<f32>(px), width, modes & 15)
  const x1 = wrap(<i32>floor<f32>(px) + 1, width, modes & 15)
  const y0 = wrap(<i32>floor<f32>(py), height, modes >>> 4) * width
  const y1 = wrap(<i32>floor<f32>(py) + 1, height, modes >>> 4) * width
  const top = add(
    scale(texel(pixels + (<usize>(y0 + x0) << 2), srgb), 1 - fx),
    scale(texel(pixels + (<usize>(y0 + x1) << 2), srgb), fx),
  )
  const bottom = add(
    scale(texel(pixels + (<usize>(y1 + x0) << 2), srgb), 1 - fx),
    scale(texel(pixels + (<usize>(y1 + x1) << 2), srgb), fx),
  )
  return add(scale(top, 1 - fy), scale(bottom, fy))
}

function material(triangle: u32): usize {
  return materials + <usize>load<u32>(triangles + (<usize>triangle << 4), 12) * MATERIAL_BYTES
}

function vertex(triangle: u32, corner: usize): usize {
  return vertices + <usize>load<u32>(triangles + (<usize>triangle << 4) + (corner << 2)) * 20
}

/** Emission at a place of a triangle, texture included. */
export function emissionAt(triangle: u32, u: f32, v: f32): v128 {
  const m = material(triangle)
  const texture = load<i32>(m, 40)
  if (texture < 0) return loadVec(m + 20)
  const a = vertex(triangle, 0)
  const b = vertex(triangle, 1)
  const c = vertex(triangle, 2)
  const w: f32 = 1 - u - v
  return f32x4.mul(loadVec(m + 20), sampleTexture(
    texture,
    w * load<f32>(a, 12) + u * load<f32>(b, 12) + v * load<f32>(c, 12),
    w * load<f32>(a, 16) + u * load<f32>(b, 16) + v * load<f32>(c, 16),
    true,
  ))
}

export function emissionFactorOf(triangle: u32): v128 { return loadVec(material(triangle) + 20) }

/** Reads the surface under the last hit, its normals turned towards the viewer. */
export function readSurface(direction: v128): void {
  const m = material(hitTriangle)
  const a = vertex(hitTriangle, 0)
  const b = vertex(hitTriangle, 1)
  const c = vertex(hitTriangle, 2)
  const w: f32 = 1 - hitU - hitV
  let geometric = normalize(normalToWorld(<u32>hitBody, loadVec(faces + <usize>hitTriangle * 12)))
  if (dot(geometric, direction) > 0) geometric = scale(geometric, -1)
  geometricNormal = geometric
  const smooth = add(
    add(scale(loadVec(a), w), scale(loadVec(b), hitU)),
    scale(loadVec(c), hitV),
  )
  let n = normalize(normalToWorld(<u32>hitBody, smooth))
  if (dot(n, geometric) < 0) n = scale(n, -1)
  // Interpolated normals may turn away from the viewer at silhouettes; the flat one never does.
  shadingNormal = dot(n, direction) < 0 ? n : geometric
  const u = w * load<f32>(a, 12) + hitU * load<f32>(b, 12) + hitV * load<f32>(c, 12)
  const v = w * load<f32>(a, 16) + hitU * load<f32>(b, 16) + hitV * load<f32>(c, 16)
  baseColour = f32x4.mul(loadVec(m), sampleTexture(load<i32>(m, 32), u, v, true))
  const packed = sampleTexture(load<i32>(m, 36), u, v, false)
  metallic = load<f32>(m, 12) * z(packed)
  roughness = load<f32>(m, 16) * y(packed)
  emissionFactor = loadVec(m + 20)
  emission = f32x4.mul(emissionFactor, sampleTexture(load<i32>(m, 40), u, v, true))
}
