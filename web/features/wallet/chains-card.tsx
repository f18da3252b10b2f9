import type { Address } from '#protocol/ids.ts'
import {
  type DisabledChain,
  KNOWN_CHAINS,
  type KnownChain,
  type ReadyChain,
} from '#protocol/payment/chains.ts'
import { Card } from '#web/ui/card.tsx'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { Pill } from '#web/ui/pill.tsx'

type Shown = Pick<KnownChain, 'name' | 'glm'> & {
  readonly isInUse: boolean
  /** What jobs are locked in. */
  readonly escrow?: Address
  readonly why: string
}

/** The chains that GLM can be paid on: the one in use here, and why the others are not. */
export function ChainsCard({
  chain,
  disabledChain,
}: {
  readonly chain: ReadyChain | null
  readonly disabledChain: DisabledChain | null
}) {
  const others = KNOWN_CHAINS.filter(({ chainId }) => chainId !== chain?.chainId)
  const shown: readonly Shown[] = [
    ...(chain === null
      ? []
      : [{ ...chain, isInUse: true, why: `Taken as done after ${sayBlocks(chain)}.` }]),
    ...others.map((known) => ({ ...known, isInUse: false, why: sayWhyNot(known, disabledChain) })),
  ]
  return (
    <Card title="Chains">
      <ul className="flex flex-col divide-y divide-line">
        {shown.map(({ name, glm, escrow, isInUse, why }) => (
          <li
            key={name}
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-3"
          >
            <span className="font-semibold">{name}</span>
            <Pill tone={isInUse ? 'good' : 'neutral'}>{isInUse ? 'in use here' : 'disabled'}</Pill>
            <p className="w-full text-sm text-quiet">
              {why}{' '}
              {glm !== undefined && (
                <>
                  GLM: <CopyableId id={glm} />
                </>
              )}
              {escrow !== undefined && (
                <>
                  {' '}
                  Escrow: <CopyableId id={escrow} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function sayWhyNot({ name, glm }: KnownChain, disabledChain: DisabledChain | null): string {
  if (disabledChain?.name === name) return disabledChain.reason
  return glm === undefined
    ? 'No address of GLM is known there.'
    : 'The operator of this page has not set it up.'
}

const sayBlocks = ({ confirmations }: ReadyChain) =>
  confirmations === 1 ? 'one block' : `${confirmations} blocks`
