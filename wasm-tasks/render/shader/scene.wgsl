// Where things lie in the shared bytes (see kernel/scene.ts) and in `world`, which the passes of
// prepare.wgsl fill for one frame:
//   bodies   8 vectors each: 3 rows world-to-body, 3 rows body-to-world, box low (.w: the body in
//            this place of the tree's order), box high
//   tree     7 vectors a node, over bodies in that order; levels from the root, all full
//   lights   3 vectors each: corner (.w triangle), edge (.w power up to here), edge (.w own power)
//   sums     one vector for each LIGHTS_PER_SUM lights, then one whose .x is the total power

const LIGHTS_PER_SUM = 256u;

fn wordF(index: u32) -> f32 { return bitcast<f32>(words[index]); }
fn wordVec(index: u32) -> vec3f { return vec3f(wordF(index), wordF(index + 1u), wordF(index + 2u)); }

fn bodyCount() -> u32 { return words[1]; }
fn lightCount() -> u32 { return words[11]; }
fn sceneRadius() -> f32 { return wordF(14u); }
/** Index of the word at which a table of the header starts. */
fn tableAt(entry: u32) -> u32 { return words[entry] / 4u; }

/** Levels of the tree over bodies: the fewest that have a lane for each. */
fn treeLevels() -> u32 {
  var levels = 1u;
  while (1u << (2u * levels)) < bodyCount() { levels += 1u; }
  return levels;
}
/** Nodes of all levels above `level`: the first node of it. */
fn firstOfLevel(level: u32) -> u32 { return ((1u << (2u * level)) - 1u) / 3u; }

fn treeBase() -> u32 { return 8u * bodyCount(); }
fn lightBase() -> u32 { return treeBase() + 7u * (2u * bodyCount() + 1u); }
fn sumBase() -> u32 { return lightBase() + 3u * lightCount(); }
fn sumCount() -> u32 { return (lightCount() + LIGHTS_PER_SUM - 1u) / LIGHTS_PER_SUM; }

fn worldVec(index: u32) -> vec4f { return bitcast<vec4f>(world[index]); }

fn luminance(c: vec3f) -> f32 { return 0.2126 * c.x + 0.7152 * c.y + 0.0722 * c.z; }

/** Unit vector; a zero vector comes back as +y so that nothing turns into NaN. */
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
