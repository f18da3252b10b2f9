// Owen-scrambled Sobol points by hashing for the first bounces, plain hashes after: the same
// numbers to the bit as kernel/sampler.ts.

var<private> pixelSeed: u32;
var<private> sampleIndex: u32;
var<private> dimension: u32;

fn hash(value: u32) -> u32 {
  var h = value * 747796405u + 2891336453u;
  h = ((h >> ((h >> 28u) + 4u)) ^ h) * 277803737u;
  return (h >> 22u) ^ h;
}

fn scrambleReversed(value: u32, seed: u32) -> u32 {
  var v = value + seed;
  v ^= v * 0x6c50b47cu;
  v ^= v * 0xb82f1e52u;
  v ^= v * 0xc7afe638u;
  return v ^ (v * 0x8d22f6e6u);
}

fn sobolReversed(index: u32) -> u32 {
  var v = index;
  v ^= (v >> 1u) & 0x55555555u;
  v ^= (v >> 2u) & 0x33333333u;
  v ^= (v >> 4u) & 0x0f0f0f0fu;
  v ^= (v >> 8u) & 0x00ff00ffu;
  return v ^ ((v >> 16u) & 0x0000ffffu);
}

fn unitOf(bits: u32) -> f32 { return f32(bits >> 8u) * (1.0 / 16777216.0); }

fn startPixel(px: u32, py: u32, frame: u32) { pixelSeed = hash(px + hash(py + hash(frame))); }

fn startSample(index: u32) {
  sampleIndex = index;
  dimension = 0u;
}

/** The next two numbers of this sample, each in [0, 1). */
fn nextPair() -> vec2f {
  dimension += 1u;
  let seed = hash(pixelSeed + dimension);
  if dimension > 11u {
    let bits = hash(seed ^ (sampleIndex * 0x9e3779b9u));
    return vec2f(unitOf(bits), unitOf(hash(bits)));
  }
  let index = reverseBits(scrambleReversed(reverseBits(sampleIndex), seed));
  return vec2f(
    unitOf(reverseBits(scrambleReversed(index, hash(seed ^ 0x68bc21ebu)))),
    unitOf(reverseBits(scrambleReversed(sobolReversed(index), hash(seed ^ 0x02e5be93u)))),
  );
}

/** Maps two numbers to the unit disk without stretching, by the kernel's own polynomials. */
fn toDisk(pair: vec2f) -> vec2f {
  let a = 2.0 * pair.x - 1.0;
  let b = 2.0 * pair.y - 1.0;
  if a == 0.0 && b == 0.0 { return vec2f(0); }
  let steep = abs(b) > abs(a);
  let radius = select(a, b, steep);
  let angle = 0.78539816 * (select(b, a, steep) / radius);
  let q = angle * angle;
  let sine = angle * (1.0 - q * (0.16666667 - q * (0.008333333 - q * 0.0001984127)));
  let cosine = 1.0 - q * (0.5 - q * (0.041666667 - q * 0.0013888889));
  return radius * select(vec2f(cosine, sine), vec2f(sine, cosine), steep);
}
