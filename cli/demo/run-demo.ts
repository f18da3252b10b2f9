import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { CommandError } from '../command-error.ts'
import { takeGuestWallet } from '../drive/guest-wallet.ts'
import type { JobSeen } from '../drive/page-view.ts'
import { startProviding } from '../drive/provide.ts'
import { followJob, requestJob, saveEvidence, saveVideo } from '../drive/request-job.ts'
import { openTab, openTabs } from '../drive/tabs.ts'
import type { Cleanup } from '../process/cleanup.ts'
import { type Stack, startStack } from '../stack/start-stack.ts'
import { sayEvidence } from '../verify/evidence-words.ts'
import { readEvidence } from '../verify/verify-file.ts'
import { auditEscrow } from './audit-escrow.ts'
import type { DemoOptions } from './demo-options.ts'
import type { DemoReport } from './demo-report.ts'
import { createProgressBar } from './progress-bar.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

/**
 * Brings a network up, has one tab ask for an animation and the others render it, and reads from
 * the chain who was paid. Everything it starts is handed to `cleanup`.
 *
 * @throws {CommandError} in plain words when something fails or takes too long.
 */
export async function runDemo(
  root: string,
  stateFolder: string,
  options: DemoOptions,
  cleanup: Cleanup,
): Promise<DemoReport> {
  const gaveUp = AbortSignal.timeout(options.timeoutSeconds * 1_000)
  const late = new Promise<never>((_, reject) => {
    gaveUp.addEventListener('abort', () =>
      reject(
        new CommandError(`The demo was not done after ${options.timeoutSeconds} s; see --timeout.`),
      ),
    )
  })
  return Promise.race([late, playThrough(root, stateFolder, options, cleanup, gaveUp)])
}

async function playThrough(
  root: string,
  stateFolder: string,
  options: DemoOptions,
  cleanup: Cleanup,
  signal: AbortSignal,
): Promise<DemoReport> {
  say('Starting a network …')
  const starting = startStack({
    root,
    stateFolder,
    host: '127.0.0.1',
    port: 0,
    https: false,
    chain: !options.free,
    report: say,
  })
  cleanup.add(async () => (await starting).stop())
  const stack = await starting

  say(`Opening ${options.providers} provider tabs and one for the requestor …`)
  const providers = await openTabs(options.providers, options, cleanup)
  await Promise.all(providers.map((page) => provide(page, stack)))
  const requestor = await openTab(options, cleanup)
  await requestor.goto(`${stack.pageUrl}/request`)
  if (stack.chain) await takeGuestWallet(requestor)
  await requestJob(requestor, options)

  const show = createProgressBar(process.stderr)
  const job = await followJob(
    requestor,
    (now) => show({ done: now.verified, of: now.subtasks, note: describe(now) }),
    signal,
  )
  const deliverable = await saveVideo(
    requestor,
    resolve(options.out),
    options.timeoutSeconds * 1_000,
  )
  if (options.evidence !== undefined) {
    const file = resolve(options.evidence)
    await saveEvidence(requestor, file, options.timeoutSeconds * 1_000)
    const report = await readEvidence(file)
    say(sayEvidence(report))
    if (report.kind === 'broken') throw new CommandError(`The evidence in ${file} is not in order.`)
  }
  return reportOf(job, deliverable, stack)
}

/** A provider works for a guest wallet of its own; it needs nothing in it. */
async function provide(page: Page, stack: Stack): Promise<void> {
  await page.goto(`${stack.pageUrl}/provide`)
  if (stack.chain) await takeGuestWallet(page)
  await startProviding(page)
}

async function reportOf(
  job: JobSeen,
  deliverable: DemoReport['deliverable'],
  stack: Stack,
): Promise<DemoReport> {
  const payees = job.providers.flatMap(({ payee }) => payee ?? [])
  const audit = stack.chain ? await auditEscrow(stack.chain.info, job.jobId, payees) : undefined
  return {
    job: job.jobId,
    app: job.appId,
    subtasks: job.subtasks,
    verified: job.verified,
    executions: job.executions,
    providers: job.providers.map(({ peer, payee, verified }) => ({
      peer,
      payee: payee ?? null,
      subtasks: verified,
      paid: (payee && audit?.paidTo.get(payee.toLowerCase())) || 0n,
    })),
    turnedAway: job.turnedAway,
    seconds: {
      join: job.seconds.join ?? null,
      firstResult: job.seconds.firstResult ?? null,
      total: job.seconds.total ?? null,
    },
    deliverable,
    escrow: {
      deposited: audit?.deposited ?? 0n,
      paid: audit?.paid ?? 0n,
      refunded: audit?.refunded ?? 0n,
      imbalance: audit?.imbalance ?? 0n,
    },
  }
}

function describe({ phase, providers, explanation }: JobSeen): string {
  const working = providers.filter(({ verified }) => verified > 0).length
  return explanation?.reason ?? `${phase}, ${working} providers with verified work`
}
