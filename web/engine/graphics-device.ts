/** A broken driver may leave the question unanswered for ever; the page must start without it. */
const ANSWER_MS = 2_000

/** Whether this machine has a graphics device worth lending: one in software is slower than WASM. */
export async function hasGraphicsDevice(): Promise<boolean> {
  // Absent in browsers without WebGPU and on pages of insecure origins, whatever its type says.
  const gpu: GPU | undefined = navigator.gpu
  const adapter = await Promise.race([
    gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null),
    new Promise<null>((resolve) => setTimeout(resolve, ANSWER_MS, null)),
  ])
  return adapter != null && !adapter.info.isFallbackAdapter
}
