import asc from 'assemblyscript/asc'

/** Compiles AssemblyScript to plain WASM without imports, as kernels are. */
export async function compileAssembly(
  source: string,
  options: { readonly enable?: readonly string[]; readonly initialMemory?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const result = await asc.compileString(source, {
    optimizeLevel: 3,
    runtime: 'stub',
    use: ['abort='],
    enable: [...(options.enable ?? [])],
    initialMemory: options.initialMemory ?? 0,
  })
  if (result.error || !result.binary) throw result.error ?? new Error(result.stderr.toString())
  return new Uint8Array(result.binary)
}
