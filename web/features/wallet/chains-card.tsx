import type { ReactNode } from 'react'
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

/** The chains that GLM can be paid on: the one in use here and, folded away, why the others are not. */
export function ChainsCard({
  chain,
  disabledChain,
}: {
  readonly chain: ReadyChain | null
  readonly disabledChain: DisabledChain | null
}) {
  const others = KNOWN_CHAINS.filter(({ chainId }) => chainId !== chain?.chainId)
  return (
    <Card title="Chain">
      {chain === null ? (
        <p className="text-quiet">None is in use here.</p>
      ) : (
        <>
          <Line name={chain.name} state={<Pill tone="good">in use here</Pill>}>
            A payment is taken as done after {sayBlocks(chain)}.
          </Line>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            <Contract name="GLM" address={chain.glm} />
            <Contract name="Escrow" address={chain.escrow} />
          </dl>
        </>
      )}
      <details className="mt-4">
        <summary className="cursor-pointer text-sm font-semibold text-quiet">
          {others.length} other chains, not in use here
        </summary>
        <ul className="mt-2 flex flex-col divide-y divide-line">
          {others.map((known) => (
            <li key={known.chainId} className="py-3 last:pb-0">
              <Line name={known.name}>
                {sayWhyNot(known, disabledChain)}
                {known.glm !== undefined && (
                  <>
                    {' '}
                    GLM: <CopyableId id={known.glm} />
                  </>
                )}
              </Line>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  )
}

function Line({
  name,
  state,
  children,
}: {
  readonly name: string
  readonly state?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <span className="font-semibold">{name}</span>
      {state}
      <p className="w-full text-sm text-quiet">{children}</p>
    </div>
  )
}

function Contract({ name, address }: { readonly name: string; readonly address: Address }) {
  return (
    <>
      <dt className="text-quiet">{name}</dt>
      <dd>
        <CopyableId id={address} />
      </dd>
    </>
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
