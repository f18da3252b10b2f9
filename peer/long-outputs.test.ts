import { expect, it } from 'vitest'
import type { RunResult } from '#peer/ports/compute.ts'
import { createToyWorld, joinProvider, postFree, untilOver } from '#test/support/toy-world.ts'

/** From what fits an answer to as much as a subtask may say, by its subtask. */
const LENGTHS = [64, 65, 1_025, 65_537, 300_000, 2 ** 20]
const lengthen = (result: RunResult): RunResult => {
  if (result.kind !== 'done') return result
  const [byte = 0] = result.output
  const length = LENGTHS[Number(result.gas % BigInt(LENGTHS.length))] ?? 0
  return { ...result, output: new Uint8Array(length).fill(byte) }
}

it('a job’s outputs may have any length up to their limit', async () => {
  const world = createToyWorld()
  const requestor = await world.join()
  for (let at = 0; at < 2; at += 1) await joinProvider(world, { spoil: lengthen })
  const jobId = await postFree(world, requestor, LENGTHS.length, 'wordy-toy')
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
  const outputs = await Promise.all(LENGTHS.map((_, at) => requestor.peer.result(jobId, at)))
  const lengths = outputs.map((output) => output?.byteLength ?? 0)
  expect(lengths.sort((a, b) => a - b)).toEqual(LENGTHS)
})
