/** Things to undo, in the reverse order of doing. One that fails does not keep the rest from it. */
export class Cleanup {
  private steps: Array<() => Promise<unknown>> = []
  private running: Promise<void> | undefined

  add(step: () => Promise<unknown>): void {
    this.steps.push(step)
  }

  /** Runs every step once; called again, it waits for the same end. */
  run(): Promise<void> {
    this.running ??= this.runAll()
    return this.running
  }

  private async runAll(): Promise<void> {
    for (const step of this.steps.reverse()) await step().catch(() => undefined)
  }
}
