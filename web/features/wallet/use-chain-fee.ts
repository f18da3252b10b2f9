import { useEffect, useState } from 'react'
import { walletSession } from './wallet-desk.ts'

const EVERY_MS = 15_000

/** Wei of the chain's coin for one chain gas, looked up again while it is shown; undefined before. */
export function useChainFee(): bigint | undefined {
  const [fee, setFee] = useState<bigint>()
  useEffect(() => {
    const look = () =>
      walletSession()
        .then((session) => session.feePerGas())
        // A chain that does not answer leaves the last price.
        .then(setFee, () => undefined)
    void look()
    const timer = setInterval(look, EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return fee
}
