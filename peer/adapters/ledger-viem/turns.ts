/** Runs what is asked for under one name one after another. */
export type InTurn = <T>(name: string, run: () => Promise<T>) => Promise<T>

/** Turns within this process. */
export function createTurns(): InTurn {
  const tails = new Map<string, Promise<unknown>>()
  return (name, run) => {
    const turn = (tails.get(name) ?? Promise.resolve()).then(run)
    tails.set(
      name,
      turn.catch(() => undefined),
    )
    return turn
  }
}

/** Turns that all tabs and Workers of a browser share. */
export const createTabTurns =
  (locks: LockManager): InTurn =>
  async <T>(name: string, run: () => Promise<T>) =>
    await locks.request(`loam-turn-${name}`, run)
