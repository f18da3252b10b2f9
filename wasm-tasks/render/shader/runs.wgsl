// How a pixel's samples are shared out; render/gpu.ts sizes buffers and dispatches by the same rule.
const MAX_INVOCATIONS = 1048576u;

/** Invocations a pixel gets: one for each sample while there are not too many in all. */
fn runsPerPixel(pixels: u32, samples: u32) -> u32 {
  return min(samples, (MAX_INVOCATIONS + pixels - 1u) / pixels);
}
