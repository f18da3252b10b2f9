import { WalletPage } from '../features/wallet/wallet-page.tsx'
import { usePageConfig } from '../startup.tsx'

/** The wallet's page, told what chain there is. */
export function WalletRoute() {
  const { chain, disabledChain, faucet } = usePageConfig()
  return <WalletPage chain={chain} disabledChain={disabledChain} hasFaucet={faucet} />
}
