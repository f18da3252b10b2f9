import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { verifyVoucher } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import { EvidenceVerifier } from '#protocol/trust/evidence.ts'
import type { EvidenceReport } from '#protocol/trust/evidence-report.ts'
import { speedUpSha256 } from '#protocol/trust/sha256.ts'
import { CommandError } from '../command-error.ts'
import { parseWords } from '../options.ts'
import { sayEvidence } from './evidence-words.ts'

export const VERIFY_USAGE = `Usage: npm run loam -- verify FILE [--json]

Checks the evidence of a job, as either side saves it: signatures, results under their batch roots,
verdicts, vouchers. It asks no network and no chain. It says what the evidence amounts to, or what is
wrong and with which result.

  --json             one JSON object in place of words, amounts in wei

Exit code: 0 where all is in order, 1 where something is wrong, 2 when the file cannot be read.`

const options = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/**
 * Carries out `loam verify`. Relative paths are taken from `folder`.
 *
 * @returns the exit code.
 * @throws {CommandError} where no file is named, or it cannot be read.
 */
export async function verifyFile(
  words: readonly string[],
  folder: string,
  say: (text: string) => void,
): Promise<number> {
  const { values, positionals } = parseWords(
    { args: [...words], allowPositionals: true, options },
    VERIFY_USAGE,
  )
  if (values.help) {
    say(VERIFY_USAGE)
    return 0
  }
  const [file, extra] = positionals
  if (file === undefined) throw new CommandError(`Which file?\n\n${VERIFY_USAGE}`)
  if (extra !== undefined) throw new CommandError(`One file at a time: "${extra}" is a second.`)
  const report = await readEvidence(resolve(folder, file))
  say(values.json ? toJson(report) : sayEvidence(report))
  return report.kind === 'fine' ? 0 : 1
}

/**
 * Checks the evidence in a file.
 * @throws {CommandError} where it cannot be read.
 */
export async function readEvidence(file: string): Promise<EvidenceReport> {
  const [{ verify }] = await Promise.all([openNativeSignatures(), speedUpSha256()])
  const verifier = new EvidenceVerifier({ verify, verifyVoucher })
  try {
    for await (const bytes of createReadStream(file)) await verifier.take(bytes)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${file} cannot be read: ${reason}`, { cause: error })
  }
  return verifier.end()
}

const toJson = (report: EvidenceReport): string =>
  JSON.stringify(report, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
