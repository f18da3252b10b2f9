import { encodeWasiInput, encodeWasiShared } from '#protocol/task/wasi-input.ts'
import type { EngineCase } from './run-case.ts'

interface Told {
  /** The first argument, too. */
  readonly name: string
  readonly module: Uint8Array<ArrayBuffer>
  readonly args: readonly string[]
  /** In the folder that it runs in, by name. */
  readonly files: Readonly<Record<string, string | Uint8Array>>
  /** Without one, as much as a real program may need. */
  readonly gas?: bigint
}

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

/** A `wasi` command told what to do. */
export const command = ({ name, module, args, files, gas = 2n ** 50n }: Told): EngineCase => ({
  name,
  format: 'wasi',
  module,
  shared: new Uint8Array(encodeWasiShared([])),
  input: new Uint8Array(
    encodeWasiInput({
      args: [name, ...args],
      env: ['A=b'],
      stdin: bytesOf('from stdin'),
      preopens: [
        {
          guestPath: '.',
          entries: Object.entries(files).map(([path, content]) => ({
            kind: 'file',
            path,
            bytes: bytesOf(content),
          })),
        },
      ],
    }),
  ),
  limits: { gas, memoryBytes: 2 ** 28, outputBytes: 2 ** 20, logBytes: 1_024 },
})
