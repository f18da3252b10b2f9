import { takeMemoryFromHost } from '../formats/kernel-memory.ts'
import { gate } from '../gate/gate.ts'
import { gateWgsl } from '../gate/wgsl.ts'
import type { LoadedProgram, LoadedShaders } from './loaded-program.ts'
import type { FromSandbox, ToSandbox } from './messages.ts'

type Refused = Extract<FromSandbox, { type: 'refused' }>

const refuse = ({ feature, offset, reason }: Omit<Refused, 'type'>): Refused => ({
  type: 'refused',
  feature,
  offset,
  reason,
})

/** Gates, meters (unless it is to run plain) and compiles a program, once for all its subtasks. */
export async function compileProgram(
  request: Extract<ToSandbox, { type: 'open' }>,
): Promise<LoadedProgram | LoadedShaders | Refused> {
  const { format, shared, plain } = request
  if (format === 'wgsl') {
    const verdict = gateWgsl(request.module, { trusted: plain })
    return verdict.kind === 'refused' ? refuse(verdict) : { format, verdict, shared }
  }
  const verdict = gate(new Uint8Array(request.module), { format })
  if (verdict.kind === 'refused') return refuse(verdict)
  const metered = format === 'kernel' ? takeMemoryFromHost(verdict.module) : verdict.module
  const module = plain ? new Uint8Array(request.module) : metered
  try {
    return { format, shared, module: await WebAssembly.compile(module) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse({ feature: 'engine', offset: 0, reason })
  }
}
