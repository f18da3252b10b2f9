import { setTimeout as sleep } from 'node:timers/promises'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { JobView } from '#peer/peer.ts'
import type { ProviderSettings } from '#peer/provider-view.ts'
import type { Address, PeerId } from '#protocol/ids.ts'
import { USUAL_RULES } from '#protocol/market/market-rules.ts'
import { costOf } from '#protocol/payment/amount.ts'
import type { Policy } from '#protocol/trust/policy.ts'
import {
  type ProviderMessage,
  providerMessageSchema,
  type RequestorMessage,
  requestorMessageSchema,
} from '#protocol/wire/messages.ts'
import type { NodePeer } from '#test/support/node-peer.ts'
import { type Lie, type LyingCompute, lyingCompute } from './lying-compute.ts'
import type { RealNetwork } from './real-network.ts'
import { type Twist, twistWords } from './twisted-mesh.ts'
import type { Work } from './work.ts'

const CEILING_PER_GIGA_GAS = 10n ** 18n
/** The budget in executions of every subtask: more than any policy takes. */
const BUDGET_EXECUTIONS = 6n
const LOOK_EVERY_MS = 200
const OVER = ['done', 'cancelled', 'failed']

/** How a cheat differs from an honest provider. */
export interface Cheat {
  readonly lie?: Lie
  readonly twist?: Twist<ProviderMessage>
  /** A wallet of its own unless given. */
  readonly payee?: Address
}

/** A provider of a company, and whom it works for. */
export interface Member {
  readonly node: NodePeer
  readonly payee: Address
}

/** A cheat at work. */
export interface CheatAtWork extends Member {
  readonly compute: LyingCompute
}

/** What came of a job that cheats worked on. Amounts are wei. */
export interface Figures {
  readonly job: JobView
  /** Results that were accepted, and are wrong. */
  readonly wrong: readonly number[]
  /** Paid to cheats beyond what their right work is worth. */
  readonly lostByRequestor: bigint
  /** What each honest provider computed and was not paid for. */
  readonly lostByProviders: readonly bigint[]
  /** What each cheat answered: once it is banned, until then. */
  readonly answered: readonly number[]
  /** How many of the cheats were banned, or cut off for words that are none. */
  readonly caught: number
  readonly honestBanned: number
  /** What of each honest provider's work was found right. */
  readonly verifiedOfHonest: readonly number[]
  /** What so many executions are worth. */
  readonly worth: (executions: number) => bigint
}

export interface TrialOptions {
  readonly subtasks: number
  readonly policy: Policy
  /** How long the job may take. */
  readonly limitMs: number
}

/** A job with cheats about. */
interface Trial {
  readonly jobId: string
  readonly cheats: readonly CheatAtWork[]
  /** What each honest provider had computed before. */
  readonly before: readonly number[]
}

/**
 * A requestor and honest providers that work for it alone: several companies share a network, and
 * none does the other's work.
 */
export class Company {
  readonly #network: RealNetwork
  readonly #work: Work
  readonly #join: () => Promise<NodePeer>
  #requestor: NodePeer
  #honest: readonly Member[] = []

  private constructor(
    network: RealNetwork,
    work: Work,
    join: () => Promise<NodePeer>,
    requestor: NodePeer,
  ) {
    this.#network = network
    this.#work = work
    this.#join = join
    this.#requestor = requestor
  }

  static async open(
    network: RealNetwork,
    {
      work,
      providers,
      twist,
    }: {
      readonly work: Work
      readonly providers: number
      /** What a false requestor says in place of what it means, by its seed. */
      readonly twist?: (seed: Uint8Array) => Twist<RequestorMessage>
    },
  ): Promise<Company> {
    const wallet = await network.newWallet()
    const seed = network.newSeed()
    const store = createMemoryStore()
    const join = () =>
      network.join({
        seed,
        store,
        wallet,
        compute: work.openCompute(),
        apps: [work.app],
        ...(twist && { twist: (mesh) => twistWords(mesh, requestorMessageSchema, twist(seed)) }),
      })
    const company = new Company(network, work, join, await join())
    company.#honest = await company.join(Array.from({ length: providers }, () => ({})))
    return company
  }

  get requestor(): NodePeer {
    return this.#requestor
  }

  get honest(): readonly Member[] {
    return this.#honest
  }

  /** The requestor's tab closes and opens again, the same as before. */
  async reload(): Promise<void> {
    await this.#requestor.stop()
    this.#requestor = await this.#join()
  }

  /** Lets cheats offer to this company's requestor. */
  async join(cheats: readonly Cheat[]): Promise<readonly CheatAtWork[]> {
    return Promise.all(
      cheats.map(async ({ lie = () => undefined, twist, payee = this.#network.newPayee() }) => {
        const compute = lyingCompute(this.#work.openCompute(), lie)
        const node = await this.#network.join({
          compute,
          ...(twist && { twist: (mesh) => twistWords(mesh, providerMessageSchema, twist) }),
        })
        await node.peer.startProviding(settingsFor(this.requestor.self, payee))
        return { node, payee, compute }
      }),
    )
  }

  /** Has cheats who worked for another company offer to this one's requestor from now on. */
  async hire(cheats: readonly CheatAtWork[]): Promise<void> {
    await Promise.all(
      cheats.map(({ node, payee }) =>
        node.peer.startProviding(settingsFor(this.requestor.self, payee)),
      ),
    )
  }

  /** Posts a paid job. */
  async #post(subtasks: number, policy: Policy): Promise<string> {
    const { peer } = this.requestor
    const draft = await peer.prepare(this.#work.app.manifest.id, { subtasks }, {})
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const budget = BUDGET_EXECUTIONS * this.worth(subtasks)
    const price = { budget, ceilingPerGigaGas: CEILING_PER_GIGA_GAS }
    const terms = { kind: 'paid', ...price, policy } as const
    const posted = await peer.post(draft.draftId, terms)
    if (posted.kind !== 'posted') throw new Error(posted.message)
    return posted.jobId
  }

  /** What so many executions are worth. */
  worth(executions: number): bigint {
    return costOf(BigInt(executions) * this.#work.gas, CEILING_PER_GIGA_GAS)
  }

  newPayee(): Address {
    return this.#network.newPayee()
  }

  async #job(jobId: string): Promise<JobView> {
    const job = (await this.requestor.peer.view()).jobs.find((each) => each.jobId === jobId)
    if (job === undefined) throw new Error(`no job ${jobId}`)
    return job
  }

  /** @throws {Error} when the job is not over in time. */
  async #untilOver(jobId: string, limitMs: number): Promise<JobView> {
    const until = performance.now() + limitMs
    for (;;) {
      const job = await this.#job(jobId)
      if (OVER.includes(job.phase)) return job
      if (performance.now() > until)
        throw new Error(
          `${job.phase} with ${job.verified} of ${job.subtasks}: ${job.explanation?.reason}`,
        )
      await sleep(LOOK_EVERY_MS)
    }
  }

  /** Has a job done among cheats, who leave when it is over. */
  async try(cheats: readonly Cheat[], options: TrialOptions): Promise<Figures> {
    const liars = await this.join(cheats)
    try {
      return await this.tryWith(liars, options)
    } finally {
      await Promise.all(liars.map(({ node }) => node.stop()))
    }
  }

  /** Has a job done among cheats that are here. */
  async tryWith(cheats: readonly CheatAtWork[], options: TrialOptions): Promise<Figures> {
    return this.finish(await this.begin(cheats, options), options.limitMs)
  }

  /** Posts a job that the cheats who are here may work on. */
  async begin(
    cheats: readonly CheatAtWork[],
    { subtasks, policy }: Omit<TrialOptions, 'limitMs'>,
  ): Promise<Trial> {
    const before = await this.#computed()
    return { jobId: await this.#post(subtasks, policy), cheats, before }
  }

  /** Waits until everybody honest has computed something of a job. */
  async untilAllWork({ before }: Trial): Promise<void> {
    while ((await this.#computed()).some((computed, at) => computed === before[at]))
      await sleep(LOOK_EVERY_MS)
  }

  /** Waits for the end of a job, and measures what the cheats made of it. */
  async finish({ jobId, cheats, before }: Trial, limitMs: number): Promise<Figures> {
    return this.#measure(await this.#untilOver(jobId, limitMs), cheats, before)
  }

  async #computed(): Promise<readonly number[]> {
    const views = await Promise.all(this.honest.map(({ node }) => node.peer.view()))
    return views.map(({ provider }) => provider.computed)
  }

  async #measure(
    job: JobView,
    liars: readonly CheatAtWork[],
    before: readonly number[],
  ): Promise<Figures> {
    const wrong = await this.#findWrong(job)
    const { app } = this.#work
    const seen = new Map(job.providers.map((provider) => [provider.peer, provider]))
    const paid = async ({ payee }: Member) =>
      (await this.#network.ledger.readChannel(job.jobId, payee)).paid
    let lostByRequestor = 0n
    for (const liar of liars) {
      const lied = wrong.filter((at) => liar.compute.hasLiedAbout(app.input(job.params, at)))
      const right = (seen.get(liar.node.self)?.verified ?? 0) - lied.length
      const isShared = this.honest.some(({ payee }) => payee === liar.payee)
      if (!isShared) lostByRequestor += (await paid(liar)) - this.worth(right)
    }
    const after = await this.#computed()
    const lostByProviders = await Promise.all(
      this.honest.map(async (member, at) => {
        const computed = (after[at] ?? 0) - (before[at] ?? 0)
        return this.worth(computed) - (await paid(member))
      }),
    )
    const isCaught = ({ node }: Member) =>
      seen.get(node.self)?.state === 'banned' ||
      job.turnedAway.some(({ peer, reason }) => peer === node.self && /^Malformed/.test(reason))
    return {
      job,
      wrong,
      lostByRequestor,
      lostByProviders,
      answered: liars.map(({ node }) => seen.get(node.self)?.answered ?? 0),
      caught: liars.filter(isCaught).length,
      honestBanned: this.honest.filter(({ node }) => seen.get(node.self)?.state === 'banned')
        .length,
      worth: (executions) => this.worth(executions),
      verifiedOfHonest: this.honest.map(({ node }) => seen.get(node.self)?.verified ?? 0),
    }
  }

  async #findWrong({ jobId, subtasks }: JobView): Promise<readonly number[]> {
    const wrong: number[] = []
    for (let index = 0; index < subtasks; index += 1) {
      const output = await this.requestor.peer.result(jobId, index)
      if (output !== undefined && Buffer.compare(output, this.#work.right(index)) !== 0)
        wrong.push(index)
    }
    return wrong
  }
}

const settingsFor = (requestor: PeerId, payee: Address): ProviderSettings => ({
  cores: 1,
  payee,
  acceptFree: false,
  floorPerGigaGas: 0n,
  rules: { ...USUAL_RULES, requestors: { only: [requestor], never: [] } },
})
