import { takeMemoryFromHost } from '../formats/kernel-memory.ts'
import { gate } from '../gate/gate.ts'
import type { LoadedProgram } from './loaded-program.ts'
import type { FromSandbox, ToSandbox } from './messages.ts'

type Refused = Extract<FromSandbox, { type: 'refused' }>

/** Gates, meters and compiles a program, once for all its subtasks. */
export async function compileProgram(
  request: Extract<ToSandbox, { type: 'open' }>,
): Promise<LoadedProgram | Refused> {
  const { format, shared } = request
  const verdict = gate(new Uint8Array(request.module), { format })
  if (verdict.kind === 'refused') {
    const { feature, offset, reason } = verdict
    return { type: 'refused', feature, offset, reason }
  }
  const metered = format === 'kernel' ? takeMemoryFromHost(verdict.module) : verdict.module
  try {
    return { format, shared, module: await WebAssembly.compile(metered) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { type: 'refused', feature: 'engine', offset: 0, reason }
  }
}
