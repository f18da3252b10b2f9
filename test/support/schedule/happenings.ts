import fc from 'fast-check'
import { asPeerId, type PeerId } from '#protocol/ids.ts'
import { DISPUTE_PATIENCE_MS, HEARTBEAT_MS } from '#protocol/schedule/constants.ts'
import { type Leaf, Leaves } from '#protocol/trust/leaves.ts'
import type { SeenLease } from './seen-work.ts'
import type { SeenWant, Witness } from './witness.ts'

/** Few enough that some meet, and that some share a party. */
const PEERS = Array.from({ length: 7 }, (_, at) => asPeerId(`peer-${at}`))
const PARTIES = 4
const partyOf = (peer: PeerId) => `party-${PEERS.indexOf(peer) % PARTIES}`

/**
 * What a provider may say a subtask gave: the truth, what liars agreed on, a lie of its own, or that
 * the program failed.
 */
type Answer = 'right' | 'colluding' | 'own' | 'failed'

const leaves = new Map<string, Leaf>()
/** The same objects every time: hashing a leaf is most of what a run costs. */
function leafOf(index: number, answer: Answer, peer: PeerId): Leaf {
  const lie = { right: 0, colluding: 1, own: 2 + PEERS.indexOf(peer), failed: 99 }[answer]
  const name = `${index} ${lie}`
  const leaf = leaves.get(name) ?? {
    index,
    inputHash: new Uint8Array(32),
    outcome: { kind: answer === 'failed' ? 'trap' : 'success' },
    resultHash: new Uint8Array(32).fill(lie),
    gas: answer === 'own' ? 11n : 10n,
  }
  leaves.set(name, leaf)
  return leaf
}

type Happening = fc.Command<object, Witness>

/** Does nothing where there is nothing for it to happen to. */
function happening(name: string, happen: (witness: Witness) => void): Happening {
  return { check: () => true, run: (_, witness) => happen(witness), toString: () => name }
}

const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % from.length]

const answerWith = (witness: Witness, lease: SeenLease | undefined, answer: Answer, ms: number) => {
  if (lease === undefined) return
  const { peer, leaseId, indexes } = lease
  witness.apply({
    type: 'answered',
    peer,
    leaseId,
    leaves: Leaves.of(indexes.map((index) => leafOf(index, answer, peer))),
    computeMs: ms,
  })
}

/** A look at bytes that are here ends: they are taken, or could not be looked at. */
function lookAt(witness: Witness, here: SeenWant | undefined, isSeen: boolean): void {
  if (here === undefined) return
  witness.here.splice(witness.here.indexOf(here), 1)
  witness.apply(
    isSeen
      ? { type: 'output', ...here, positions: [here.position], genuine: true }
      : { type: 'unseen', ...here },
  )
}

/** A second may pass, or, when our own tab slept, many; those not silent show a sign of life. */
function pass(witness: Witness, ms: number, isSilent: (peer: PeerId) => boolean): void {
  witness.now += ms
  for (const peer of [...witness.seen.workers.keys()])
    if (!isSilent(peer)) witness.apply({ type: 'heard', peer })
  witness.apply({ type: 'tick' })
}

const peer = fc.constantFrom(...PEERS)
const any = fc.nat(1_000)
const answer = fc.constantFrom<Answer>(
  ...(['right', 'right', 'right', 'right', 'colluding', 'own', 'failed'] as const),
)
const allowance = fc.oneof(fc.nat(12), fc.constant(Number.POSITIVE_INFINITY))

const join = fc
  .record({ peer, cores: fc.integer({ min: 1, max: 12 }), rttMs: fc.nat(900), allowance })
  .map((worker) =>
    happening(`${worker.peer} joins ${JSON.stringify(worker)}`, (witness) =>
      witness.apply({ type: 'joined', ...worker, party: partyOf(worker.peer) }),
    ),
  )
const answerLease = fc
  .record({ any, answer, ms: fc.nat(4_000) })
  .map(({ any, answer, ms }) =>
    happening(`answer ${answer} to lease ${any}`, (witness) =>
      answerWith(witness, pick(witness.seen.lent, any), answer, ms),
    ),
  )
const deliver = fc
  .record({
    any,
    isTogether: fc.boolean(),
    genuine: fc.constantFrom(true, true, true, true, true, true, false),
  })
  .map(({ any, isTogether, genuine }) =>
    happening(`deliver ${genuine ? '' : 'other bytes than '}want ${any}`, (witness) => {
      const want = pick(witness.wants, any)
      if (want === undefined) return
      // Of one lease any number arrive together.
      const { peer, leaseId } = want
      const some = witness.wants.filter(
        (other) =>
          other === want || (isTogether && other.leaseId === leaseId && other.peer === peer),
      )
      for (const one of some) witness.wants.splice(witness.wants.indexOf(one), 1)
      const positions = some.map(({ position }) => position)
      witness.apply({ type: 'output', peer, leaseId, positions, genuine })
    }),
  )
/** Where bytes are judged they wait for a look first. */
const arrive = any.map((any) =>
  happening(`want ${any} comes and waits for a look`, (witness) => {
    const want = pick(witness.wants, any)
    if (want === undefined || !witness.state.judged) return
    witness.wants.splice(witness.wants.indexOf(want), 1)
    witness.here.push(want)
    witness.apply({ type: 'here', ...want, positions: [want.position] })
  }),
)
const look = fc
  .record({ any, isSeen: fc.boolean() })
  .map(({ any, isSeen }) =>
    happening(
      `what is here at ${any} is ${isSeen ? 'looked at' : 'not to be looked at'}`,
      (witness) => lookAt(witness, pick(witness.here, any), isSeen),
    ),
  )
const time = fc
  .record({
    ms: fc.oneof(
      fc.constant(HEARTBEAT_MS),
      fc.constant(HEARTBEAT_MS / 2),
      fc.nat(4_000),
      fc.nat(60_000),
    ),
    silent: fc.nat(2 ** PEERS.length - 1),
  })
  .map(({ ms, silent }) =>
    happening(`${ms} ms pass, silent ${silent}`, (witness) =>
      pass(witness, ms, (peer) => ((silent >> PEERS.indexOf(peer)) & 1) === 1),
    ),
  )

/** Long enough for everything that has its time to be over, with a look at it every second. */
const wait = fc.nat(2 ** PEERS.length - 1).map((silent) =>
  happening(`seconds pass, silent ${silent}`, (witness) => {
    for (let ms = 0; ms <= DISPUTE_PATIENCE_MS; ms += HEARTBEAT_MS)
      pass(witness, HEARTBEAT_MS, (peer) => ((silent >> PEERS.indexOf(peer)) & 1) === 1)
  }),
)

/** Votes are kept now and then, and a reload finds those of the last time. */
const keep = fc.constant(happening('the votes are kept', (witness) => witness.save()))
const reload = fc.constant(happening('the requestor is reloaded', (witness) => witness.reload()))

const rare: Array<fc.Arbitrary<Happening>> = [
  peer.map((peer) =>
    happening(`${peer} leaves`, (witness) => witness.apply({ type: 'left', peer })),
  ),
  peer.map((peer) =>
    happening(`${peer} is heard`, (witness) => witness.apply({ type: 'heard', peer })),
  ),
  fc
    .record({ peer, allowance })
    .map(({ peer, allowance }) =>
      happening(`${peer} is allowed ${allowance}`, (witness) =>
        witness.apply({ type: 'allowed', peer, allowance }),
      ),
    ),
  fc
    .record({ any, answer })
    .map(({ any, answer }) =>
      happening(`a late or second ${answer} answer to lease ${any}`, (witness) =>
        answerWith(witness, pick(witness.seen.leases, any), answer, 1),
      ),
    ),
  fc.record({ any, peer }).map(({ any, peer }) =>
    happening(`${peer} answers lease ${any}`, (witness) => {
      const lease = pick(witness.seen.leases, any)
      answerWith(witness, lease && { ...lease, peer }, 'right', 1)
    }),
  ),
  any.map((any) =>
    happening(`other subtasks are answered to lease ${any}`, (witness) => {
      const lease = pick(witness.seen.lent, any)
      answerWith(witness, lease && { ...lease, indexes: [...lease.indexes, 0] }, 'right', 1)
    }),
  ),
  fc
    .record({ any, positions: fc.array(fc.nat(3), { maxLength: 3 }), genuine: fc.boolean() })
    .map((output) =>
      happening(`unasked bytes ${JSON.stringify(output)}`, (witness) => {
        const lease = pick(witness.seen.leases, output.any)
        if (lease !== undefined) witness.apply({ type: 'output', ...lease, ...output })
      }),
    ),
  fc.record({ any, at: fc.nat(5) }).map(({ any, at }) =>
    happening(`the host of lease ${any} fails at ${at}`, (witness) => {
      const lease = pick(witness.seen.lent, any)
      const index = lease?.indexes[at] ?? 0
      if (lease !== undefined)
        witness.apply({ type: 'hostFailed', ...lease, index, reason: 'out of memory' })
    }),
  ),
  fc
    .record({ peer, cores: fc.nat(4) })
    .map(({ peer, cores }) =>
      happening(`${peer} lends ${cores} cores`, (witness) =>
        witness.apply({ type: 'resized', peer, cores }),
      ),
    ),
  fc
    .boolean()
    .map((paused) =>
      happening(paused ? 'the job is paused' : 'the job goes on', (witness) =>
        witness.apply({ type: 'paused', paused }),
      ),
    ),
  peer.map((peer) =>
    happening(`${peer} is banned`, (witness) =>
      witness.apply({ type: 'banned', peer, reason: 'objected to' }),
    ),
  ),
]

/** Anything that may happen to a job, in any order, until it ends. */
export const happenings = fc.commands<object, Witness>(
  [
    join,
    join,
    answerLease,
    answerLease,
    answerLease,
    deliver,
    deliver,
    arrive,
    look,
    time,
    wait,
    keep,
    reload,
    ...rare,
  ],
  { maxCommands: 50, size: 'max' },
)

/** Rounds of half a second: after this many, others have what the silent hold, and nobody is let go. */
const WAKE_ROUND = 8

/** How those who were there behave once honest workers have come. */
export type Afterwards = 'leave' | 'freeze' | 'sit' | 'wake'

/**
 * As many honest parties as it takes join, another for each that liars outvote, and do one by one what they are asked; the others go, fall silent, show signs of
 * life and do nothing more, or answer rightly after a silence. Ends with the job, or after an hour.
 */
export function bringHonestWorkers(witness: Witness, afterwards: Afterwards): void {
  const others = [...witness.seen.workers.keys()]
  witness.apply({ type: 'paused', paused: false })
  if (afterwards === 'leave') for (const peer of others) witness.apply({ type: 'left', peer })
  const honest: PeerId[] = []
  const bringHonest = () => {
    const present = honest.filter((peer) => witness.seen.workers.has(peer)).length
    for (let missing = Math.max(2, witness.state.quorum) - present; missing > 0; missing -= 1) {
      const peer = asPeerId(`honest-${honest.length + 1}`)
      honest.push(peer)
      witness.apply({
        type: 'joined',
        peer,
        party: peer,
        cores: 2,
        rttMs: 100,
        allowance: Number.POSITIVE_INFINITY,
      })
    }
  }
  for (let round = 0; round < 7_200 && !witness.isFinished && !witness.isQuarantined; round += 1) {
    bringHonest()
    const isAwake = afterwards === 'wake' && round >= WAKE_ROUND
    const works = (peer: PeerId) => isAwake || honest.includes(peer)
    answerWith(
      witness,
      witness.seen.lent.find(({ peer }) => works(peer)),
      'right',
      100,
    )
    const at = witness.wants.findIndex(({ peer }) => works(peer))
    for (const want of at < 0 ? [] : witness.wants.splice(at, 1))
      witness.apply({ type: 'output', ...want, positions: [want.position], genuine: true })
    // Every look ends once.
    lookAt(witness, witness.here[0], true)
    pass(witness, HEARTBEAT_MS / 2, (peer) => !works(peer) && afterwards !== 'sit')
  }
}

/** Everybody leaves. */
export function sayFarewell(witness: Witness): void {
  for (const peer of [...witness.seen.workers.keys()]) witness.apply({ type: 'left', peer })
  witness.now += HEARTBEAT_MS
  witness.apply({ type: 'tick' })
}
