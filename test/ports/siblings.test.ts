import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createMemorySiblings } from '#peer/adapters/memory-siblings.ts'
import { createTabSiblings } from '#peer/adapters/tab-siblings.ts'
import type { Siblings } from '#peer/ports/siblings.ts'

let families = 0
const FAMILIES: Readonly<Record<string, () => { join(): Siblings }>> = {
  'in one process': createMemorySiblings,
  'by Web Locks': () => {
    families += 1
    const name = `family-${families}`
    return { join: () => createTabSiblings({ name, locks: navigator.locks }) }
  },
}

describe.each(Object.entries(FAMILIES))('siblings %s', (_, create) => {
  it('are led by one at a time, and by the next when it leaves', async () => {
    const family = create()
    const tabs = [family.join(), family.join(), family.join()] as const
    const led: number[] = []
    const leads = tabs.map((tab, at) => tab.lead().then(() => led.push(at)))
    await leads[0]
    await setTimeout(20)
    expect(led).toEqual([0])
    // One that waits and leaves does not lead, and holds nobody up.
    tabs[1].leave()
    tabs[0].leave()
    await leads[2]
    expect(led).toEqual([0, 2])
    tabs[2].leave()
    const last = family.join()
    await last.lead()
    last.leave()
  })

  it('tell each other copies, in order, and themselves nothing', async () => {
    const family = create()
    const [first, second, third] = [family.join(), family.join(), family.join()]
    const heard: unknown[][] = [[], [], []]
    ;[first, second, third].forEach((tab, at) => {
      tab.onTold((message) => heard[at]?.push(message))
    })
    const stop = third.onTold((message) => heard[2]?.push(['again', message]))
    stop()
    const message = { wei: 10n ** 20n, bytes: Uint8Array.of(1, 2) }
    first.tell(message)
    message.bytes[0] = 9
    first.tell('second')
    while (heard.flat().length < 4) await setTimeout(1)
    const copy = { wei: 10n ** 20n, bytes: Uint8Array.of(1, 2) }
    expect(heard).toEqual([[], [copy, 'second'], [copy, 'second']])
    second.leave()
    first.tell('third')
    second.tell('nobody hears this')
    while (heard[2]?.length !== 3) await setTimeout(1)
    await setTimeout(20)
    expect(heard.map(({ length }) => length)).toEqual([0, 2, 3])
    for (const tab of [first, third]) tab.leave()
  })
})
