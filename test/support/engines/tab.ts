/** The worker of a test page: takes cases as text, answers what they come to. */
import { decodeCase } from './case-json.ts'
import { runCase } from './run-case.ts'

addEventListener('message', ({ data }: MessageEvent<{ text: string; times: number }>) => {
  try {
    postMessage(runCase(decodeCase(data.text), data.times))
  } catch (error) {
    postMessage(`threw ${error}`)
  }
})
