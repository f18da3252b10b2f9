// What lies under a hit: normals, texture coordinates and the material's values there.

struct Surface {
  geometric: vec3f,
  shading: vec3f,
  colour: vec3f,
  metallic: f32,
  roughness: f32,
  emission: vec3f,
  emissionFactor: vec3f,
}

/** Folds a texel index into [0, size) by glTF wrap mode: 0 repeat, 1 clamp, 2 mirror. */
fn wrap(index: i32, size: i32, mode: u32) -> i32 {
  if mode == 1u { return clamp(index, 0, size - 1); }
  let period = select(size, 2 * size, mode == 2u);
  var i = index % period;
  if i < 0 { i += period; }
  return select(period - 1 - i, i, i < size);
}

fn linearOf(srgb: vec3f) -> vec3f {
  return select(pow((srgb + 0.055) / 1.055, vec3f(2.4)), srgb / 12.92, srgb <= vec3f(0.04045));
}

fn texel(at: u32, srgb: bool) -> vec3f {
  let value = unpack4x8unorm(words[at]).xyz;
  if srgb { return linearOf(value); }
  return value;
}

/** Bilinear look-up; texture `index` < 0 is white. */
fn sampleTexture(index: i32, uv: vec2f, srgb: bool) -> vec3f {
  if index < 0 { return vec3f(1); }
  let record = tableAt(8u) + u32(index) * 4u;
  let pixels = words[record] / 4u;
  let size = vec2i(i32(words[record + 1u]), i32(words[record + 2u]));
  let modes = words[record + 3u];
  let p = uv * vec2f(size) - 0.5;
  let low = floor(p);
  let f = p - low;
  let x0 = u32(wrap(i32(low.x), size.x, modes & 15u));
  let x1 = u32(wrap(i32(low.x) + 1, size.x, modes & 15u));
  let y0 = u32(wrap(i32(low.y), size.y, modes >> 4u) * size.x);
  let y1 = u32(wrap(i32(low.y) + 1, size.y, modes >> 4u) * size.x);
  let top = texel(pixels + y0 + x0, srgb) * (1.0 - f.x) + texel(pixels + y0 + x1, srgb) * f.x;
  let bottom = texel(pixels + y1 + x0, srgb) * (1.0 - f.x) + texel(pixels + y1 + x1, srgb) * f.x;
  return top * (1.0 - f.y) + bottom * f.y;
}

fn textureOf(material: u32, slot: u32) -> i32 { return bitcast<i32>(words[material + 8u + slot]); }

fn vertexOf(triangle: u32, corner: u32) -> u32 {
  return tableAt(6u) + words[tableAt(5u) + triangle * 4u + corner] * 5u;
}

fn uvAt(triangle: u32, weights: vec3f) -> vec2f {
  let a = vertexOf(triangle, 0u) + 3u;
  let b = vertexOf(triangle, 1u) + 3u;
  let c = vertexOf(triangle, 2u) + 3u;
  return weights.x * vec2f(wordF(a), wordF(a + 1u))
    + weights.y * vec2f(wordF(b), wordF(b + 1u))
    + weights.z * vec2f(wordF(c), wordF(c + 1u));
}

/** Emission at a place of a triangle, texture included. */
fn emissionAt(triangle: u32, u: f32, v: f32) -> vec3f {
  let m = materialOf(triangle);
  let texture = textureOf(m, 2u);
  if texture < 0 { return wordVec(m + 5u); }
  return wordVec(m + 5u) * sampleTexture(texture, uvAt(triangle, vec3f(1.0 - u - v, u, v)), true);
}

/** Normal of a body into the world: by the transpose of the world-to-body rows. */
fn normalToWorld(body: u32, n: vec3f) -> vec3f {
  let m = toBody(body);
  return worldVec(m).xyz * n.x + worldVec(m + 1u).xyz * n.y + worldVec(m + 2u).xyz * n.z;
}

/** The surface under the last hit, its normals turned towards the viewer. */
fn readSurface(direction: vec3f) -> Surface {
  let body = u32(hit.body);
  let m = materialOf(hit.triangle);
  let weights = vec3f(1.0 - hit.u - hit.v, hit.u, hit.v);
  var s: Surface;
  var geometric = unit(normalToWorld(body, wordVec(tableAt(13u) + hit.triangle * 3u)));
  if dot(geometric, direction) > 0.0 { geometric = -geometric; }
  s.geometric = geometric;
  let averaged = wordVec(vertexOf(hit.triangle, 0u)) * weights.x
    + wordVec(vertexOf(hit.triangle, 1u)) * weights.y
    + wordVec(vertexOf(hit.triangle, 2u)) * weights.z;
  var n = unit(normalToWorld(body, averaged));
  if dot(n, geometric) < 0.0 { n = -n; }
  // Interpolated normals may turn away from the viewer at silhouettes; the flat one never does.
  s.shading = select(geometric, n, dot(n, direction) < 0.0);
  let uv = uvAt(hit.triangle, weights);
  s.colour = wordVec(m) * sampleTexture(textureOf(m, 0u), uv, true);
  let packed = sampleTexture(textureOf(m, 1u), uv, false);
  s.metallic = wordF(m + 3u) * packed.z;
  s.roughness = wordF(m + 4u) * packed.y;
  s.emissionFactor = wordVec(m + 5u);
  s.emission = s.emissionFactor * sampleTexture(textureOf(m, 2u), uv, true);
  return s;
}
