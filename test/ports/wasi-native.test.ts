import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { platform } from 'node:process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeWasiOutput, encodeWasiInput } from '#protocol/task/wasi-input.ts'
import { oflags } from '#test/support/wasi/case.ts'
import { actNatively, type FileAction, stepOf } from '#test/support/wasi/native-files.ts'
import { compileProber } from '#test/support/wasi/prober.ts'
import { compileScript } from '#test/support/wasi/script.ts'
import { runWasi } from '#worker-runtime/formats/wasi.ts'
import { gate } from '#worker-runtime/gate/gate.ts'

const limits = { gas: 10n ** 9n, memoryBytes: 2 ** 24, outputBytes: 2 ** 22, logBytes: 0 }

const path = fc.constantFrom(
  ...['a', 'b', 'c', 'l', 'm', 'a/x', 'a/y', 'b/x', 'c/x', 'l/x', 'a/l', 'a/x/y', 'a/x/../y'],
  ...['.', 'a/', 'b/', 'c/', 'l/', 'm/', 'a/l/', 'a/.', 'a/..'],
)
const target = fc.constantFrom('a', 'b', 'c', 'x', 'nowhere', 'l', 'm', 'a/', 'b/', 'x/', 'a/x')
const { creat, directory, excl, trunc } = oflags
const action: fc.Arbitrary<FileAction> = fc.oneof(
  fc.record({ is: fc.constantFrom('mkdir', 'rmdir', 'unlink', 'readlink'), path }),
  fc.record({ is: fc.constantFrom('rename', 'link'), path, to: path }),
  fc.record({ is: fc.constant('symlink'), path, target }),
  fc.record({ is: fc.constant('stat'), path, follow: fc.boolean() }),
  fc.record({
    is: fc.constant('open'),
    path,
    flags: fc.constantFrom(0, creat, creat, creat | excl, creat | trunc, trunc, directory),
    write: fc.boolean(),
  }),
)
const beginning: FileAction[] = [
  { is: 'mkdir', path: 'a' },
  { is: 'open', path: 'b', flags: creat, write: true },
  { is: 'symlink', path: 'l', target: 'a' },
]
/** POSIX lets a link be refused either way where a file's name ends with a slash. */
const isEither = (each: FileAction) => each.is === 'symlink' && each.path.endsWith('/')

async function actInFolder(actions: readonly FileAction[]) {
  const folder = await mkdtemp(join(tmpdir(), 'loam-files-'))
  try {
    return actNatively(folder, actions)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe.skipIf(platform !== 'linux')('the sandbox’s files beside those of Linux', () => {
  test('take, refuse and tell the same', async () => {
    const verdict = gate(await compileProber(), { format: 'wasi' })
    if (verdict.kind === 'refused') throw new Error(verdict.reason)
    const module = new WebAssembly.Module(verdict.module)
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (more) => {
        const actions = [...beginning, ...more.filter((each) => !isEither(each))]
        const native = await actInFolder(actions)
        const { script, read } = compileScript(actions.map(stepOf))
        const preopens = [{ guestPath: '/', entries: [] }]
        const input = encodeWasiInput({ args: [], env: [], stdin: script, preopens })
        const ended = runWasi(module, new Uint8Array(0), input, limits)
        if (ended.kind === 'failed') throw new Error(ended.message)
        const answers = read(decodeWasiOutput(ended.output).stderr)
        expect(answers).toHaveLength(actions.length)
        for (const [index, { errno, given }] of answers.entries()) {
          const { errno: expected, given: told } = native[index] ?? { errno: 'none', given: {} }
          expect({ index, errno, given }).toMatchObject({ index, errno: expected, given: told })
        }
      }),
      { numRuns: 150 },
    )
  }, 120_000)
})
