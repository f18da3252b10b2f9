const STOP_TIMEOUT_MS = 10_000

/**
 * Calls `stop` once when a person presses Ctrl-C, when a supervisor says so, or when the process
 * that started this one is gone, then exits. A stop that hangs is cut short.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false
  const run = (code: number) => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(code), STOP_TIMEOUT_MS).unref()
    stop().then(
      () => process.exit(code),
      () => process.exit(code),
    )
  }
  process.on('SIGINT', () => run(130))
  process.on('SIGTERM', () => run(143))
  process.on('SIGHUP', () => run(129))
  process.on('disconnect', () => run(1))
  process.channel?.unref()
}
