// Made by build-shader.ts from ../shader. SHA-256 b36ac7fc0987fc3f0d0045fefbaa9187d639a085218e10a40d78c2543b4a3f6a
/** The path tracer for graphics devices, by shader. */
export const shaders = {
  prepare: `
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
const LIGHTS_PER_SUM = 256u;
fn wordF(index: u32) -> f32 { return bitcast<f32>(words[index]); }
fn wordVec(index: u32) -> vec3f { return vec3f(wordF(index), wordF(index + 1u), wordF(index + 2u)); }
fn bodyCount() -> u32 { return words[1]; }
fn lightCount() -> u32 { return words[11]; }
fn sceneRadius() -> f32 { return wordF(14u); }
fn tableAt(entry: u32) -> u32 { return words[entry] / 4u; }
fn treeLevels() -> u32 {
var levels = 1u;
while (1u << (2u * levels)) < bodyCount() { levels += 1u; }
return levels;
}
fn firstOfLevel(level: u32) -> u32 { return ((1u << (2u * level)) - 1u) / 3u; }
fn treeBase() -> u32 { return 8u * bodyCount(); }
fn lightBase() -> u32 { return treeBase() + 7u * (2u * bodyCount() + 1u); }
fn sumBase() -> u32 { return lightBase() + 3u * lightCount(); }
fn sumCount() -> u32 { return (lightCount() + LIGHTS_PER_SUM - 1u) / LIGHTS_PER_SUM; }
fn worldVec(index: u32) -> vec4f { return bitcast<vec4f>(world[index]); }
fn luminance(c: vec3f) -> f32 { return 0.2126 * c.x + 0.7152 * c.y + 0.0722 * c.z; }
fn unit(v: vec3f) -> vec3f {
let square = dot(v, v);
return select(vec3f(0, 1, 0), v * (1.0 / sqrt(max(square, 1e-37))), square > 1e-30);
}
fn transformPoint(m: u32, p: vec3f) -> vec3f {
let q = vec4f(p, 1);
return vec3f(dot(worldVec(m), q), dot(worldVec(m + 1u), q), dot(worldVec(m + 2u), q));
}
fn transformDirection(m: u32, d: vec3f) -> vec3f {
return vec3f(dot(worldVec(m).xyz, d), dot(worldVec(m + 1u).xyz, d), dot(worldVec(m + 2u).xyz, d));
}
fn toBody(body: u32) -> u32 { return 8u * body; }
fn toWorld(body: u32) -> u32 { return 8u * body + 3u; }
fn materialOf(triangle: u32) -> u32 { return tableAt(7u) + words[tableAt(5u) + triangle * 4u + 3u] * 16u; }
fn emissionFactorOf(triangle: u32) -> vec3f { return wordVec(materialOf(triangle) + 5u); }
`,
  trace: `
@group(0) @binding(0) var<storage, read> words: array<u32>;
@group(0) @binding(1) var<storage, read> quads: array<vec4u>;
@group(0) @binding(2) var<storage, read> tile: array<u32>;
@group(0) @binding(3) var<storage, read> world: array<vec4u>;
@group(0) @binding(4) var<storage, read_write> light: array<vec4f>;
const FAR = 1e29;
const INDIRECT_LIMIT = 12.0;
fn heuristic(a: f32, b: f32) -> f32 { return (a * a) / (a * a + b * b); }
fn limited(seen: vec3f, bounce: u32) -> vec3f {
let l = luminance(seen);
if bounce > 0u && l > INDIRECT_LIMIT { return seen * (INDIRECT_LIMIT / l); }
return seen;
}
fn leave(p: vec3f, n: vec3f) -> vec3f {
let size = max(abs(p.x), max(abs(p.y), abs(p.z))) + sceneRadius();
return p + n * (size * 2e-5);
}
struct Shadow { direction: vec3f, limit: f32, light: vec3f }
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
const LIGHTS_PER_SUM = 256u;
fn wordF(index: u32) -> f32 { return bitcast<f32>(words[index]); }
fn wordVec(index: u32) -> vec3f { return vec3f(wordF(index), wordF(index + 1u), wordF(index + 2u)); }
fn bodyCount() -> u32 { return words[1]; }
fn lightCount() -> u32 { return words[11]; }
fn sceneRadius() -> f32 { return wordF(14u); }
fn tableAt(entry: u32) -> u32 { return words[entry] / 4u; }
fn treeLevels() -> u32 {
var levels = 1u;
while (1u << (2u * levels)) < bodyCount() { levels += 1u; }
return levels;
}
fn firstOfLevel(level: u32) -> u32 { return ((1u << (2u * level)) - 1u) / 3u; }
fn treeBase() -> u32 { return 8u * bodyCount(); }
fn lightBase() -> u32 { return treeBase() + 7u * (2u * bodyCount() + 1u); }
fn sumBase() -> u32 { return lightBase() + 3u * lightCount(); }
fn sumCount() -> u32 { return (lightCount() + LIGHTS_PER_SUM - 1u) / LIGHTS_PER_SUM; }
fn worldVec(index: u32) -> vec4f { return bitcast<vec4f>(world[index]); }
fn luminance(c: vec3f) -> f32 { return 0.2126 * c.x + 0.7152 * c.y + 0.0722 * c.z; }
fn unit(v: vec3f) -> vec3f {
let square = dot(v, v);
return select(vec3f(0, 1, 0), v * (1.0 / sqrt(max(square, 1e-37))), square > 1e-30);
}
fn transformPoint(m: u32, p: vec3f) -> vec3f {
let q = vec4f(p, 1);
return vec3f(dot(worldVec(m), q), dot(worldVec(m + 1u), q), dot(worldVec(m + 2u), q));
}
fn transformDirection(m: u32, d: vec3f) -> vec3f {
return vec3f(dot(worldVec(m).xyz, d), dot(worldVec(m + 1u).xyz, d), dot(worldVec(m + 2u).xyz, d));
}
fn toBody(body: u32) -> u32 { return 8u * body; }
fn toWorld(body: u32) -> u32 { return 8u * body + 3u; }
fn materialOf(triangle: u32) -> u32 { return tableAt(7u) + words[tableAt(5u) + triangle * 4u + 3u] * 16u; }
fn emissionFactorOf(triangle: u32) -> vec3f { return wordVec(materialOf(triangle) + 5u); }
const MAX_INVOCATIONS = 1048576u;
fn runsPerPixel(pixels: u32, samples: u32) -> u32 {
return min(samples, (MAX_INVOCATIONS + pixels - 1u) / pixels);
}
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
struct Hit { t: f32, u: f32, v: f32, triangle: u32, body: i32 }
var<private> hit: Hit;
const STACK = 112u;
struct Entry { child: i32, distance: f32 }
var<private> stack: array<Entry, STACK>;
fn divisor(d: f32) -> f32 {
if abs(d) > 1e-12 { return 1.0 / d; }
return select(1e12, -1e12, d < 0);
}
fn divisors(d: vec3f) -> vec3f { return vec3f(divisor(d.x), divisor(d.y), divisor(d.z)); }
struct Boxes { lowX: vec4f, highX: vec4f, lowY: vec4f, highY: vec4f, lowZ: vec4f, highZ: vec4f, children: vec4i }
fn pushChildren(b: Boxes, o: vec3f, i: vec3f, top: u32) -> u32 {
let ax = (b.lowX - o.x) * i.x;
let bx = (b.highX - o.x) * i.x;
let ay = (b.lowY - o.y) * i.y;
let by = (b.highY - o.y) * i.y;
let az = (b.lowZ - o.z) * i.z;
let bz = (b.highZ - o.z) * i.z;
let near = max(max(min(ax, bx), min(ay, by)), max(min(az, bz), vec4f(0)));
let far = min(min(max(ax, bx), max(ay, by)), min(max(az, bz), vec4f(hit.t)));
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
struct Surface {
geometric: vec3f,
shading: vec3f,
colour: vec3f,
metallic: f32,
roughness: f32,
emission: vec3f,
emissionFactor: vec3f,
}
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
fn emissionAt(triangle: u32, u: f32, v: f32) -> vec3f {
let m = materialOf(triangle);
let texture = textureOf(m, 2u);
if texture < 0 { return wordVec(m + 5u); }
return wordVec(m + 5u) * sampleTexture(texture, uvAt(triangle, vec3f(1.0 - u - v, u, v)), true);
}
fn normalToWorld(body: u32, n: vec3f) -> vec3f {
let m = toBody(body);
return worldVec(m).xyz * n.x + worldVec(m + 1u).xyz * n.y + worldVec(m + 2u).xyz * n.z;
}
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
const INVERSE_PI = 0.31830987;
struct Bsdf {
tangent: vec3f,
bitangent: vec3f,
normal: vec3f,
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
struct Aim { direction: vec3f, distance: f32, light: vec3f, pdf: f32 }
fn totalPower() -> f32 { return worldVec(sumBase() + sumCount()).x; }
fn pdfOfLight(factor: vec3f, distance: f32, cosine: f32) -> f32 {
let power = totalPower();
if !(power > 0.0 && cosine > 1e-6) { return 0.0; }
return (luminance(factor) / power) * (distance * distance) / cosine;
}
fn powerUpTo(light: u32) -> f32 {
return worldVec(sumBase() + light / LIGHTS_PER_SUM).x + worldVec(lightBase() + light * 3u + 1u).w;
}
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
fn pdfOfSun() -> f32 { return 0.15915494 / (1.0 - sunCosine()); }
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
fn skyColour(d: vec3f) -> vec3f {
let horizon = wordVec(SKY + 3u);
if d.y <= 0.0 { return horizon + (wordVec(SKY + 6u) - horizon) * min(-d.y * 4.0, 1.0); }
return horizon + (wordVec(SKY) - horizon) * sqrt(d.y);
}
`,
  resolve: `
@group(0) @binding(0) var<storage, read> tile: array<u32>;
@group(0) @binding(1) var<storage, read> light: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> picture: array<u32>;
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
const MAX_INVOCATIONS = 1048576u;
fn runsPerPixel(pixels: u32, samples: u32) -> u32 {
return min(samples, (MAX_INVOCATIONS + pixels - 1u) / pixels);
}
`,
}
