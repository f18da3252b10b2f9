import type { GoingRate } from '#protocol/market/going-rate.ts'
import type { OfferView } from '#protocol/market/recent-offers.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { PAYEE, PEERS, running, SELF, turnedAway } from './fake-job.ts'

const priceAt = (parts: bigint) => (WEI_PER_GLM * parts) / 1_000_000n

export const rates: readonly GoingRate[] = [
  {
    format: 'kernel',
    unit: 'gas',
    ceilings: summaryOf(4, [80n, 100n, 100n, 120n, 150n]),
    asks: summaryOf(9, [60n, 75n, 90n, 100n, 140n]),
    agreed: summaryOf(37, [55n, 82n, 95n, 110n, 150n]),
  },
  {
    format: 'wgsl',
    unit: 'path',
    ceilings: undefined,
    asks: summaryOf(2, [700_000n, 700_000n, 900_000n, 900_000n, 900_000n]),
    agreed: undefined,
  },
]

function summaryOf(count: number, parts: readonly [bigint, bigint, bigint, bigint, bigint]) {
  const [lowest, low, median, high, highest] = parts
  return {
    count,
    lowest: priceAt(lowest),
    low: priceAt(low),
    median: priceAt(median),
    high: priceAt(high),
    highest: priceAt(highest),
  }
}

export const offers: readonly OfferView[] = (
  ['taken', 'taken', 'weighed', turnedAway[1] ?? 'taken'] as const
).map((answer, index) => ({
  jobId: running.jobId,
  title: running.title,
  provider: PEERS[index] ?? SELF,
  payee: PAYEE,
  format: 'kernel',
  unit: 'gas',
  pricePerGigaGas: (WEI_PER_GLM * BigInt(9 + index)) / 1_000n,
  cores: index + 1,
  speed: 900_000_000n,
  upMs: 90_000 * (index + 1),
  at: running.createdAt,
  answer,
}))
