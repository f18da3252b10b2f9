// Rays against the two-level tree: four boxes, then four triangles, at a time (kernel/trace.ts).

struct Hit { t: f32, u: f32, v: f32, triangle: u32, body: i32 }
var<private> hit: Hit;

// A body's tree has at most 31 levels (bvh.ts: halves from depth 40 on) and so 94 entries waiting;
// the tree over 1024 bodies has 5, and 16.
const STACK = 112u;
struct Entry { child: i32, distance: f32 }
var<private> stack: array<Entry, STACK>;

/** A zero component would divide to infinity and meet a zero in the slab test. */
fn divisor(d: f32) -> f32 {
  if abs(d) > 1e-12 { return 1.0 / d; }
  return select(1e12, -1e12, d < 0);
}
fn divisors(d: vec3f) -> vec3f { return vec3f(divisor(d.x), divisor(d.y), divisor(d.z)); }

struct Boxes { lowX: vec4f, highX: vec4f, lowY: vec4f, highY: vec4f, lowZ: vec4f, highZ: vec4f, children: vec4i }

/** Pushes a node's children that the ray enters before the hit, nearest on top. */
fn pushChildren(b: Boxes, o: vec3f, i: vec3f, top: u32) -> u32 {
  let ax = (b.lowX - o.x) * i.x;
  let bx = (b.highX - o.x) * i.x;
  let ay = (b.lowY - o.y) * i.y;
  let by = (b.highY - o.y) * i.y;
  let az = (b.lowZ - o.z) * i.z;
  let bz = (b.highZ - o.z) * i.z;
  let near = max(max(min(ax, bx), min(ay, by)), max(min(az, bz), vec4f(0)));
  let far = min(min(max(ax, bx), max(ay, by)), min(max(az, bz), vec4f(hit.t)));
  // A hair of slack keeps a ray that grazes the seam of two boxes from slipping between them.
  let entered = near <= far * 1.0000004;
  var end = top;
  for (var lane = 0u; lane < 4u; lane++) {
    if !entered[lane] { continue; }
    var at = end;
    while at > top && stack[at - 1u].distance < near[lane] {
      stack[at] = stack[at - 1u];
      at -= 1u;
    }
    stack[at] = Entry(b.children[lane], near[lane]);
    end += 1u;
  }
  return end;
}

/** Moller and Trumbore on four triangles. True when a nearer hit was noted. */
fn hitBlock(block: u32, o: vec3f, d: vec3f) -> bool {
  let at = tableAt(4u) / 4u + block * 10u;
  let ax = bitcast<vec4f>(quads[at + 3u]);
  let ay = bitcast<vec4f>(quads[at + 4u]);
  let az = bitcast<vec4f>(quads[at + 5u]);
  let bx = bitcast<vec4f>(quads[at + 6u]);
  let by = bitcast<vec4f>(quads[at + 7u]);
  let bz = bitcast<vec4f>(quads[at + 8u]);
  let px = d.y * bz - d.z * by;
  let py = d.z * bx - d.x * bz;
  let pz = d.x * by - d.y * bx;
  let det = ax * px + ay * py + az * pz;
  // A flat or padding triangle has det = 0.
  let degenerate = det == vec4f(0);
  let inverse = 1.0 / select(det, vec4f(1), degenerate);
  let sx = o.x - bitcast<vec4f>(quads[at]);
  let sy = o.y - bitcast<vec4f>(quads[at + 1u]);
  let sz = o.z - bitcast<vec4f>(quads[at + 2u]);
  let u = (sx * px + sy * py + sz * pz) * inverse;
  let qx = sy * az - sz * ay;
  let qy = sz * ax - sx * az;
  let qz = sx * ay - sy * ax;
  let v = (d.x * qx + d.y * qy + d.z * qz) * inverse;
  let t = (bx * qx + by * qy + bz * qz) * inverse;
  let inside = !degenerate & (u >= vec4f(0)) & (v >= vec4f(0)) & (u + v <= vec4f(1)) & (t > vec4f(0)) & (t < vec4f(hit.t));
  if !any(inside) { return false; }
  for (var lane = 0u; lane < 4u; lane++) {
    if !inside[lane] || t[lane] >= hit.t { continue; }
    hit.t = t[lane];
    hit.u = u[lane];
    hit.v = v[lane];
    hit.triangle = quads[at + 9u][lane];
  }
  return true;
}

/** Traces one body in its own space; the direction keeps its length so that `t` stays the world's. */
fn traceBody(body: u32, origin: vec3f, direction: vec3f, anyHit: bool, base: u32) -> bool {
  let o = transformPoint(toBody(body), origin);
  let d = transformDirection(toBody(body), direction);
  let i = divisors(d);
  let nodes = tableAt(3u) / 4u;
  stack[base] = Entry(bitcast<i32>(words[tableAt(2u) + body * 12u]), 0);
  var top = base + 1u;
  var found = false;
  while top > base {
    top -= 1u;
    let entry = stack[top];
    if entry.distance > hit.t { continue; }
    if entry.child < 0 {
      if hitBlock(u32(~entry.child), o, d) {
        found = true;
        if anyHit { return true; }
      }
      continue;
    }
    let at = nodes + u32(entry.child) * 7u;
    top = pushChildren(
      Boxes(
        bitcast<vec4f>(quads[at]), bitcast<vec4f>(quads[at + 1u]),
        bitcast<vec4f>(quads[at + 2u]), bitcast<vec4f>(quads[at + 3u]),
        bitcast<vec4f>(quads[at + 4u]), bitcast<vec4f>(quads[at + 5u]),
        bitcast<vec4i>(quads[at + 6u]),
      ), o, i, top);
  }
  return found;
}

/** Nearest hit before `limit` into `hit`, or with `anyHit` the first one met. */
fn trace(origin: vec3f, direction: vec3f, limit: f32, anyHit: bool) -> bool {
  hit.t = limit;
  hit.body = -1;
  let i = divisors(direction);
  stack[0] = Entry(0, 0);
  var top = 1u;
  while top > 0u {
    top -= 1u;
    let entry = stack[top];
    if entry.distance > hit.t { continue; }
    if entry.child < 0 {
      if traceBody(u32(~entry.child), origin, direction, anyHit, top) {
        hit.body = ~entry.child;
        if anyHit { return true; }
      }
      continue;
    }
    let at = treeBase() + u32(entry.child) * 7u;
    top = pushChildren(
      Boxes(
        worldVec(at), worldVec(at + 1u), worldVec(at + 2u),
        worldVec(at + 3u), worldVec(at + 4u), worldVec(at + 5u),
        bitcast<vec4i>(world[at + 6u]),
      ), origin, i, top);
  }
  return hit.body >= 0;
}
