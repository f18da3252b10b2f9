import { expect, it } from 'vitest'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { createToyCompute } from '#test/support/toy-compute.ts'
import { Drafts } from './drafts.ts'

it('says in words that no core became free to try a job on', async () => {
  const clock = createFakeClock()
  const drafts = new Drafts({
    apps: new Map([['toy', toyApp]]),
    clock,
    compute: {
      ...createToyCompute(clock),
      open: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    },
  })
  const preparing = drafts.prepare('toy', { subtasks: 1 }, {})
  await clock.advance(61_000)
  expect(await preparing).toMatchObject({ kind: 'invalid', code: 'probe_busy' })
})
