import { spawn } from 'node:child_process'

/** Reads until its standard input closes, which is when whoever started it is gone. */
const WATCH = `
process.stdin.resume().on('end', () => {
  try { process.kill(Number(process.argv[1]), 'SIGTERM') } catch {}
})`

/**
 * Makes sure that a process we started ends when we do, even when we are killed outright.
 *
 * Call the returned function once the process has ended by itself.
 */
export function endWithUs(pid: number): () => void {
  const watcher = spawn(process.execPath, ['-e', WATCH, `${pid}`], {
    // Of a group of its own: Ctrl-C must not take the watcher first.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.on('error', () => undefined)
  watcher.unref()
  return () => watcher.kill('SIGKILL')
}
