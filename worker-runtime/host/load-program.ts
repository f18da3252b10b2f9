import type { Program } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import { fromSandbox } from '../frame/messages.ts'
import type { Sandbox } from './sandbox.ts'
import type { Ticker } from './ticker.ts'

const LOAD_TIMEOUT_MS = 30_000

/**
 * Has a fresh sandbox gate and compile a program. When that fails the sandbox is ended.
 *
 * @throws {ProgramRefusedError} when the gate or the engine refuses the module.
 */
export async function loadProgram(
  sandbox: Sandbox,
  program: Program,
  options: { readonly ticker: Ticker; readonly signal: AbortSignal; readonly plain: boolean },
): Promise<void> {
  const { ticker, signal, plain } = options
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const late = () => reject(new Error(`The program was not loaded after ${LOAD_TIMEOUT_MS} ms`))
  const abort = () => reject(signal.reason)
  const cancel = ticker.after(LOAD_TIMEOUT_MS, late)
  signal.addEventListener('abort', abort)
  try {
    signal.throwIfAborted()
    sandbox.onMessage(resolve)
    void sandbox.died.then((why) => reject(new Error(why)))
    const { format, module, shared } = program
    sandbox.send({ type: 'open', format, module, shared, plain })
    const { data: answer } = fromSandbox.safeParse(await promise)
    if (answer?.type === 'refused') {
      throw new ProgramRefusedError(answer.feature, answer.offset, answer.reason)
    }
    if (answer?.type !== 'opened') throw new Error('The sandbox sent nonsense')
  } catch (error) {
    sandbox.kill()
    throw error
  } finally {
    cancel()
    signal.removeEventListener('abort', abort)
  }
}
