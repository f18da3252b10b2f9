// Every path of the tile: one invocation each, or a run of a pixel's samples where there are more
// than MAX_INVOCATIONS (render/gpu.ts counts them the same way).
@group(0) @binding(0) var<storage, read> words: array<u32>;
@group(0) @binding(1) var<storage, read> quads: array<vec4u>;
@group(0) @binding(2) var<storage, read> tile: array<u32>;
@group(0) @binding(3) var<storage, read> world: array<vec4u>;
@group(0) @binding(4) var<storage, read_write> light: array<vec4f>;

const FAR = 1e29;
/** Light that reaches the eye over several bounces is cut here: fireflies cost more than they tell. */
const INDIRECT_LIMIT = 12.0;

fn heuristic(a: f32, b: f32) -> f32 { return (a * a) / (a * a + b * b); }

fn limited(seen: vec3f, bounce: u32) -> vec3f {
  let l = luminance(seen);
  if bounce > 0u && l > INDIRECT_LIMIT { return seen * (INDIRECT_LIMIT / l); }
  return seen;
}

/** Step off the surface, by the size of the numbers at hand. */
fn leave(p: vec3f, n: vec3f) -> vec3f {
  let size = max(abs(p.x), max(abs(p.y), abs(p.z))) + sceneRadius();
  return p + n * (size * 2e-5);
}

/** A shadow ray and what it brings when nothing is in its way. */
struct Shadow { direction: vec3f, limit: f32, light: vec3f }

/**
 * Linear light arriving at `eye` against `along`. Never NaN, never negative.
 *
 * One loop traces every kind of ray: a surface's shadow rays wait until it has drawn where the path
 * goes on. Compilers write functions out where they are called, and `trace` is most of the program.
 */
fn radiance(eye: vec3f, along: vec3f, bounces: u32) -> vec3f {
  var origin = eye;
  var direction = along;
  var throughput = vec3f(1);
  var sum = vec3f(0);
  var arrivedPdf = -1.0;
  var bounce = 0u;
  var shadows: array<Shadow, 2>;
  var waiting = 0u;
  var traced = 0u;
  var ended = false;
  loop {
    let isShadow = traced < waiting;
    if !isShadow && ended { break; }
    let shadow = shadows[min(traced, 1u)];
    let isMet = trace(
      origin, select(direction, shadow.direction, isShadow), select(FAR, shadow.limit, isShadow), isShadow,
    );
    if isShadow {
      if !isMet { sum += shadow.light; }
      traced += 1u;
      continue;
    }
    if !isMet {
      var seen = skyColour(direction);
      if hasSun() && insideSun(direction) {
        var share = 1.0;
        if arrivedPdf >= 0.0 { share = heuristic(arrivedPdf, pdfOfSun()); }
        seen += sunColour() * share;
      }
      sum += limited(throughput * seen, bounce);
      break;
    }
    let surface = readSurface(direction);
    let n = surface.geometric;
    let p = origin + direction * hit.t;
    if luminance(surface.emissionFactor) > 0.0 {
      var share = 1.0;
      if arrivedPdf >= 0.0 {
        share = heuristic(arrivedPdf, pdfOfLight(surface.emissionFactor, hit.t, -dot(n, direction)));
      }
      sum += limited(throughput * surface.emission * share, bounce);
    }
    if bounce == bounces { break; }
    origin = leave(p, n);
    traced = 0u;
    waiting = 0u;
    let bsdf = openBsdf(surface, -direction);
    if totalPower() > 0.0 {
      let pick = nextPair().x;
      let aim = aimAtLight(origin, pick, nextPair());
      if aim.pdf > 0.0 && dot(aim.direction, n) > 0.0 {
        let scattered = evaluate(bsdf, aim.direction);
        if scattered.pdf > 0.0 {
          let weight = heuristic(aim.pdf, scattered.pdf) / aim.pdf;
          let light = limited(throughput * scattered.value * aim.light * weight, bounce);
          shadows[0] = Shadow(aim.direction, aim.distance * 0.9995, light);
          waiting = 1u;
        }
      }
    }
    if hasSun() {
      let towards = aimAtSun(nextPair());
      if dot(towards, n) > 0.0 {
        let scattered = evaluate(bsdf, towards);
        if scattered.pdf > 0.0 {
          let weight = heuristic(pdfOfSun(), scattered.pdf) / pdfOfSun();
          let light = limited(throughput * scattered.value * sunColour() * weight, bounce);
          shadows[waiting] = Shadow(towards, FAR, light);
          waiting += 1u;
        }
      }
    }
    let drawn = draw(bsdf);
    ended = !(drawn.pdf > 0.0) || dot(drawn.direction, n) <= 0.0;
    throughput *= drawn.weight;
    arrivedPdf = drawn.pdf;
    if !ended && bounce > 1u {
      let survive = min(max(throughput.x, max(throughput.y, throughput.z)), 0.95);
      ended = !(nextPair().x < survive);
      throughput *= 1.0 / max(survive, 1e-37);
    }
    direction = drawn.direction;
    bounce += 1u;
  }
  let total = sum.x + sum.y + sum.z;
  if total >= 0.0 && total < 1e9 { return sum; }
  return vec3f(0);
}

/** Spreads a uniform number over a tent two pixels wide, which softens edges more than a box. */
fn tent(u: f32) -> f32 {
  if u < 0.5 { return sqrt(2.0 * u) - 1.0; }
  return 1.0 - sqrt(2.0 - 2.0 * u);
}

fn cameraLight(place: vec2f, size: vec2f, frame: u32, bounces: u32) -> vec3f {
  let camera = (words[9] + words[10] * frame) / 4u;
  let right = wordVec(camera + 3u);
  let up = wordVec(camera + 6u);
  let lens = wordF(camera + 12u);
  let nx = (2.0 * place.x) / size.x - 1.0;
  let ny = 1.0 - (2.0 * place.y) / size.y;
  var eye = wordVec(camera);
  var along = right * nx + up * ny + wordVec(camera + 9u);
  if lens > 0.0 {
    let disk = toDisk(nextPair());
    let shift = unit(right) * (disk.x * lens) + unit(up) * (disk.y * lens);
    eye += shift;
    along = along * wordF(camera + 13u) - shift;
  }
  return radiance(eye, unit(along), bounces);
}

@compute @workgroup_size(64)
fn tracePaths(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let index = (group.x + loam.first.x) * 64u + local;
  let tileWidth = tile[3];
  let pixels = tileWidth * tile[4];
  let samples = tile[7];
  let runs = runsPerPixel(pixels, samples);
  if index >= pixels * runs { return; }
  let pixel = index / runs;
  let perRun = (samples + runs - 1u) / runs;
  let first = (index % runs) * perRun;
  let px = tile[1] + pixel % tileWidth;
  let py = tile[2] + pixel / tileWidth;
  startPixel(px, py, tile[0]);
  var sum = vec3f(0);
  for (var s = first; s < min(first + perRun, samples); s++) {
    startSample(s);
    let pair = nextPair();
    let place = vec2f(f32(px) + 0.5 + tent(pair.x), f32(py) + 0.5 + tent(pair.y));
    sum += cameraLight(place, vec2f(f32(tile[5]), f32(tile[6])), tile[0], tile[8]);
  }
  light[index] = vec4f(sum, 0);
}
