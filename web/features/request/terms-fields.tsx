import { Link } from 'wouter'
import { sayPriceUnit } from '#protocol/market/price.ts'
import { testIds } from '#web/test-ids.ts'
import { Field, TextInput } from '#web/ui/field.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Segmented } from '#web/ui/segmented.tsx'
import { useFaucet } from '../wallet/faucet.ts'
import { FaucetStatus } from '../wallet/faucet-status.tsx'
import { GuestWalletButton } from '../wallet/guest-wallet-button.tsx'
import { useWallet } from '../wallet/wallet-desk.ts'
import { PRICES, type Wishes } from './wishes.ts'

/** Paid in GLM or asked for free; with what a paid job still needs. */
export function TermsFields({
  wishes,
  hasFaucet,
  onChange,
}: {
  readonly wishes: Wishes
  readonly hasFaucet: boolean
  readonly onChange: (change: Partial<Wishes>) => void
}) {
  const { status, connected } = useWallet()
  const faucet = useFaucet(connected?.address)
  return (
    <div className="flex flex-col gap-4">
      <Segmented
        label="Terms"
        value={wishes.pay}
        options={[
          ...(status === 'off'
            ? []
            : [{ value: 'paid', label: 'Pay in GLM', testId: testIds.requestPaid } as const]),
          { value: 'free', label: 'Ask for free', testId: testIds.requestFree },
        ]}
        onChange={(pay) => onChange({ pay })}
      />
      {wishes.pay === 'free' ? (
        <p className="text-sm text-quiet">
          Volunteers see that the work is unpaid and may take it for credit. No wallet is needed.
          {status === 'off' &&
            ' Paid work needs a chain, and the operator of this Loam has set up none.'}
        </p>
      ) : connected === undefined ? (
        <Notice title="A wallet pays for this">
          <p className="mb-3">
            <Link href="/wallet" className="font-semibold underline">
              Connect a wallet
            </Link>
            , or let the page make a guest wallet{hasFaucet ? ' with play money' : ''}.
          </p>
          <GuestWalletButton fill={hasFaucet} />
        </Notice>
      ) : (
        <>
          <FaucetStatus faucet={faucet} />
          <Field
            label="Price, at most"
            hint={
              <>
                Each provider is paid what it asks. Those who want more do not answer.{' '}
                <Link href="/market" className="underline">
                  What others pay
                </Link>
              </>
            }
          >
            {(wiring) => (
              <TextInput
                {...wiring}
                unit={sayPriceUnit(PRICES[wishes.on].rate)}
                inputMode="decimal"
                value={wishes.price}
                data-testid={testIds.requestPrice}
                onChange={(event) => onChange({ price: event.currentTarget.value })}
              />
            )}
          </Field>
        </>
      )}
    </div>
  )
}
