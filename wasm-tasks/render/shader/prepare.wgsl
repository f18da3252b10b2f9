// Readies one frame: bodies in their place, a tree over them, glowing triangles and their power.
@group(0) @binding(0) var<storage, read> words: array<u32>;
@group(0) @binding(1) var<storage, read> tile: array<u32>;
@group(0) @binding(2) var<storage, read_write> world: array<vec4u>;

fn put(index: u32, v: vec4f) { world[index] = bitcast<vec4u>(v); }

fn bodyRow(body: u32, row: u32) -> vec4f {
  let record = tableAt(2u) + body * 12u;
  let at = (words[record + 1u] + words[record + 2u] * tile[0]) / 4u + row * 4u;
  return vec4f(wordVec(at), wordF(at + 3u));
}

@compute @workgroup_size(64)
fn placeBodies(@builtin(global_invocation_id) id: vec3u) {
  let body = id.x;
  if body >= bodyCount() { return; }
  let at = toBody(body);
  let r0 = bodyRow(body, 0u);
  let r1 = bodyRow(body, 1u);
  let r2 = bodyRow(body, 2u);
  put(at + 3u, r0);
  put(at + 4u, r1);
  put(at + 5u, r2);
  let origin = vec3f(r0.w, r1.w, r2.w);
  let c0 = cross(r1.xyz, r2.xyz);
  let c1 = cross(r2.xyz, r0.xyz);
  let c2 = cross(r0.xyz, r1.xyz);
  let det = dot(r0.xyz, c0);
  var s = 0.0;
  if abs(det) > 1e-30 { s = 1.0 / det; }
  let i0 = vec3f(c0.x, c1.x, c2.x) * s;
  let i1 = vec3f(c0.y, c1.y, c2.y) * s;
  let i2 = vec3f(c0.z, c1.z, c2.z) * s;
  put(at, vec4f(i0, -dot(i0, origin)));
  put(at + 1u, vec4f(i1, -dot(i1, origin)));
  put(at + 2u, vec4f(i2, -dot(i2, origin)));
  let record = tableAt(2u) + body * 12u;
  let low = wordVec(record + 3u);
  let high = wordVec(record + 6u);
  let half = (high - low) * 0.5;
  let centre = vec4f((high + low) * 0.5, 1);
  let middle = vec3f(dot(r0, centre), dot(r1, centre), dot(r2, centre));
  let reach = vec3f(dot(abs(r0.xyz), half), dot(abs(r1.xyz), half), dot(abs(r2.xyz), half));
  put(at + 6u, vec4f(middle - reach, 0));
  put(at + 7u, vec4f(middle + reach, 0));
}

fn centreOf(body: u32) -> vec3f { return worldVec(8u * body + 6u).xyz + worldVec(8u * body + 7u).xyz; }

fn spread(value: u32) -> u32 {
  var v = value;
  v = (v | (v << 16u)) & 0x030000ffu;
  v = (v | (v << 8u)) & 0x0300f00fu;
  v = (v | (v << 4u)) & 0x030c30c3u;
  return (v | (v << 2u)) & 0x09249249u;
}

fn mortonOf(body: u32, low: vec3f, size: vec3f) -> u32 {
  let cell = vec3u(clamp((centreOf(body) - low) / size * 1023.0, vec3f(0), vec3f(1023)));
  return spread(cell.x) | (spread(cell.y) << 1u) | (spread(cell.z) << 2u);
}

/** Ranks each body along a space-filling curve and notes it in its place of the order. */
@compute @workgroup_size(64)
fn orderBodies(@builtin(global_invocation_id) id: vec3u) {
  let body = id.x;
  if body >= bodyCount() { return; }
  var low = centreOf(0u);
  var high = low;
  for (var i = 1u; i < bodyCount(); i++) {
    low = min(low, centreOf(i));
    high = max(high, centreOf(i));
  }
  let size = max(high - low, vec3f(1e-20));
  let own = mortonOf(body, low, size);
  var rank = 0u;
  for (var i = 0u; i < bodyCount(); i++) {
    let other = mortonOf(i, low, size);
    if other < own || (other == own && i < body) { rank += 1u; }
  }
  world[8u * rank + 6u].w = body;
}

/** One node of the tree: four boxes over ranges of the order, and what is inside them. */
@compute @workgroup_size(64)
fn growTree(@builtin(global_invocation_id) id: vec3u) {
  let levels = treeLevels();
  let node = id.x;
  if node >= firstOfLevel(levels) { return; }
  var level = 0u;
  while firstOfLevel(level + 1u) <= node { level += 1u; }
  let place = node - firstOfLevel(level);
  let below = levels - level - 1u;
  var lowX = vec4f(1e30); var lowY = vec4f(1e30); var lowZ = vec4f(1e30);
  // An empty lane is a point no ray reaches: an inverted box would be hit by all.
  var highX = vec4f(1e30); var highY = vec4f(1e30); var highZ = vec4f(1e30);
  var children = vec4i(-1);
  for (var lane = 0u; lane < 4u; lane++) {
    let child = 4u * place + lane;
    let first = child << (2u * below);
    let end = min((child + 1u) << (2u * below), bodyCount());
    if first >= end { continue; }
    var low = vec3f(1e30);
    var high = vec3f(-1e30);
    for (var i = first; i < end; i++) {
      let body = world[8u * i + 6u].w;
      low = min(low, worldVec(8u * body + 6u).xyz);
      high = max(high, worldVec(8u * body + 7u).xyz);
    }
    lowX[lane] = low.x; lowY[lane] = low.y; lowZ[lane] = low.z;
    highX[lane] = high.x; highY[lane] = high.y; highZ[lane] = high.z;
    if below > 0u { children[lane] = i32(firstOfLevel(level + 1u) + child); }
    else { children[lane] = ~i32(world[8u * first + 6u].w); }
  }
  let at = treeBase() + node * 7u;
  put(at, lowX); put(at + 1u, highX);
  put(at + 2u, lowY); put(at + 3u, highY);
  put(at + 4u, lowZ); put(at + 5u, highZ);
  world[at + 6u] = bitcast<vec4u>(children);
}

/** Places a run of glowing triangles and sums their power within the run. */
@compute @workgroup_size(64)
fn placeLights(@builtin(global_invocation_id) id: vec3u) {
  let run = id.x;
  if run >= sumCount() { return; }
  var power = 0.0;
  for (var i = run * LIGHTS_PER_SUM; i < min((run + 1u) * LIGHTS_PER_SUM, lightCount()); i++) {
    let record = tableAt(12u) + i * 12u;
    let m = toWorld(words[record + 9u]);
    let triangle = words[record + 10u];
    let e1 = transformDirection(m, wordVec(record + 3u));
    let e2 = transformDirection(m, wordVec(record + 6u));
    let n = cross(e1, e2);
    let own = 0.5 * sqrt(dot(n, n)) * luminance(emissionFactorOf(triangle));
    power += own;
    let at = lightBase() + i * 3u;
    world[at] = vec4u(bitcast<vec3u>(transformPoint(m, wordVec(record))), triangle);
    put(at + 1u, vec4f(e1, power));
    put(at + 2u, vec4f(e2, own));
  }
  put(sumBase() + run, vec4f(power, 0, 0, 0));
}

/** Turns the runs' sums into what lies before each of them; the total goes behind. */
@compute @workgroup_size(1)
fn sumLights() {
  var before = 0.0;
  for (var run = 0u; run < sumCount(); run++) {
    let own = worldVec(sumBase() + run).x;
    put(sumBase() + run, vec4f(before, 0, 0, 0));
    before += own;
  }
  put(sumBase() + sumCount(), vec4f(before, 0, 0, 0));
}
