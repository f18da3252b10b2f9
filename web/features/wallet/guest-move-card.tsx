import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Holding } from '#peer/adapters/ledger-viem/holdings-mover.ts'
import { formatGlm, SHOWN_DECIMALS } from '#protocol/payment/amount.ts'
import type { ReadyChain } from '#protocol/payment/chains.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { Field, TextInput } from '#web/ui/field.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Stat } from '#web/ui/stat.tsx'
import { GuestMoveStatus } from './guest-move-status.tsx'
import type { GuestHoldings } from './guest-moving.ts'
import { readTarget } from './read-target.ts'
import { useGuestMove } from './use-guest-move.ts'
import { useWallet } from './wallet-desk.ts'

/** So many decimals show what chain gas takes. */
const COIN_DECIMALS = 6

/** Moves what this browser's guest wallet holds to another wallet; nothing where it holds nothing. */
export function GuestMoveCard({ chain }: { readonly chain: ReadyChain }) {
  const { holdings, state, move } = useGuestMove()
  if (holdings === undefined) return null
  const { glm, coin, isCoinWorthMoving } = holdings
  if (glm === 0n && !isCoinWorthMoving && state.kind === 'idle') return null
  return (
    <Card title="Move what the guest wallet holds" data-testid={testIds.guestMove}>
      <p className="mb-5 text-sm text-quiet">
        From the guest wallet <CopyableId id={holdings.address} />. Budgets of jobs that run stay in
        the escrow, and pay that is still owed is not here yet:{' '}
        <Link href="/wallet/ledger" className="underline">
          the ledger
        </Link>{' '}
        shows it. Both come to the guest wallet, and can be moved then.
      </p>
      <dl className="grid grid-cols-2 gap-5">
        <Stat label="GLM to move">
          <Amount wei={glm} />
        </Stat>
        <Stat label="Coin for chain gas">{formatGlm(coin, COIN_DECIMALS)}</Stat>
      </dl>
      {(glm > 0n || isCoinWorthMoving) && (
        <MoveForm
          holdings={holdings}
          chain={chain}
          isBusy={state.kind === 'asking' || state.kind === 'moving'}
          onMove={move}
        />
      )}
      <GuestMoveStatus state={state} chain={chain} />
    </Card>
  )
}

function MoveForm({
  holdings,
  chain,
  isBusy,
  onMove,
}: {
  readonly holdings: GuestHoldings
  readonly chain: ReadyChain
  readonly isBusy: boolean
  readonly onMove: (holding: Holding, to: ReadyChain['glm']) => void
}) {
  const { connected } = useWallet()
  const own = connected?.isGuest === false ? connected : undefined
  const [typed, setTyped] = useState<string>()
  // Once, and only what is known to be somebody's on this chain: it does not change under a finger.
  if (typed === undefined && own?.isOnRightChain === true) setTyped(own.address)
  const text = typed ?? ''
  const target = readTarget(
    text,
    new Map([
      [holdings.address, 'the guest wallet itself'],
      [chain.glm, 'the GLM token, which would keep it'],
      [chain.escrow, 'the escrow, which would keep it'],
    ]),
  )
  const { glm, coin, coinMissing } = holdings
  const holding = glm > 0n ? 'glm' : 'coin'
  const label =
    holding === 'glm' ? `Move ${formatGlm(glm, SHOWN_DECIMALS)} GLM` : 'Move the coin that is left'
  const canPay = coinMissing === 0n || own?.isOnRightChain === true
  return (
    <form
      className="mt-6 flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (target.kind === 'address') onMove(holding, target.address)
      }}
    >
      <Field
        label="To this address"
        hint={
          own !== undefined && text === own.address
            ? `Your connected wallet, ${own.name}.`
            : 'A wallet of your own. What is sent to a wrong address is lost.'
        }
        error={text !== '' && target.kind === 'wrong' ? target.why : undefined}
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            value={text}
            placeholder="0x…"
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-sm"
            disabled={isBusy}
            data-testid={testIds.guestMoveTo}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {coinMissing > 0n ? (
        <Notice
          tone={canPay ? 'neutral' : 'warn'}
          title={`It lacks ${formatGlm(coinMissing, COIN_DECIMALS)} coin for chain gas`}
          data-testid={testIds.guestMoveNeeds}
        >
          {own === undefined
            ? 'Connect a wallet of your own that has coin, or send so much to the guest wallet’s address from anywhere.'
            : `${own.name} sends it first, in one question. Then the guest wallet moves its GLM and asks nothing. What is left of the coin can be moved after that.`}
        </Notice>
      ) : (
        <p className="text-sm text-quiet">
          {holding === 'glm'
            ? 'The guest wallet pays the chain gas and asks nothing.'
            : `${formatGlm(coin, COIN_DECIMALS)} coin, less the chain gas of sending it. Leave it here if this browser goes on earning: the guest wallet collects with it.`}
        </p>
      )}
      <Button
        type="submit"
        variant={holding === 'glm' ? 'primary' : 'secondary'}
        icon={ArrowRightLeft}
        pending={isBusy}
        disabled={target.kind === 'wrong' || !canPay}
        className="self-start"
        data-testid={testIds.guestMoveButton}
      >
        {label}
      </Button>
    </form>
  )
}
