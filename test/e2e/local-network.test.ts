import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readView } from '#cli/drive/page-view.ts'
import { holdBrowser } from '#test/support/browser-process.ts'
import { type LocalNetwork, startNetwork } from '#test/support/local-network.ts'

describe('a local network', () => {
  let network: LocalNetwork

  beforeAll(async () => {
    network = await startNetwork({ chain: true })
  })

  // Undefined when the network itself did not come up.
  afterAll(() => network?.stop())

  test('lets a tab join through its relay', async () => {
    const { page } = await network.openTab('/provide')
    await vi.waitFor(
      async () => expect((await readView(page))?.mesh.relay).toBe('reserved'),
      30_000,
    )
  })

  test('shows, from the foot of every page, the licences of what the page is built with', async () => {
    const { page } = await network.openTab('/')
    await page.getByRole('link', { name: 'what it is built with' }).click()
    await page.waitForURL('**/licences.txt')
    const text = await page.locator('body').textContent()
    // One that only the page has, one that only a worker has, and a font.
    for (const name of ['wouter', '@libp2p/webrtc', '@fontsource-variable/instrument-sans'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'))
    expect(text).toContain('Apache License')
  })

  test('can have one browser frozen, thawed and killed while another lives', async () => {
    const [held, other] = await Promise.all([network.openTab('/'), network.openTab('/')])
    const process = await holdBrowser(held.browser)
    await process.freeze()
    const answer = held.page.evaluate('1')
    const silence = new Promise((done) => setTimeout(done, 500, 'silent'))
    expect(await Promise.race([answer, silence])).toBe('silent')
    process.thaw()
    expect(await answer).toBe(1)

    const gone = new Promise((done) => held.browser.once('disconnected', done))
    await process.kill()
    await gone
    expect(await other.page.evaluate('1')).toBe(1)
  })
})

test('the local chain ends with whoever started it, even one killed outright', async () => {
  const program = `import { startChain } from '#cli/chain/start-chain.ts'
    console.log((await startChain()).info.rpcUrl)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed] = await once(child.stdout, 'data')
  const rpcUrl = `${printed}`.trim()
  const answers = () =>
    fetch(rpcUrl).then(
      () => true,
      () => false,
    )
  expect(await answers()).toBe(true)

  child.kill('SIGKILL')
  await vi.waitFor(async () => expect(await answers()).toBe(false), 30_000)
})
