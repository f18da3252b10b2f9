// From the light of each path to bytes on a screen: RGB8 rows, as the WASM kernel writes them.
@group(0) @binding(0) var<storage, read> tile: array<u32>;
@group(0) @binding(1) var<storage, read> light: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> picture: array<u32>;

/** Khronos PBR Neutral: leaves colours below the shoulder alone, and highlights fade to white. */
fn toneMap(colour: vec3f) -> vec3f {
  let low = min(colour.x, min(colour.y, colour.z));
  let shifted = colour - select(0.04, low - 6.25 * low * low, low < 0.08);
  let peak = max(shifted.x, max(shifted.y, shifted.z));
  if peak < 0.76 { return shifted; }
  let newPeak = 1.0 - (0.24 * 0.24) / (peak + 0.24 - 0.76);
  let shrunk = shifted * (newPeak / peak);
  let fade = 1.0 - 1.0 / (0.15 * (peak - newPeak) + 1.0);
  return shrunk + (newPeak - shrunk) * fade;
}

fn toByte(value: f32) -> u32 {
  let v = clamp(value, 0.0, 1.0);
  let srgb = select(1.055 * pow(v, 1.0 / 2.4) - 0.055, v * 12.92, v <= 0.0031308);
  return u32(srgb * 255.0 + 0.5);
}

/** Four bytes of the picture, which belong to two pixels at most. */
@compute @workgroup_size(64)
fn resolve(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let word = (group.x + loam.first.x) * 64u + local;
  let pixels = tile[3] * tile[4];
  let samples = tile[7];
  let runs = runsPerPixel(pixels, samples);
  if word * 4u >= pixels * 3u { return; }
  var packed = 0u;
  var known = 0xffffffffu;
  var colour = vec3f(0);
  for (var i = 0u; i < 4u; i++) {
    let at = word * 4u + i;
    let pixel = at / 3u;
    if pixel >= pixels { break; }
    if pixel != known {
      known = pixel;
      var sum = vec3f(0);
      for (var run = 0u; run < runs; run++) { sum += light[pixel * runs + run].xyz; }
      colour = toneMap(sum * (1.0 / f32(samples)));
    }
    packed |= toByte(colour[at % 3u]) << (8u * i);
  }
  picture[word] = packed;
}
