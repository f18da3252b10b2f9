import { spawn } from 'node:child_process'

/**
 * Runs a program quietly, with one line of progress on stderr in place of its own output.
 *
 * Resolves to its exit code and what it printed; a program that cannot be started has code 127.
 */
export async function runQuietly(title, program, args, options = {}) {
  const startedAt = Date.now()
  process.stderr.write(`${title} …`)
  const dots = setInterval(() => process.stderr.write('.'), 5_000)
  const result = await new Promise((resolve) => {
    let output = ''
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (bytes) => (output += bytes))
    child.stderr.on('data', (bytes) => (output += bytes))
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code: code === null ? 1 : code, output }))
  })
  clearInterval(dots)
  const seconds = Math.round((Date.now() - startedAt) / 1_000)
  process.stderr.write(result.code === 0 ? ` done in ${seconds} s\n` : ' failed\n')
  return result
}
