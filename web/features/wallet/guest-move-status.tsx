import type { ReadyChain } from '#protocol/payment/chains.ts'
import { testIds } from '#web/test-ids.ts'
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
            {chain.name} takes its time. It is offered again by itself, at a higher price if need
            be. You can leave this page: it is followed when you are back.
          </Notice>
        ))}
      {state.kind === 'done' && (
        <Notice
          tone="good"
          title={state.holding === 'glm' ? 'The GLM is moved' : 'The coin is moved'}
        >
          <TransactionLink transaction={state.transaction} explorer={chain.explorer} />
        </Notice>
      )}
      {state.kind === 'failed' && <Notice tone="bad">{state.message}</Notice>}
    </div>
  )
}
