import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asAddress } from '#protocol/ids.ts'
import type { Demand } from '#protocol/market/demand.ts'
import { evidenceOf } from '#test/support/evidence.ts'
import { CommandError } from '../command-error.ts'
import { verifyFile } from './verify-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-verify-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function verify(bytes: Uint8Array, ...more: readonly string[]) {
  await writeFile(join(folder, 'job.evidence'), bytes)
  const said: string[] = []
  const code = await verifyFile(['job.evidence', ...more], folder, (text) => said.push(text))
  return { code, said: said.join('\n') }
}

it('says what evidence amounts to', async () => {
  const { code, said } = await verify(await evidenceOf({}, { head: { executions: 12 } }))
  expect(code).toBe(0)
  expect(said).toContain('4 of 5 subtasks have a result that was judged right.')
  expect(said).toContain('10 results in 4 batches under 2 agreements.')
  expect(said).toContain('2 more were answered, and are not in the file')
  expect(said).toMatch(/0x0{39}1 +0\.000004006 +0\.000004006/)
  expect(said).toMatch(/payee +earned \(GLM\)/)
  expect(said).toMatch(/Whether it was paid, only the chain tells\.$/)
  expect(said).toMatch(/12D3KooW\w+ +4 +0 +1 +4,006/)
})

it('says whose keys signed, and what only the chain can tell', async () => {
  const { said } = await verify(await evidenceOf())
  expect(said).toContain('The requestor’s side of job 0x0101')
  expect(said).toMatch(
    /Requestor key: 12D3KooW\w+\.\nPaid by session 0x\w{40} of escrow 0xe{40} on/,
  )
})

it('says what of the pay is the author’s', async () => {
  const authorShare = { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 250 }
  const terms = (paid: Demand['terms']) => (paid.kind === 'paid' ? { ...paid, authorShare } : paid)
  const demandTo = (demand: Demand) => ({ ...demand, terms: terms(demand.terms) })
  const { said } = await verify(await evidenceOf({}, { demandTo }))
  expect(said).toContain(`below 2.5 % is the app’s author’s, ${authorShare.payee}.`)
})

it('does not call a file the requestor’s side that another key wrote', async () => {
  const { said } = await verify(await evidenceOf({}, { writerSeed: new Uint8Array(32).fill(123) }))
  expect(said).not.toContain('\nThe requestor’s side')
  expect(said).toContain('What a key that signed none of its agreements says is')
  expect(said).toMatch(/Requestor key: 12D3KooW\w+ \(another key than the writer’s\)/)
})

it('tells apart what several requestor keys owe', async () => {
  const requestorSeed = (provider: number) => new Uint8Array(32).fill(provider === 1 ? 99 : 7)
  const { said } = await verify(await evidenceOf({}, { requestorSeed }))
  expect(said).toContain('Nothing here shows that these keys are one requestor')
  expect(said.match(/0x0{39}[12] .* 12D3KooW\w+/g)).toHaveLength(2)
})

it('names what is wrong, and fails', async () => {
  const file = await evidenceOf()
  // A result hash of the last leaf before the verdict of the first batch.
  const at = Buffer.from(file).indexOf('attestation') - 50
  const { code, said } = await verify(file.with(at, 1 ^ (file[at] ?? 0)))
  expect(code).toBe(1)
  expect(said).toMatch(/Leaf 2 \(subtask 2\) in batch 1 of 12D3KooW\w+: its result is not under/)
  const { said: json } = await verify(file.with(at, 1 ^ (file[at] ?? 0)), '--json')
  expect(JSON.parse(json)).toMatchObject({ kind: 'broken', findings: [{ subtask: 2 }], more: 0 })
})

it('refuses what it cannot read', async () => {
  const none = verifyFile(['nowhere'], folder, () => {})
  await expect(none).rejects.toThrow(CommandError)
  await expect(verifyFile([], folder, () => {})).rejects.toThrow('Which file?')
  const { code, said } = await verify(new Uint8Array(0))
  expect([code, said]).toEqual([1, expect.stringContaining('no evidence')])
})
