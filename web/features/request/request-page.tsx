import { Calculator } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSearch } from 'wouter'
import { wordsWanted } from '#protocol/trust/policy.ts'
import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Field, TextInput } from '#web/ui/field.tsx'
import { Page } from '#web/ui/page.tsx'
import { WhoFields } from '../market/who-fields.tsx'
import { useWallet } from '../wallet/wallet-desk.ts'
import { CHECKS } from './checks.ts'
import { DeviceField } from './device-field.tsx'
import { PictureFields } from './picture-fields.tsx'
import { QuoteCard } from './quote-card.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { ScenePicker } from './scene-picker.tsx'
import { TermsFields } from './terms-fields.tsx'
import { useRequest } from './use-request.ts'
import { changesTheJob, PRICES, readWishes, suggestTitle, type Wishes } from './wishes.ts'

/** Asking for a render: the scene, the picture, the terms; an estimate; then the job. */
export function RequestPage() {
  const { chain, faucet } = usePageConfig()
  const search = useSearch()
  const [wishes, setWishes] = useState(() =>
    readWishes(new URLSearchParams(search), chain !== null),
  )
  const { connected } = useWallet()
  const request = useRequest()
  const change = (part: Partial<Wishes>) => {
    setWishes((before) => ({ ...before, ...part }))
    if (changesTheJob(part)) request.reset()
  }
  // The estimate is what the person waits for: it must not come up below the fold.
  useEffect(() => {
    if (request.ready !== undefined)
      document.getElementById('estimate')?.scrollIntoView({ behavior: 'smooth', block: 'nearest' })
  }, [request.ready])

  return (
    <Page
      title="Ask for a render"
      lead="Other people’s tabs compute your animation tile by tile, check each other, and send it back as a video."
    >
      <Card>
        <div className="flex flex-col gap-6">
          <ScenePicker file={wishes.file} onChoose={(file) => change({ file })} />
          <Field label="Name" hint="For you alone: others are told that it is a render.">
            {(wiring) => (
              <TextInput
                {...wiring}
                maxLength={120}
                placeholder={suggestTitle(wishes)}
                value={wishes.title}
                data-testid={testIds.requestTitle}
                onChange={(event) => change({ title: event.currentTarget.value })}
              />
            )}
          </Field>
          <PictureFields wishes={wishes} onChange={change} />
          <DeviceField on={wishes.on} onChange={(on) => change({ on, price: PRICES[on].price })} />
          <TermsFields wishes={wishes} hasFaucet={faucet} onChange={change} />
          <WhoFields
            wishes={wishes.who}
            isPaid={wishes.pay === 'paid'}
            unit={PRICES[wishes.on].rate.unit}
            words={wishes.on === 'graphics' ? 1 : wordsWanted(CHECKS[wishes.check].policy)}
            onChange={(who) => change({ who })}
          />
          {request.ready === undefined && <RefusalNotice of={request.refusal} />}
          <Button
            icon={Calculator}
            variant={request.ready === undefined ? 'primary' : 'secondary'}
            className="self-start"
            pending={request.pending === 'prepare'}
            data-testid={testIds.requestPrepare}
            onClick={() => request.prepare(wishes)}
          >
            {request.pending === 'prepare' ? 'Checking the scene…' : 'Check and estimate'}
          </Button>
        </div>
      </Card>
      <div id="estimate">
        {request.ready && (
          <QuoteCard
            ready={request.ready}
            wishes={wishes}
            canPost={wishes.pay === 'free' || connected !== undefined}
            pending={request.pending === 'post'}
            refusal={request.refusal}
            onBudget={(budget) => change({ budget })}
            onAllowance={(allowance) => change({ allowance })}
            onCheck={(check) => change({ check })}
            onPost={() => request.post(wishes)}
          />
        )}
      </div>
    </Page>
  )
}
