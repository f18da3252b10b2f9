/** Prints what growth within the cap comes to in this process, whose engine may refuse it. */
import { ask, compileProbeKernel, probe } from '../probe-kernel.ts'
import { runCase } from './run-case.ts'

const answer = runCase(
  {
    name: 'growth within the cap',
    format: 'kernel',
    module: await compileProbeKernel(),
    shared: new Uint8Array(0),
    input: new Uint8Array(ask(probe.grow, 5_000)),
    limits: { gas: 1_000_000_000n, memoryBytes: 2 ** 30, outputBytes: 1_024, logBytes: 0 },
  },
  1,
)
process.stdout.write(`${answer}\n`)
