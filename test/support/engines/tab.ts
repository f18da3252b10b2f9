/** The worker of a test page: takes cases, answers what they come to. */
import { type EngineCase, runCase } from './run-case.ts'

addEventListener('message', ({ data }: MessageEvent<{ each: EngineCase; times: number }>) => {
  try {
    postMessage(runCase(data.each, data.times))
  } catch (error) {
    postMessage(`threw ${error}`)
  }
})
