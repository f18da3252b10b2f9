/** Whether this machine has a graphics device worth lending: one in software is slower than WASM. */
export async function hasGraphicsDevice(): Promise<boolean> {
  // Absent in browsers without WebGPU and on pages of insecure origins, whatever its type says.
  const gpu: GPU | undefined = navigator.gpu
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
  return adapter != null && !adapter.info.isFallbackAdapter
}
