// Light to aim at: the sky and its sun, and every glowing triangle of the frame.

struct Aim { direction: vec3f, distance: f32, light: vec3f, pdf: f32 }

fn totalPower() -> f32 { return worldVec(sumBase() + sumCount()).x; }

/** Density per solid angle with which `aimAtLight` would have found this place of a glowing triangle. */
fn pdfOfLight(factor: vec3f, distance: f32, cosine: f32) -> f32 {
  let power = totalPower();
  if !(power > 0.0 && cosine > 1e-6) { return 0.0; }
  return (luminance(factor) / power) * (distance * distance) / cosine;
}

fn powerUpTo(light: u32) -> f32 {
  return worldVec(sumBase() + light / LIGHTS_PER_SUM).x + worldVec(lightBase() + light * 3u + 1u).w;
}

/** Picks a place on a glowing triangle seen from `p`; without density when it faces edge-on. */
fn aimAtLight(p: vec3f, pick: f32, pair: vec2f) -> Aim {
  let wanted = pick * totalPower();
  var low = 0u;
  var high = lightCount() - 1u;
  while low < high {
    let middle = (low + high) >> 1u;
    if powerUpTo(middle) > wanted { high = middle; } else { low = middle + 1u; }
  }
  let at = lightBase() + low * 3u;
  let root = sqrt(pair.x);
  let u = root * (1.0 - pair.y);
  let v = root * pair.y;
  let e1 = worldVec(at + 1u).xyz;
  let e2 = worldVec(at + 2u).xyz;
  let to = worldVec(at).xyz + (e1 * u + e2 * v) - p;
  let distance = sqrt(dot(to, to));
  if !(distance > 1e-6) { return Aim(vec3f(0), distance, vec3f(0), 0); }
  let direction = to * (1.0 / distance);
  let triangle = world[at].w;
  let cosine = abs(dot(unit(cross(e1, e2)), direction));
  let pdf = pdfOfLight(emissionFactorOf(triangle), distance, cosine);
  return Aim(direction, distance, emissionAt(triangle, u, v), pdf);
}

const SKY = 16u;
fn sunCosine() -> f32 { return wordF(SKY + 15u); }
fn sunColour() -> vec3f { return wordVec(SKY + 12u); }
fn hasSun() -> bool { return luminance(sunColour()) > 0.0; }
/** Density over the sun's disk: one over its solid angle. */
fn pdfOfSun() -> f32 { return 0.15915494 / (1.0 - sunCosine()); }

/** Picks a direction within the sun's disk. */
fn aimAtSun(pair: vec2f) -> vec3f {
  let disk = toDisk(pair);
  let n = wordVec(SKY + 9u);
  let sine = sqrt(1.0 - sunCosine() * sunCosine());
  let side = select(vec3f(1, 0, 0), vec3f(0, 1, 0), abs(n.y) < 0.9);
  let t = unit(cross(side, n));
  let b = cross(n, t);
  return unit(t * (disk.x * sine) + b * (disk.y * sine) + n);
}

fn insideSun(d: vec3f) -> bool { return dot(d, wordVec(SKY + 9u)) > sunCosine(); }

/** The sky without its sun: ground below, horizon to zenith above. */
fn skyColour(d: vec3f) -> vec3f {
  let horizon = wordVec(SKY + 3u);
  if d.y <= 0.0 { return horizon + (wordVec(SKY + 6u) - horizon) * min(-d.y * 4.0, 1.0); }
  return horizon + (wordVec(SKY) - horizon) * sqrt(d.y);
}
