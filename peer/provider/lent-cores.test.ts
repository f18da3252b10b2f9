import { expect, it, vi } from 'vitest'
import { LentCores } from './lent-cores.ts'

/** Cores that open when the test says so. */
function openLater() {
  const opening = Promise.withResolvers<void>()
  const core = {
    run: () => Promise.reject(new Error('not run')),
    runAll: () => Promise.reject(new Error('not run')),
    pace: vi.fn(),
    close: vi.fn(async () => {}),
  }
  const open = vi.fn(async () => {
    await opening.promise
    return core
  })
  return { core, open, arrive: opening.resolve }
}
const never = new AbortController().signal

it('gives a core back at once that is lent no longer by the time it opens', async () => {
  const { core, open, arrive } = openLater()
  const cores = new LentCores(never, () => {})
  const ready = cores.openWith(open, { cores: 2, dutyCycle: 1 })
  const changed = cores.lend({ cores: 0, dutyCycle: 1 })
  arrive()
  await Promise.all([ready, changed])
  expect(core.close).toHaveBeenCalledOnce()
  expect(cores.leastAsked(1)).toBeUndefined()
})

it('opens anew what is lent again while a core too many closes', async () => {
  const { core, open, arrive } = openLater()
  const cores = new LentCores(never, () => {})
  const closed = Promise.withResolvers<void>()
  core.close.mockReturnValueOnce(closed.promise)
  const ready = cores.openWith(open, { cores: 1, dutyCycle: 1 })
  void cores.lend({ cores: 0, dutyCycle: 1 })
  arrive()
  await expect.poll(() => core.close).toHaveBeenCalledOnce()
  const again = cores.lend({ cores: 1, dutyCycle: 1 })
  closed.resolve()
  await Promise.all([ready, again])
  expect(cores.leastAsked(1)).toBeDefined()
})

it('holds a core to the share that was named while it opened', async () => {
  const { core, open, arrive } = openLater()
  const cores = new LentCores(never, () => {})
  const ready = cores.openWith(open, { cores: 1, dutyCycle: 1 })
  const changed = cores.lend({ cores: 1, dutyCycle: 0.5 })
  arrive()
  await Promise.all([ready, changed])
  expect(open).toHaveBeenCalledWith(1)
  expect(core.pace.mock.calls).toEqual([[0.5]])
})

it('lets a core finish what it was asked before it gives it back', async () => {
  const { core, open, arrive } = openLater()
  const cores = new LentCores(never, () => {})
  arrive()
  await cores.openWith(open, { cores: 1, dutyCycle: 1 })
  const lent = cores.leastAsked(1)
  if (lent === undefined) throw new Error('one is free')
  lent.asked = 2
  await cores.lend({ cores: 0, dutyCycle: 1 })
  expect(cores.leastAsked(9)).toBeUndefined()
  cores.finish(lent, 1)
  expect(core.close).not.toHaveBeenCalled()
  cores.finish(lent, 1)
  expect(core.close).toHaveBeenCalledOnce()
})

it('lends nothing before it knows how cores are opened', async () => {
  const cores = new LentCores(never, () => {})
  await cores.lend({ cores: 3, dutyCycle: 1 })
  expect(cores.leastAsked(1)).toBeUndefined()
})
