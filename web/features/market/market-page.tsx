import { Page } from '#web/ui/page.tsx'
import { MarketCard } from './market-card.tsx'
import { OffersCard } from './offers-card.tsx'

/** What work costs now, as far as this tab heard. */
export function MarketPage() {
  return (
    <Page
      title="Market"
      lead="What is asked, offered and agreed for work. Nothing here is set by anybody but those who ask and offer."
    >
      <MarketCard />
      <OffersCard />
    </Page>
  )
}
