import { useCallback, useEffect, useRef, useState } from 'react'
import type { Holding, Move } from '#peer/adapters/ledger-viem/holdings-mover.ts'
import type { Address } from '#protocol/ids.ts'
import { sayFailure } from '#web/explain-failure.ts'
import type { GuestHoldings } from './guest-moving.ts'
import { walletSession } from './wallet-desk.ts'

const EVERY_MS = 4_000

/** How it goes with moving what the guest wallet holds. */
export type MoveState =
  | { readonly kind: 'idle' }
  /** The connected wallet is asked for coin, or its coin is on its way. */
  | { readonly kind: 'asking' }
  /** Unix milliseconds since when. */
  | { readonly kind: 'moving'; readonly since: number }
  /** Where `isAsked` is not, another move was under way, and what was asked for now was not done. */
  | { readonly kind: 'done'; readonly made: Move; readonly isAsked: boolean }
  | { readonly kind: 'failed'; readonly message: string }

/** What the guest wallet holds, looked at again every few seconds, and moving it. */
export function useGuestMove(): {
  /** Undefined before it is known, and where there is no guest wallet. */
  readonly holdings: GuestHoldings | undefined
  readonly state: MoveState
  readonly move: (holding: Holding, to: Address) => void
} {
  const [holdings, setHoldings] = useState<GuestHoldings>()
  const [state, setState] = useState<MoveState>({ kind: 'idle' })
  const isBusy = useRef(false)

  /** Shows one piece of work at a time, and what came of it together with what is left. */
  const show = useCallback(async (work: () => Promise<MoveState>) => {
    if (isBusy.current) return
    isBusy.current = true
    const end = await work().catch(
      (error: unknown) => ({ kind: 'failed', message: sayFailure(error) }) as const,
    )
    const { guestMoving } = await walletSession()
    // A chain that does not answer leaves what was known.
    const left = await guestMoving.read().catch(() => undefined)
    if (left !== undefined) setHoldings(left)
    setState(end)
    isBusy.current = false
  }, [])

  const refresh = useCallback(async () => {
    const { guestMoving } = await walletSession()
    const found = await guestMoving.read()
    setHoldings(found)
    // Also what was sent before a reload, or in another tab.
    if (found?.underWay !== undefined)
      void show(async () => {
        setState({ kind: 'moving', since: Date.now() })
        const made = await guestMoving.follow()
        // Seen to its end elsewhere: what is left tells.
        if (made === undefined) return { kind: 'idle' }
        return { kind: 'done', made, isAsked: true }
      })
  }, [show])

  useEffect(() => {
    const look = () => void refresh().catch(() => undefined)
    look()
    const timer = setInterval(look, EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh])

  const move = (holding: Holding, to: Address) =>
    void show(async () => {
      const { guestMoving } = await walletSession()
      const coin = holding === 'glm' ? (holdings?.coinMissing ?? 0n) : 0n
      if (coin > 0n) {
        setState({ kind: 'asking' })
        const no = await guestMoving.giveCoin(coin)
        if (no !== undefined) return { kind: 'failed', message: no.message }
      }
      setState({ kind: 'moving', since: Date.now() })
      const made = await guestMoving.move(holding, to)
      return { kind: 'done', made, isAsked: made.holding === holding && made.to === to }
    })
  return { holdings, state, move }
}
