import type { Clock } from '#peer/ports/clock.ts'
import type { Carrier, Ledger, Wallet } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'

/** Which step of a tab is its last, and whether that one still comes about. */
export interface LastStep {
  readonly at: number
  readonly comesAbout: boolean
}

const WRITES = ['save', 'saveAll', 'remove', 'removeRange', 'replaceRange'] as const
const TRANSACTIONS = [
  'reserve',
  'settle',
  'noticeClose',
  'finishClose',
  'withdrawMany',
  'redeemMany',
  'withdraw',
  'close',
] as const

/**
 * The end of a tab at a step of its own: a write to its disk or a transaction, counted together in
 * the order they are asked for. Nothing it asks of disk or chain from then on comes about, nor
 * returns, as with a process that is killed.
 */
export interface Doom {
  /** Steps so far. */
  readonly steps: number
  readonly isDead: boolean
  readonly died: Promise<void>
  clock(clock: Clock): Clock
  store(disk: Store): Store
  ledger(chain: Ledger): Ledger
  wallet(wallet: Wallet): Wallet
  signer(signer: Carrier): Carrier
}

/** @param onDeath cuts it off from the others, at once. */
export function createDoom(last: LastStep | undefined, onDeath: () => void): Doom {
  let steps = 0
  let isDead = false
  const died = Promise.withResolvers<void>()
  const never = () => new Promise<never>(() => {})
  const die = () => {
    isDead = true
    onDeath()
    died.resolve()
    return never()
  }
  const read =
    <A extends readonly unknown[], R>(act: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> =>
      isDead ? never() : act(...given)
  const step =
    <A extends readonly unknown[], R>(act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      if (isDead) return never()
      steps += 1
      if (steps !== last?.at) return read(() => act(...given))()
      if (last.comesAbout) await act(...given)
      return die()
    }
  /** The same port with these of its methods as steps, and all others as questions. */
  const wrap = <T extends object>(port: T, isStep: (name: string) => boolean): T =>
    new Proxy(port, {
      get: (target, name) => {
        const found = Reflect.get(target, name)
        if (typeof found !== 'function' || typeof name !== 'string') return found
        const act = found.bind(target)
        if (isStep(name)) return step(act)
        // Only what answers later can fail to.
        return name.startsWith('read') || name.startsWith('load') ? read(act) : act
      },
    })
  const oneOf = (names: readonly string[]) => (name: string) => names.includes(name)
  return {
    get steps() {
      return steps
    },
    get isDead() {
      return isDead
    },
    died: died.promise,
    clock: (clock) => ({
      now: clock.now,
      randomBytes: clock.randomBytes,
      after: (delayMs, run) => clock.after(delayMs, () => isDead || run()),
    }),
    store: (disk) => wrap(disk, oneOf(WRITES)),
    ledger: (chain) => wrap(chain, oneOf(TRANSACTIONS)),
    wallet: (wallet) => wrap(wallet, oneOf(['open', 'fund', 'extend'])),
    signer: (signer) => wrap(signer, oneOf(['redeemMany', 'withdraw'])),
  }
}
