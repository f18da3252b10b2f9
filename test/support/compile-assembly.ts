import asc from 'assemblyscript/asc'

/** Compiles AssemblyScript to plain WASM without imports, as kernels are. */
export async function compileAssembly(
  source: string,
  flags: readonly string[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const result = await asc.compileString(source, ['-O3', '--runtime', 'stub', '--use', 'abort=', ...flags] as never)
  if (result.error || !result.binary) throw result.error ?? new Error(result.stderr.toString())
  return new Uint8Array(result.binary)
}
