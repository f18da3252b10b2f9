import { WalletPage } from '../features/wallet/wallet-page.tsx'
import { usePageConfig } from '../startup.tsx'

/** The wallet's page, told what chain there is. */
export function WalletRoute() {
  const { chain, faucet } = usePageConfig()
  return <WalletPage chainName={chain?.name} hasFaucet={faucet} />
}
