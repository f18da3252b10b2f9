import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { CREDIT_SLACK } from '#peer/provider/credit-limit.ts'
import { creditWindow } from '#protocol/schedule/window.ts'
import { arrearsOf, type Policy } from '#protocol/trust/policy.ts'
import type { ProviderMessage, RequestorMessage } from '#protocol/wire/messages.ts'
import {
  type Cheat,
  Company,
  type Figures,
  type Member,
  type TrialOptions,
} from '#test/support/cheats/company.ts'
import { exploit } from '#test/support/cheats/exploitation.ts'
import {
  computesNothing,
  padsGas,
  repeatsItself,
  wrong,
  wrongAfter,
  wrongOnceIn,
} from '#test/support/cheats/lies.ts'
import type { Lie } from '#test/support/cheats/lying-compute.ts'
import { type RealNetwork, startRealNetwork } from '#test/support/cheats/real-network.ts'
import { greatest, lineOf, type ReportLine, writeReport } from '#test/support/cheats/report.ts'
import type { Twist } from '#test/support/cheats/twisted-mesh.ts'
import {
  callsAllWrong,
  hidesBadAgreements,
  hidesBadWords,
  type Omission,
  promisesNothing,
  replays,
  sendsOtherBytes,
  type Tape,
  withholdsBytes,
} from '#test/support/cheats/twists.ts'
import { toyWork } from '#test/support/cheats/work.ts'

vi.setConfig({ testTimeout: 170_000 })

const QUORUM: Policy = { kind: 'quorum', parties: 2 }
/** Checks all of a key's first 20 results, and ever fewer of those after. */
const ADAPTIVE: Policy = { kind: 'adaptive', error: 1e-3 }
const TRUSTED_AFTER = 20
const PROVIDERS = 3
const COMPANIES = 3
const SUBTASK_MS = 20
const work = toyWork(SUBTASK_MS)
/** A job of seconds, on a machine that is busy with all of the others. */
const LIMIT_MS = 150_000
/** Jobs in which a cheat among three others comes to a hundred subtasks or so. */
const BY_QUORUM: TrialOptions = { policy: QUORUM, subtasks: 240, limitMs: LIMIT_MS }
const BY_ADAPTIVE: TrialOptions = { policy: ADAPTIVE, subtasks: 480, limitMs: LIMIT_MS }

const SHORT_JOB = 12
const KEYS = 50

let network: RealNetwork
const free: Company[] = []
const waiting: Array<(company: Company) => void> = []
const report: ReportLine[] = []

beforeAll(async () => {
  network = await startRealNetwork()
  const opening = Array.from({ length: COMPANIES }, () =>
    Company.open(network, { work, providers: PROVIDERS }),
  )
  free.push(...(await Promise.all(opening)))
}, 60_000)

afterAll(async () => {
  await network?.stop()
  process.stderr.write(`\n${writeReport(report)}\n`)
})

/** Runs with a company that nobody else has at that time. */
async function withCompany<T>(run: (company: Company) => Promise<T>): Promise<T> {
  const company = free.pop() ?? (await new Promise<Company>((resolve) => waiting.push(resolve)))
  try {
    return await run(company)
  } finally {
    const next = waiting.shift()
    if (next === undefined) free.push(company)
    else next(company)
  }
}

/** Has a job done among cheats, and notes what came of it. */
async function tryCheats(
  role: string,
  cheats: (company: Company) => readonly Cheat[],
  trial = BY_QUORUM,
): Promise<Figures> {
  const figures = await withCompany((company) => company.try(cheats(company), trial))
  note(role, figures, trial)
  return figures
}

function note(role: string, figures: Figures, { policy } = BY_QUORUM): void {
  report.push(lineOf(policy.kind, role, figures))
}

const leave = (cheats: readonly Member[]) => Promise.all(cheats.map(({ node }) => node.stop()))

/** The wallet of one that is honest. */
function payeeOf([victim]: readonly Member[]) {
  if (victim === undefined) throw new Error('nobody is honest here')
  return victim.payee
}

/**
 * By adaptive no wrong result of one who lies this seldom need be found in so short a job, and by quorum
 * two who outvote it once or twice are not enough to send it away.
 */
const SELDOM = 'wrong at 2 %'

/** Subtasks whose pay is held back, and forfeited by who is caught. */
const arrears = ({ policy }: TrialOptions) => arrearsOf(policy)

/**
 * Nothing wrong is accepted, no wei goes to a cheat for it, and whoever is honest stays. Where a
 * cheat is paid in arrears it may lose some of its right work too.
 */
function expectNothingLost({ job, wrong: accepted, ...lost }: Figures, atMost = 0n): void {
  expect(job).toMatchObject({ phase: 'done', verified: job.subtasks })
  expect(accepted).toEqual([])
  expect(lost.lostByRequestor).toBeLessThanOrEqual(atMost)
  expect(lost.honestBanned).toBe(0)
}

/**
 * Real libp2p nodes, each with wallets of its own on a real chain, one relay, and a job for each kind of
 * cheat. What a subtask computes is a toy; words, signatures and money are not.
 */
describe.concurrent.each([BY_QUORUM, BY_ADAPTIVE])(
  'a provider that cheats alone, by $policy.kind',
  (trial) => {
    test.each<readonly [role: string, cheat: (company: Company) => Cheat]>([
      ['always wrong', () => ({ lie: wrong() })],
      ['wrong at 2 %', () => ({ lie: wrongOnceIn(50) })],
      ['right until trusted', () => ({ lie: wrongAfter(TRUSTED_AFTER + 5) })],
      ['pads its gas', () => ({ lie: padsGas })],
      ['sends other bytes than it signed', () => ({ twist: sendsOtherBytes })],
      ['names a victim’s wallet', ({ honest }) => ({ lie: wrong(), payee: payeeOf(honest) })],
    ])('%s: is caught, and nothing is lost', async (role, cheat) => {
      const figures = await tryCheats(role, (company) => [cheat(company)], trial)
      if (trial === BY_ADAPTIVE && role === SELDOM) {
        expect(figures.wrong.length).toBeLessThanOrEqual(trial.subtasks / 50)
        expect(figures.honestBanned).toBe(0)
        return
      }
      expectNothingLost(figures, figures.worth(arrears(trial)))
      if (role !== SELDOM) expect(figures.caught).toBe(1)
      // The victim among them.
      for (const verified of figures.verifiedOfHonest) expect(verified).toBeGreaterThan(0)
    })
  },
)

/**
 * Whoever answers at once has given more results than its probation asks for before the first check
 * is back, and is paid for some of them: what that costs is in the report.
 */
describe.concurrent.each([BY_QUORUM, BY_ADAPTIVE])(
  'a provider that answers before it could have computed, by $policy.kind',
  (trial) => {
    test.each<readonly [role: string, cheat: () => Cheat]>([
      ['computes nothing', () => ({ lie: computesNothing(work.gas, work.outputBytes) })],
      ['repeats one result', () => ({ lie: repeatsItself() })],
    ])('%s: is caught, and nothing wrong is left', async (role, cheat) => {
      const figures = await tryCheats(role, () => [cheat()], trial)
      expect(figures.job).toMatchObject({ phase: 'done', verified: trial.subtasks })
      expect(figures.wrong).toEqual([])
      expect(figures.honestBanned).toBe(0)
      expect(figures.caught).toBe(1)
      if (trial === BY_QUORUM) expect(figures.lostByRequestor).toBe(0n)
    })
  },
)

describe.concurrent('a provider that cheats with words, by quorum', () => {
  test('keeps its bytes back: the job is done without them', async () => {
    const figures = await tryCheats('keeps bytes back', () => [{ twist: withholdsBytes }])
    expectNothingLost(figures)
    // It computed, and signed for what is right: that is paid.
    expect(figures.answered[0]).toBeGreaterThan(0)
  })

  test.each<readonly [role: string, isPlaying: boolean]>([
    ['replays another lease', true],
    ['replays another job', false],
  ])('%s: is cut off, and nothing is lost', async (role, isPlaying) => {
    const tape: Tape = { recorded: undefined, said: 0, isPlaying }
    const figures = await withCompany(async (company) => {
      const cheats = await company.join([{ twist: replays(tape) }])
      if (!isPlaying) {
        // Others may have been quicker in a job so short.
        while (tape.recorded === undefined) {
          const before = await company.tryWith(cheats, { ...BY_QUORUM, subtasks: SHORT_JOB })
          expect(before.caught).toBe(0)
        }
      }
      tape.isPlaying = true
      return company.tryWith(cheats, BY_QUORUM).finally(() => leave(cheats))
    })
    note(role, figures)
    expectNothingLost(figures)
    expect(figures.caught).toBe(1)
  })

  test('replays what it signed before its requestor reloaded: is cut off, and nothing is lost', async () => {
    const tape: Tape = { recorded: undefined, said: 0, isPlaying: false }
    const figures = await withCompany(async (company) => {
      const cheats = await company.join([{ twist: replays(tape) }])
      const begun = await company.begin(cheats, BY_QUORUM)
      while (tape.recorded === undefined) await sleep(10)
      await company.reload()
      tape.isPlaying = true
      return company.finish(begun, LIMIT_MS).finally(() => leave(cheats))
    })
    note('replays an earlier run', figures)
    // A reload counts anew what was found right, and pays what it was found right before.
    expectNothingLost(figures, figures.worth(tape.said))
    expect(figures.caught).toBe(1)
  })
})

describe.concurrent('providers that cheat together', () => {
  test('a pair gets no more than chance gives it by quorum 2, and sends nobody away', async () => {
    const trial = { ...BY_QUORUM, subtasks: 480 }
    const figures = await withCompany(async (company) => {
      let isLying = false
      const lie: Lie = (subtask) => (isLying ? wrong()(subtask) : undefined)
      const pair = await company.join([{ lie }, { lie }])
      const begun = await company.begin(pair, trial)
      // A quorum of two is theirs for as long as nobody else is there.
      await company.untilAllWork(begun)
      isLying = true
      return company.finish(begun, LIMIT_MS).finally(() => leave(pair))
    })
    note('colluding pair', figures, trial)
    expect(figures.job).toMatchObject({ phase: 'done', verified: trial.subtasks })
    expect(figures.honestBanned).toBe(0)
    // Left alone among five parties they would have three of ten: what both are lent first, and a
    // third of what one of them is, by the third vote.
    expect(figures.wrong.length).toBeLessThanOrEqual(0.3 * trial.subtasks)
    expect(figures.lostByRequestor).toBeLessThanOrEqual(figures.worth(2 * figures.wrong.length))
  })

  test('a pair gets nothing by adaptive', async () => {
    const pair = () => [{ lie: wrong() }, { lie: wrong() }]
    const figures = await tryCheats('colluding pair', pair, BY_ADAPTIVE)
    expectNothingLost(figures)
    expect(figures.caught).toBe(2)
  })

  test('fifty keys of one wallet get nothing', async () => {
    const figures = await tryCheats('50 keys, one wallet', (company) => {
      const payee = company.newPayee()
      return Array.from({ length: KEYS }, () => ({ lie: wrong(), payee }))
    })
    expectNothingLost(figures)
    expect(figures.caught).toBeGreaterThan(1)
  })
})

describe.concurrent('a provider that leaves what is bad out of the record it carries', () => {
  /** Is caught by one requestor, and goes to one that never met it. */
  async function tryOmitter(role: string, hide: (omission: Omission) => Twist<ProviderMessage>) {
    const omission = { count: 0 }
    return withCompany(async (first) => {
      const cheats = await first.join([{ lie: wrong(), twist: hide(omission) }])
      expect((await first.tryWith(cheats, BY_ADAPTIVE)).caught).toBe(1)
      expect(omission.count).toBe(0)
      const figures = await withCompany(async (second) => {
        await second.hire(cheats)
        return second.tryWith(cheats, BY_ADAPTIVE)
      }).finally(() => leave(cheats))
      note(role, figures, BY_ADAPTIVE)
      expect(omission.count).toBeGreaterThan(0)
      expectNothingLost(figures, figures.worth(arrears(BY_ADAPTIVE)))
      expect(figures.caught).toBe(1)
      return { figures, cheat: cheats[0] as Member }
    })
  }

  test('hides a bad word: it is seen to have been there, and nothing is lost', async () => {
    const { figures, cheat } = await tryOmitter('hides bad words', hidesBadWords)
    const seen = figures.job.providers.find(({ peer }) => peer === cheat.node.self)
    expect(seen?.reputation).toMatchObject({ concluded: 0, right: 0, wrong: 0 })
    expect(seen?.reputation?.abandoned).toBeGreaterThan(0)
  })

  test('hides a bad agreement: is cut off before it is lent anything', async () => {
    const { figures } = await tryOmitter('hides bad agreements', hidesBadAgreements)
    expect(figures.answered).toEqual([0])
  })
})

describe.concurrent('a false requestor', () => {
  const PROVIDERS_OF_FALSE = 2
  const ENDLESS = 10_000
  /** The credit of one window, in subtasks: after a late timer some look a little quicker than they are. */
  const WINDOW = creditWindow(1, 0.8 * SUBTASK_MS)

  test.each<
    readonly [role: string, twist: (seed: Uint8Array) => Twist<RequestorMessage>, most: number]
  >([
    [
      'calls right work wrong, pays nothing',
      (seed) => (said) => promisesNothing(said) && callsAllWrong(seed)(said),
      CREDIT_SLACK * WINDOW,
    ],
    // What it confirms is owed, and what it holds meanwhile is on the way.
    ['confirms, pays nothing', () => promisesNothing, (CREDIT_SLACK + 1) * WINDOW],
  ])('%s: is left with no more than the credit agreed on', async (role, twist, most) => {
    const options = { work, providers: PROVIDERS_OF_FALSE, twist }
    const company = await Company.open(network, options)
    // Where two had to agree, who is left last would be lent no more, and stay.
    const trial: TrialOptions = { policy: { kind: 'none' }, subtasks: ENDLESS, limitMs: LIMIT_MS }
    const { computed, computedSince, lost } = await exploit(company, trial)
    report.push({
      ...{ policy: 'none', role, subtasks: ENDLESS, wrong: 0, lostByRequestor: 0n },
      lostByProvider: greatest(lost),
      caught: `${computedSince.filter((more) => more === 0).length} of ${PROVIDERS_OF_FALSE} left`,
      answered: Math.max(...computed),
      honestBanned: 0,
    })
    for (const each of computed) expect(each).toBeGreaterThan(WINDOW)
    for (const wei of lost) expect(wei).toBeLessThanOrEqual(company.worth(most))
    expect(computedSince).toEqual(computed.map(() => 0))
  })
})
