import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import { bundleScript } from '#worker-runtime/frame/bundle-script.ts'
import { encodeCase } from './case-json.ts'
import { type EngineCase, runCase } from './run-case.ts'

/** Runs cases one after the other, each `times` over; an answer for each, as `runCase` gives it. */
export interface Engine {
  readonly name: string
  run(cases: readonly EngineCase[], times: number): Promise<readonly string[]>
}

/** This very process. */
export const node: Engine = {
  name: 'Node',
  run: async (cases, times) => cases.map((each) => runCase(each, times)),
}

/** Hands cases to a program that takes a file of them and how often to run each. */
async function runShell(
  cases: readonly EngineCase[],
  times: number,
  program: string,
  argsFor: (list: string, folder: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-engine-'))
  try {
    const list = join(folder, 'cases')
    await writeFile(list, cases.map(encodeCase).join('\n'))
    const args = [...(await argsFor(list, folder)), `${times}`]
    const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 2 ** 26 })
    return stdout.trimEnd().split('\n')
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * Node as it runs on processors without AVX, where vector instructions put their result over their
 * first operand; with one of V8's compilers alone, which otherwise take over from each other.
 */
const nodeWithoutAvx = (name: string, compiler: '--liftoff-only' | '--no-liftoff'): Engine => ({
  name: `Node without AVX, ${name}`,
  run: (cases, times) =>
    runShell(cases, times, process.execPath, async (list) => [
      '--no-enable-avx',
      compiler,
      fileURLToPath(new URL('./node-shell.ts', import.meta.url)),
      list,
    ]),
})
export const coldWithoutAvx = nodeWithoutAvx('first compiler', '--liftoff-only')
export const warmWithoutAvx = nodeWithoutAvx('best compiler', '--no-liftoff')

/** A worker in a fresh Chromium, as the sandbox has one. */
export const chromium: Engine = {
  name: 'Chromium',
  async run(cases, times) {
    const script = await bundleScript(new URL('./tab.ts', import.meta.url))
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage()
      return await page.evaluate(
        async ({ source, encoded, count }) => {
          const worker = new Worker(URL.createObjectURL(new Blob([source])))
          const answers: string[] = []
          for (const text of encoded) {
            answers.push(
              await new Promise<string>((resolve, reject) => {
                worker.onmessage = ({ data }) => resolve(data)
                worker.onerror = ({ message }) => reject(new Error(message))
                worker.postMessage({ text, times: count })
              }),
            )
          }
          return answers
        },
        { source: script, encoded: cases.map(encodeCase), count: times },
      )
    } finally {
      await browser.close()
    }
  },
}

const JSC_PLACES = [
  '/usr/bin/jsc',
  '/usr/lib/x86_64-linux-gnu/webkitgtk-6.0/jsc',
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/jsc',
  '/usr/lib/aarch64-linux-gnu/webkitgtk-6.0/jsc',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/jsc',
]

/** JavaScriptCore's shell, the engine of Safari, if it is installed. */
export function findJavaScriptCore(): Engine | undefined {
  const shell = [process.env.LOAM_JSC, ...JSC_PLACES].find((path) => path && existsSync(path))
  if (!shell) return undefined
  return {
    name: 'JavaScriptCore',
    run: (cases, times) =>
      runShell(cases, times, shell, async (list, folder) => {
        const prelude = await readFile(new URL('./shell-prelude.js', import.meta.url), 'utf8')
        const script = join(folder, 'shell.js')
        await writeFile(
          script,
          `${prelude};\n${await bundleScript(new URL('./shell.ts', import.meta.url))}`,
        )
        return [script, '--', list]
      }),
  }
}
