import createWabt from 'wabt'

const wabt = createWabt()

/** Assembles WAT into a module. @throws on text that is no valid module. */
export async function assemble(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const module = (await wabt).parseWat('module.wat', text, { simd: true })
  try {
    return new Uint8Array(module.toBinary({}).buffer)
  } finally {
    module.destroy()
  }
}

/** A module as unfolded WAT, an instruction a line, indices instead of names. */
export async function disassemble(bytes: Uint8Array): Promise<string> {
  // wabt reads past a view's ends.
  const module = (await wabt).readWasm(bytes.slice(), { simd: true, readDebugNames: false })
  try {
    return module.toText({ foldExprs: false, inlineExport: false })
  } finally {
    module.destroy()
  }
}
