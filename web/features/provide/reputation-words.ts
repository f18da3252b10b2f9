import { formatGlm, SHOWN_DECIMALS } from '#protocol/payment/amount.ts'
import { carriedTrust, type Reputation } from '#protocol/trust/reputation.ts'

/** What a requestor reads of a provider's record: in short, and why it is trusted for it, or not. */
export interface ReputationWords {
  readonly short: string
  readonly why: string
  readonly tone: 'good' | 'bad' | 'neutral'
}

const SILENT: ReputationWords = {
  short: 'None shown',
  why: 'It has shown no record: it counts as new.',
  tone: 'neutral',
}
const NEW: ReputationWords = {
  short: 'New',
  why: 'Its key has signed no agreement before: all its first results are checked.',
  tone: 'neutral',
}

/** Says a record and what it is worth. */
export function sayReputation(reputation: Reputation | undefined): ReputationWords {
  if (reputation === undefined) return SILENT
  const { signed, right, wrong, sources, requestors } = reputation
  if (signed === 0) return NEW
  const trust = carriedTrust(reputation)
  const wallets = sources.filter(({ wallet }) => wallet !== null)
  const paid = wallets.reduce((sum, source) => sum + source.paid, 0n)
  const said = `${count(requestors, 'requestor')} judged ${right.toLocaleString('en')} right and ${wrong.toLocaleString('en')} wrong`
  const money =
    wallets.length === 0
      ? 'no payment for it was found'
      : `${count(wallets.length, 'wallet')} paid ${formatGlm(paid, SHOWN_DECIMALS)} GLM for it`
  return {
    short:
      wrong > 0 ? `${wrong.toLocaleString('en')} wrong` : `${right.toLocaleString('en')} right`,
    why: `${count(signed, 'agreement')}: ${sayEndings(reputation)}. ${said}; ${money}. ${sayTrust(trust)}`,
    tone: trust > 0 ? 'good' : trust < 0 ? 'bad' : 'neutral',
  }
}

/** How the agreements that are shown ended. */
export const sayEndings = ({ concluded, cutShort, abandoned }: Reputation): string =>
  `${concluded} ended in order, ${cutShort} cut short, ${abandoned} left without a word`

function sayTrust(trust: number): string {
  if (trust < 0) return 'That speaks against it: others are taken first.'
  if (trust === 0) return 'That is too little to go by: it is checked like a newcomer.'
  return `So it begins with ${Math.max(1, Math.round(100 * trust))} % of the trust that a record can give, and is checked less.`
}

const count = (many: number, what: string) =>
  `${many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`
