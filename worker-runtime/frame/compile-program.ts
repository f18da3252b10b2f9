import { takeMemoryFromHost } from '../formats/kernel-memory.ts'
import { gate } from '../gate/gate.ts'
import { gateWgsl } from '../gate/wgsl.ts'
import type { LoadedProgram, LoadedShaders } from './loaded-program.ts'
import type { FromSandbox, ToSandbox } from './messages.ts'

type OpenMessage = Extract<ToSandbox, { type: 'open' }>
type Refused = Extract<FromSandbox, { type: 'refused' }>

/** Characters of a reason that are told: it may quote names of any length. */
const MAX_REASON = 1_000

const refuse = ({ feature, offset, reason }: Omit<Refused, 'type'>): Refused => ({
  type: 'refused',
  feature,
  offset,
  reason: reason.slice(0, MAX_REASON),
})

async function gateAndCompile(
  request: OpenMessage,
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
  return { format, shared, module: await WebAssembly.compile(module) }
}

/**
 * Gates, meters (unless it is to run plain) and compiles a program, once for all its subtasks.
 * Answers whatever happens: what the engine, or the gate itself, throws is a refusal.
 */
export async function compileProgram(
  request: OpenMessage,
): Promise<LoadedProgram | LoadedShaders | Refused> {
  try {
    return await gateAndCompile(request)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse({ feature: 'engine', offset: 0, reason })
  }
}
