import type { ReadyChain } from '#protocol/payment/chains.ts'
import { testIds } from '#web/test-ids.ts'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { TransactionLink } from './transaction-link.tsx'
import type { MoveState } from './use-guest-move.ts'
import { WalletProgress } from './wallet-progress.tsx'

/** After this long a chain is called slow, in milliseconds. */
const SLOW_AFTER_MS = 30_000

/** How it goes with moving what the guest wallet holds. */
export function GuestMoveStatus({
  state,
  chain,
}: {
  readonly state: MoveState
  readonly chain: ReadyChain
}) {
  const now = useNow(1000)
  if (state.kind === 'idle') return null
  if (state.kind === 'asking') return <WalletProgress className="mt-5" />
  return (
    <div className="mt-5" data-testid={testIds.guestMoveState} data-state={state.kind}>
      {state.kind === 'moving' &&
        (now - state.since < SLOW_AFTER_MS ? (
          <Notice title="Sent, and on its way">{chain.name} has to take it in.</Notice>
        ) : (
          <Notice tone="warn" title="Sent, and not taken in yet">
            {chain.name} takes its time. It is offered again by itself, at a higher price as far as
            the guest wallet’s coin goes: sending it more helps. You can leave this page: it is
            followed when you are back.
          </Notice>
        ))}
      {state.kind === 'done' && (
        <Notice
          tone={state.isAsked ? 'good' : 'warn'}
          title={state.made.holding === 'glm' ? 'The GLM is moved' : 'The coin is moved'}
        >
          <p>
            To <CopyableId id={state.made.to} />.
            {!state.isAsked &&
              ' It was asked for before, and came first: what you asked for now was not done. Look at what is left.'}
          </p>
          <TransactionLink transaction={state.made.transaction} explorer={chain.explorer} />
        </Notice>
      )}
      {state.kind === 'failed' && <Notice tone="bad">{state.message}</Notice>}
    </div>
  )
}
