import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type EvidenceHabits,
  evidenceOf,
  rememberingChecks,
  sectionsOf,
} from '#test/support/evidence.ts'
import { paidTerms } from '#test/support/market.ts'
import type { Demand } from '../market/demand.ts'
import { EvidenceVerifier, verifyEvidence } from './evidence.ts'
import { CHECKED_LEAF_BYTES, type EvidenceBatch } from './evidence-file.ts'
import { LEAF_BYTES, Leaves } from './leaves.ts'
import { peerIdOfSeed } from './seal.ts'

const checks = rememberingChecks()
const BATCH = 2

async function findingsOf(file: Uint8Array) {
  const report = await verifyEvidence(file, checks)
  return report.kind === 'fine' ? [] : report.findings
}
const wordsOf = async (file: Uint8Array) => (await findingsOf(file)).map(({ words }) => words)

const flip = (file: Uint8Array, at: number, by = 1) => file.with(at, ((file[at] ?? 0) ^ by) & 0xff)

/** Where each leaf of a file lies. */
function* leavesOf(file: Uint8Array) {
  let batch = 0
  for (const { kind, to } of sectionsOf(file)) {
    if (kind !== BATCH) continue
    batch += 1
    const counts = [3, 2, 3, 2]
    const count = counts[batch - 1] ?? 0
    const row = findLeaves(file, to, count)
    for (let position = 0; position < count; position += 1)
      yield { batch, position, from: row + position * CHECKED_LEAF_BYTES }
  }
}

/** Where the leaves of the section that ends here begin: after their name and length in CBOR. */
function findLeaves(file: Uint8Array, before: number, count: number): number {
  const name = new TextEncoder().encode('fleaves')
  for (let at = before; at > 0; at -= 1)
    if (name.every((byte, offset) => file[at + offset] === byte)) {
      const length = count * CHECKED_LEAF_BYTES
      return at + name.length + (length < 256 ? 2 : 3)
    }
  throw new Error('no leaves')
}

describe('evidence', () => {
  it('says what a job came to', async () => {
    const report = await verifyEvidence(await evidenceOf(), checks)
    expect(report).toMatchObject({
      kind: 'fine',
      totals: {
        role: 'requestor',
        subtasks: 5,
        confirmed: 4,
        executions: { shown: 10, claimed: 10 },
        agreements: 2,
        batches: 4,
      },
    })
    if (report.kind !== 'fine') return
    const { providers, payees } = report.totals
    // Gas 1000 to 1003, at 1 GLM for 10⁹.
    for (const provider of providers)
      expect(provider).toMatchObject({ right: 4, wrong: 0, unjudged: 1, gas: 4_006n })
    for (const { earned, promised } of payees)
      expect([earned, promised]).toEqual([4_006n * 10n ** 9n, 4_006n * 10n ** 9n])
    expect(payees).toHaveLength(2)
  })

  it('is the same in whichever pieces it comes', async () => {
    const file = await evidenceOf()
    const pieces = fc.integer({ min: 1, max: 2_000 })
    await fc.assert(
      fc.asyncProperty(pieces, async (size) => {
        const verifier = new EvidenceVerifier(checks)
        for (let from = 0; from < file.length; from += size)
          await verifier.take(file.slice(from, from + size))
        expect(verifier.end().kind).toBe('fine')
      }),
      { numRuns: 20 },
    )
  })

  it('is told of any byte that is flipped, wherever it lies', async () => {
    const file = await evidenceOf({ providers: 1, subtasks: 2 })
    const sections = sectionsOf(file)
    for (let at = 0; at < file.length; at += 1) {
      const [finding] = await findingsOf(flip(file, at, 1 << (at % 8)))
      expect(finding, `byte ${at}`).toBeDefined()
      const inside = sections.findIndex(({ from, to }) => at >= from && at < to)
      // The magic is before the first.
      expect(finding?.section, `byte ${at}`).toBe(Math.max(0, inside) + 1)
    }
  }, 60_000)

  it('names the leaf in which a byte is flipped, with its subtask where that is not it', async () => {
    const file = await evidenceOf()
    const leaves = [...leavesOf(file)]
    expect(leaves).toHaveLength(10)
    for (const { batch, position, from } of leaves)
      for (let at = 0; at < CHECKED_LEAF_BYTES; at += 1) {
        const findings = await findingsOf(flip(file, from + at))
        expect(findings).toHaveLength(1)
        expect(findings[0]).toMatchObject({ batch, position })
        if (at >= 4) expect(findings[0]?.subtask).toBe(position + (batch % 2 === 0 ? 3 : 0))
        const isCheck = at >= LEAF_BYTES
        expect(findings[0]?.words).toContain(isCheck ? 'is under the signed root' : 'is not under')
      }
  }, 60_000)

  it('is told of bytes that are cut off, put in or appended', async () => {
    const file = await evidenceOf()
    const place = fc.nat(file.length - 1)
    await fc.assert(
      fc.asyncProperty(
        place,
        place,
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        async (...[at, other, put]) => {
          expect(await findingsOf(file.slice(0, at))).not.toEqual([])
          const [from, to] = [Math.min(at, other), Math.max(at, other) + 1]
          expect(await findingsOf(splice(file, from, to - from))).not.toEqual([])
          expect(await findingsOf(splice(file, at, 0, put))).not.toEqual([])
          expect(await findingsOf(splice(file, file.length, 0, put))).not.toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  }, 60_000)

  it('says that bytes follow the end, be they few or many', async () => {
    const file = await evidenceOf()
    for (const length of [1, 8, 9, 4_000])
      expect(await wordsOf(splice(file, file.length, 0, new Uint8Array(length)))).toEqual([
        expect.stringContaining('after the end of the evidence'),
      ])
  })

  it('finds a section that is left out, shown twice or astray', async () => {
    const file = await evidenceOf()
    const parts = sectionsOf(file).map(({ from, to }) => file.slice(from, to))
    const write = (sections: readonly Uint8Array[]) =>
      Uint8Array.from([...file.slice(0, 16), ...sections.flatMap((section) => [...section])])
    expect(await findingsOf(write(parts))).toEqual([])
    for (let at = 0; at < parts.length; at += 1) {
      expect(await findingsOf(write(parts.toSpliced(at, 1)))).not.toEqual([])
      const twice = parts.toSpliced(at, 0, parts[at] ?? new Uint8Array())
      expect(await findingsOf(write(twice))).not.toEqual([])
      const swapped = parts.toSpliced(at, 2, ...parts.slice(at, at + 2).reverse())
      if (at + 1 < parts.length) expect(await findingsOf(write(swapped))).not.toEqual([])
    }
    const [left] = await wordsOf(write(parts.toSpliced(4, 1)))
    expect(left).toContain('signed a file with other sections than these')
  })

  it('takes whatever bytes come for no evidence, and throws nothing', async () => {
    const begin = (await evidenceOf()).slice(0, 16)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        expect(await findingsOf(noise)).not.toEqual([])
        expect(await findingsOf(Uint8Array.from([...begin, ...noise]))).not.toEqual([])
      }),
    )
  })
})

describe('evidence that its own exporter made up', () => {
  it('cannot show other leaves than were signed', async () => {
    const file = await evidenceOf(
      {},
      {
        batch: (batch, provider) =>
          provider === 1 ? { ...batch, leaves: dearer(batch.leaves) } : batch,
      },
    )
    const words = await wordsOf(file)
    expect(words).toHaveLength(2)
    for (const said of words) expect(said).toContain('not those under the signed root')
  })

  it('cannot show words that nobody signed', async () => {
    const forge = <Signed extends { readonly signature: Uint8Array }>(sealed: Signed) => ({
      ...sealed,
      signature: flip(sealed.signature, 5),
    })
    const said = async (habits: EvidenceHabits) => (await wordsOf(await evidenceOf({}, habits)))[0]
    expect(await said({ batch: (shown) => ({ ...shown, batch: forge(shown.batch) }) })).toContain(
      'it is not as its provider signed it',
    )
    expect(
      await said({ batch: (shown) => ({ ...shown, attestation: forge(shown.attestation) }) }),
    ).toContain('the verdict over it is not as its requestor signed it')
    expect(
      await said({ agreement: (shown) => ({ ...shown, agreement: forge(shown.agreement) }) }),
    ).toContain('the terms are not as their requestor')
    expect(await said({ agreement: (shown) => ({ ...shown, link: forge(shown.link) }) })).toContain(
      'its place in the provider’s chain',
    )
    expect(
      await said({ voucher: (shown) => ({ ...shown, cumulative: shown.cumulative + 1n }) }),
    ).toContain('is not as the job’s session key signed it')
  })

  it('cannot show a verdict over another batch', async () => {
    let first: EvidenceBatch | undefined
    const file = await evidenceOf(
      {},
      {
        batch: (shown) => {
          first ??= shown
          return { ...shown, attestation: first.attestation }
        },
      },
    )
    const words = await wordsOf(file)
    expect(words).toHaveLength(3)
    expect(words[0]).toContain('is over another batch')
  })

  it('cannot call two different results of a subtask right', async () => {
    const habits = {
      leaf: <Leaf extends { readonly index: number }>(leaf: Leaf, provider: number) =>
        provider === 1 && leaf.index === 2 ? { ...leaf, resultHash: new Uint8Array(32) } : leaf,
    }
    const [finding] = await findingsOf(await evidenceOf({}, habits))
    expect(finding).toMatchObject({ batch: 3, position: 2, subtask: 2 })
    // Where hardware rounds, results of one subtask differ and are right.
    const rounded = await evidenceOf(
      {},
      { ...habits, demand: { policy: { kind: 'audit', share: 0.05 } } },
    )
    expect(await findingsOf(rounded)).toEqual([])
  })

  it('cannot owe other gas than was right', async () => {
    const [words] = await wordsOf(await evidenceOf({}, { extraGas: 1n }))
    expect(words).toContain('took 3003, and its verdict says 3004')
  })

  it('cannot show subtasks that the job has not, nor gas beyond its limit', async () => {
    const beyond = await evidenceOf({}, { demand: { subtasks: 4 } })
    expect(await wordsOf(beyond)).toEqual([
      expect.stringContaining('the job has 4 subtasks'),
      expect.stringContaining('the job has 4 subtasks'),
    ])
    const limits = { gas: 1_003n, memoryBytes: 65_536, outputBytes: 1, logBytes: 0, wallMs: 1_000 }
    const dear = await evidenceOf({}, { demand: { limits } })
    expect((await wordsOf(dear))[0]).toContain('it took 1004 of the 1003')
  })

  it('cannot show agreements and batches of another job', async () => {
    const file = await evidenceOf({}, { head: { jobId: `0x${'02'.repeat(32)}` as never } })
    const words = await wordsOf(file)
    expect(words[0]).toContain('an agreement on another job')
  })

  it('cannot show agreements on other terms, or of a job of another size', async () => {
    const other: ReadonlyArray<(demand: Demand) => Demand> = [
      (demand) => ({ ...demand, subtasks: 1_000_000 }),
      (demand) => ({ ...demand, terms: { kind: 'free' } }),
      (demand) => ({ ...demand, terms: paidTerms(10n ** 18n) }),
    ]
    for (const change of other) {
      const demandTo = (demand: Demand, provider: number) =>
        provider === 1 ? change(demand) : demand
      const words = await wordsOf(await evidenceOf({}, { demandTo }))
      expect(words[0]).toContain('on other terms than the first agreement')
    }
  })

  it('cannot have what another key signed count as its requestor’s', async () => {
    const fake = new Uint8Array(32).fill(99)
    const requestorSeed = (provider: number) => (provider === 1 ? fake : new Uint8Array(32).fill(7))
    const report = await verifyEvidence(await evidenceOf({}, { requestorSeed }), checks)
    if (report.kind === 'broken') throw new Error('broken')
    const { requestors, providers, payees, by } = report.totals
    expect(requestors).toEqual([by, peerIdOfSeed(fake)])
    expect(providers.map(({ requestor }) => requestor)).toEqual(requestors)
    expect(payees.map(({ requestor }) => requestor)).toEqual(requestors)
  })

  it('cannot show one provider’s part with the agreements of another', async () => {
    const file = await evidenceOf({}, { head: { role: 'provider' } })
    expect((await wordsOf(file))[0]).toContain('another provider than the file is of')
  })
})

const dearer = (leaves: Leaves) =>
  Leaves.of(Array.from(leaves, (leaf) => ({ ...leaf, gas: leaf.gas + 1n })))

function splice(file: Uint8Array, at: number, less: number, more: Uint8Array = new Uint8Array()) {
  return Uint8Array.from([...file.slice(0, at), ...more, ...file.slice(at + less)])
}
