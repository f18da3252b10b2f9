import { takeMemoryFromHost } from '../formats/kernel-instances.ts'
import { gate } from '../gate/gate.ts'
import { gateWgsl } from '../gate/wgsl.ts'
import type { LoadedProgram, LoadedShaders } from './loaded-program.ts'
import type { ToSandbox } from './messages.ts'
import { type Refused, refused } from './refused.ts'

type OpenMessage = Extract<ToSandbox, { type: 'open' }>

async function gateAndCompile(
  request: OpenMessage,
): Promise<LoadedProgram | LoadedShaders | Refused> {
  const { format, shared, plain } = request
  if (format === 'wgsl') {
    const verdict = gateWgsl(request.module, { trusted: plain })
    return verdict.kind === 'refused' ? refused(verdict) : { format, verdict, shared }
  }
  const bytes = new Uint8Array(request.module)
  const verdict = gate(bytes, { format })
  if (verdict.kind === 'refused') return refused(verdict)
  const metered = () => (format === 'kernel' ? takeMemoryFromHost(verdict.module) : verdict.module)
  return { format, shared, module: await WebAssembly.compile(plain ? bytes : metered()) }
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
    return refused({ feature: 'engine', offset: 0, reason })
  }
}
