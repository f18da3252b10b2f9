import type { WalletQuestion } from '#peer/adapters/ledger-viem/wallet-step.ts'
import { shorten } from '#web/ui/short-id.tsx'
import type { WalletAct } from './wallet-act.ts'
import type { ConnectedWallet } from './wallet-session.ts'

/** What is so, and what it means for the person. */
export interface ActWords {
  readonly title: string
  readonly text: string
  /** Whether the person should do something about it. */
  readonly isTrouble: boolean
}

/** After this long a chain is called slow, in seconds. */
const SLOW_AFTER_S = 30

const ASKS: Readonly<Record<WalletQuestion, string>> = {
  allow: 'to let the escrow take exactly this amount, and no more',
  permit: 'to let the escrow take GLM for later jobs too, without limit, by a signature',
  takeBack: 'to let the escrow take nothing any more',
  open: 'to lock the budget in the escrow',
  fund: 'to add to what is locked',
  extend: 'to move the deadline',
  redeem: 'to have the escrow pay what you were promised',
  withdraw: 'to have the escrow send what was paid',
  coin: 'to send the guest wallet coin for chain gas',
}

/** How it stands with what a wallet is being asked, in words. */
export function sayAct(
  { step, address }: Pick<WalletAct, 'step' | 'address'>,
  at: {
    readonly connected: Pick<ConnectedWallet, 'address' | 'isOnRightChain'> | undefined
    readonly chainName: string
    /** Since the step began. */
    readonly seconds: number
  },
): ActWords {
  if (step.kind === 'checking')
    return {
      title: 'Looking at the wallet and the chain',
      text: 'Nothing is asked before it is known to work.',
      isTrouble: false,
    }
  return step.kind === 'asking'
    ? (sayChange(address, at) ?? {
        title: 'Your wallet asks you',
        text: `It wants your word ${ASKS[step.question]}. ${
          step.isLast ? 'Nothing is asked after it.' : 'One more question follows.'
        }`,
        isTrouble: false,
      })
    : saySent(step, at)
}

/** What the person changed in the wallet while it was asking. */
function sayChange(
  asked: WalletAct['address'],
  { connected, chainName }: Parameters<typeof sayAct>[1],
): ActWords | undefined {
  if (connected === undefined)
    return {
      title: 'The wallet was disconnected',
      text: 'It may still ask you. Answer it there, or stop waiting and connect again.',
      isTrouble: true,
    }
  if (connected.address !== asked)
    return {
      title: 'The wallet shows another account now',
      text: `The question is for ${shorten(asked)}. Answer it all the same, or stop waiting and try again with the other account.`,
      isTrouble: true,
    }
  if (!connected.isOnRightChain)
    return {
      title: 'The wallet looks at another chain now',
      text: `Decline what it asks, switch it back to ${chainName}, and try again.`,
      isTrouble: true,
    }
  return undefined
}

function saySent(
  {
    question,
    isReplacement,
  }: { readonly question: WalletQuestion; readonly isReplacement: boolean },
  { seconds, chainName }: Parameters<typeof sayAct>[1],
): ActWords {
  const follows = question === 'allow' ? ' Then your wallet asks once more.' : ''
  if (isReplacement)
    return {
      title: 'Sped up, and on its way',
      text: `Your wallet sent it again at a higher fee; the first one is void.${follows}`,
      isTrouble: false,
    }
  if (seconds < SLOW_AFTER_S)
    return {
      title: 'Sent, and on its way',
      text: `${chainName} has to take it in.${follows}`,
      isTrouble: false,
    }
  return {
    title: 'Sent, and not taken in yet',
    text: `${chainName} takes its time. Your wallet may offer to speed it up. You can leave this page: what was sent is found again.${follows}`,
    isTrouble: true,
  }
}
