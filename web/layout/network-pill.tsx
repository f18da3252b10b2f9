import type { MeshStatus } from '#peer/ports/mesh.ts'
import { useView } from '../peer-context.tsx'
import { useStartup, WithPeer } from '../startup.tsx'
import { Pill, type Tone } from '../ui/pill.tsx'

/** How this tab stands in the network, in the header. */
export function NetworkPill() {
  return (
    <span role="status" aria-label="Network">
      <WithPeer otherwise={<StartingPill />}>
        <MeshPill />
      </WithPeer>
    </span>
  )
}

function StartingPill() {
  return useStartup().kind === 'failed' ? (
    <Pill tone="bad" dot="still">
      Not running
    </Pill>
  ) : (
    <Pill dot="breathing">Starting</Pill>
  )
}

function MeshPill() {
  const { mesh } = useView()
  const { tone, text, detail } = describeMesh(mesh)
  return (
    <Pill tone={tone} dot={tone === 'good' ? 'still' : 'breathing'} title={detail}>
      {text}
    </Pill>
  )
}

/** The network in a few words, with a longer line behind it. */
export function describeMesh({ relay, direct, relayed, carriesWork }: MeshStatus): {
  readonly tone: Tone
  readonly text: string
  readonly detail: string
} {
  const peers = direct + relayed
  const detail = `${direct} connected directly, ${relayed} through a relay`
  const counted = peers === 1 ? '1 peer' : `${peers} peers`
  if (relay === 'reserved' && !carriesWork) {
    return {
      tone: 'bad',
      text: 'No work can pass',
      detail:
        'Cannot work from this network: nothing direct, and the relay carries talk alone. Try another network.',
    }
  }
  if (relay === 'reserved') return { tone: 'good', text: peers === 0 ? 'Online' : counted, detail }
  if (peers > 0) return { tone: 'warn', text: `${counted}, no relay`, detail }
  return relay === 'lost'
    ? { tone: 'bad', text: 'Offline', detail: 'The relay does not answer. Loam keeps trying.' }
    : {
        tone: 'neutral',
        text: 'Connecting',
        detail: 'Looking for the relay: a few seconds as a rule.',
      }
}
