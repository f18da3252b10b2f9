// glTF's metallic-roughness surface: GGX over a diffuse base, in a frame whose z is the normal.

const INVERSE_PI = 0.31830987;

struct Bsdf {
  tangent: vec3f,
  bitangent: vec3f,
  normal: vec3f,
  /** Towards the viewer, in the frame. */
  out: vec3f,
  f0: vec3f,
  diffuse: vec3f,
  alpha: f32,
  specularChance: f32,
}
struct Scattered { value: vec3f, pdf: f32 }
struct Drawn { direction: vec3f, weight: vec3f, pdf: f32 }

fn fifth(v: f32) -> f32 { return v * v * v * v * v; }

fn openBsdf(s: Surface, towards: vec3f) -> Bsdf {
  var b: Bsdf;
  let n = s.shading;
  b.normal = n;
  // Duff et al. 2017: a frame without a branch on the direction.
  let side = select(-1.0, 1.0, n.z >= 0.0);
  let a = -1.0 / (side + n.z);
  let c = n.x * n.y * a;
  b.tangent = vec3f(1.0 + side * n.x * n.x * a, side * c, -side * n.x);
  b.bitangent = vec3f(c, side + n.y * n.y * a, -n.y);
  b.out = vec3f(dot(towards, b.tangent), dot(towards, b.bitangent), dot(towards, n));
  b.alpha = max(s.roughness * s.roughness, 0.0016);
  b.f0 = vec3f(0.04) + (s.colour - 0.04) * s.metallic;
  let grazing = fifth(1.0 - clamp(b.out.z, 0.0, 1.0));
  b.diffuse = s.colour * ((1.0 - s.metallic) * (1.0 - (0.04 + 0.96 * grazing)));
  let shine = luminance(b.f0 + (1.0 - b.f0) * grazing);
  let d = luminance(b.diffuse);
  b.specularChance = 1.0;
  if d > 0.0 { b.specularChance = clamp(shine / (shine + d), 0.1, 0.95); }
  return b;
}

fn lambda(b: Bsdf, d: vec3f) -> f32 {
  let c = d.z * d.z;
  return 0.5 * (sqrt(1.0 + (b.alpha * b.alpha * max(1.0 - c, 0.0)) / c) - 1.0);
}

/** Reflectance × cosine towards local `d`, and the chance density of drawing it. */
fn evaluateLocal(b: Bsdf, d: vec3f) -> Scattered {
  if d.z <= 1e-5 || b.out.z <= 1e-5 { return Scattered(vec3f(0), 0); }
  let h = unit(d + b.out);
  let e = (h.x * h.x + h.y * h.y) / (b.alpha * b.alpha) + h.z * h.z;
  let density = INVERSE_PI / (b.alpha * b.alpha * e * e);
  let lambdaOut = lambda(b, b.out);
  let f = b.f0 + (1.0 - b.f0) * fifth(1.0 - clamp(dot(h, d), 0.0, 1.0));
  let specular = density / ((1.0 + lambdaOut + lambda(b, d)) * 4.0 * b.out.z);
  let pdf = b.specularChance * density / ((1.0 + lambdaOut) * 4.0 * b.out.z)
    + (1.0 - b.specularChance) * d.z * INVERSE_PI;
  return Scattered(f * specular + b.diffuse * (d.z * INVERSE_PI), pdf);
}

fn evaluate(b: Bsdf, direction: vec3f) -> Scattered {
  return evaluateLocal(b, vec3f(dot(direction, b.tangent), dot(direction, b.bitangent), dot(direction, b.normal)));
}

/** Samples visible GGX normals (Heitz 2018). */
fn sampleSpecular(b: Bsdf, pair: vec2f) -> vec3f {
  let disk = toDisk(pair);
  let v = unit(vec3f(b.alpha * b.out.x, b.alpha * b.out.y, b.out.z));
  let across = v.x * v.x + v.y * v.y;
  var t1 = vec3f(1, 0, 0);
  if across > 1e-12 { t1 = vec3f(-v.y, v.x, 0) * (1.0 / sqrt(across)); }
  let t2 = cross(v, t1);
  let s = 0.5 * (1.0 + v.z);
  let q = (1.0 - s) * sqrt(max(1.0 - disk.x * disk.x, 0.0)) + s * disk.y;
  let r = sqrt(max(1.0 - disk.x * disk.x - q * q, 0.0));
  let n = t1 * disk.x + t2 * q + v * r;
  let h = unit(vec3f(b.alpha * n.x, b.alpha * n.y, max(n.z, 0.0)));
  return h * (2.0 * dot(b.out, h)) - b.out;
}

/** Draws a direction; its weight is reflectance × cosine / `pdf`. */
fn draw(b: Bsdf) -> Drawn {
  let specular = nextPair().x < b.specularChance;
  let pair = nextPair();
  var d: vec3f;
  if specular { d = sampleSpecular(b, pair); }
  else {
    let disk = toDisk(pair);
    d = vec3f(disk, sqrt(max(1.0 - disk.x * disk.x - disk.y * disk.y, 0.0)));
  }
  let scattered = evaluateLocal(b, d);
  if !(scattered.pdf > 0.0) { return Drawn(vec3f(0), vec3f(0), 0); }
  let direction = unit(b.tangent * d.x + b.bitangent * d.y + b.normal * d.z);
  return Drawn(direction, scattered.value * (1.0 / scattered.pdf), scattered.pdf);
}
