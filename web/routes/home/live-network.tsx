import type { ReactNode } from 'react'
import { useView } from '../../peer-context.tsx'
import { useStartup, WithPeer } from '../../startup.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pill } from '../../ui/pill.tsx'
import { ShortId } from '../../ui/short-id.tsx'
import { Stat } from '../../ui/stat.tsx'

/** The network as this tab sees it now. */
export function LiveNetwork() {
  return (
    <Card
      title="The network, from this tab"
      actions={
        <WithPeer otherwise={null}>
          <OwnName />
        </WithPeer>
      }
    >
      <WithPeer otherwise={<NotYet />}>
        <Numbers />
      </WithPeer>
    </Card>
  )
}

function NotYet() {
  const startup = useStartup()
  return startup.kind === 'failed' ? (
    <Notice tone="bad" title="This tab could not join">
      {startup.message}
    </Notice>
  ) : (
    <Grid>
      <Stat label="Relay">
        <span className="text-quiet">Joining…</span>
      </Stat>
      {['Linked to this tab now', 'Lent by this tab', 'Pieces verified here'].map((label) => (
        <Stat key={label} label={label}>
          <span className="text-quiet">–</span>
        </Stat>
      ))}
    </Grid>
  )
}

function OwnName() {
  const { self } = useView()
  return (
    <Pill title={self}>
      you are&nbsp;
      <ShortId id={self} />
    </Pill>
  )
}

const RELAY_WORDS = { connecting: 'Joining…', reserved: 'Connected', lost: 'Lost' } as const

function Numbers() {
  const { mesh, provider } = useView()
  const cores = provider.status === 'off' ? 0 : provider.cores
  return (
    <Grid>
      <Stat label="Relay">{RELAY_WORDS[mesh.relay]}</Stat>
      <Stat
        label="Linked to this tab now"
        note="Others are met over the relay, when there is work."
      >
        {mesh.direct + mesh.relayed}{' '}
        <span className="text-lg text-quiet">
          {mesh.direct + mesh.relayed === 1 ? 'peer' : 'peers'}
        </span>
      </Stat>
      <Stat label="Lent by this tab">
        {cores} <span className="text-lg text-quiet">{cores === 1 ? 'core' : 'cores'}</span>
      </Stat>
      <Stat label="Pieces verified here">{provider.verifiedTotal.toLocaleString('en')}</Stat>
    </Grid>
  )
}

function Grid({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-4">{children}</dl>
}
