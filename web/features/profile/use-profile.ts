import { useEffect, useState } from 'react'
import { limitProfile } from '#peer/profile/profile-size.ts'
import { explainFailure } from '#web/explain-failure.ts'
import { usePeer, useView } from '#web/peer-context.tsx'
import { saveFile } from '#web/ui/save-file.ts'

type State =
  | { readonly kind: 'ready' | 'busy' }
  | { readonly kind: 'failed'; readonly message: string; readonly advice: string }
  | { readonly kind: 'readable'; readonly exportedAt: number; readonly signed: number }

/** The key that was taken in, for the page that is opened anew with it. */
const TAKEN_IN = 'loam:taken-in'

/** Takes this tab's profile out and another in; the page is opened anew where the key changes. */
export function useProfile() {
  const peer = usePeer()
  const [state, setState] = useState<State>({ kind: 'ready' })
  const [passphrase, setPassphrase] = useState('')
  const [file, setFile] = useState<Uint8Array>()
  // What comes after a save may fail: the file is saved all the same.
  const [isSaved, setSaved] = useState(false)
  const { self } = useView()
  const [takenIn] = useState(() => sessionStorage.getItem(TAKEN_IN))
  useEffect(() => sessionStorage.removeItem(TAKEN_IN), [])

  const attempt = async (run: () => Promise<State>) => {
    setState({ kind: 'busy' })
    setState(
      await run().catch((error: unknown): State => {
        const { reason, advice } = explainFailure(error)
        return { kind: 'failed', message: reason, advice }
      }),
    )
  }

  return {
    state,
    isSaved,
    /** Whether this page was opened anew with a key that was taken in. */
    isTakenIn: takenIn === self,
    passphrase,
    setPassphrase,
    save: () =>
      attempt(async () => {
        const saved = await peer.exportProfile(passphrase)
        if (saved.kind === 'refused') return { ...saved, kind: 'failed' }
        if (saved.kind === 'exported') saveFile(saved.file, 'loam.loam-profile')
        setSaved(true)
        return { kind: 'ready' }
      }),
    retire: () =>
      attempt(async () => {
        const retired = await peer.retireProfile()
        if (retired.kind === 'refused') return { ...retired, kind: 'failed' }
        location.reload()
        return { kind: 'busy' }
      }),
    look: (chosen: File) =>
      attempt(async () => {
        limitProfile(chosen.size)
        const bytes = new Uint8Array(await chosen.arrayBuffer())
        const found = await peer.importProfile(bytes, passphrase, 'look')
        if (found.kind === 'refused') return { ...found, kind: 'failed' }
        setFile(bytes)
        return { kind: 'readable', exportedAt: found.exportedAt, signed: found.signed }
      }),
    takeIn: () =>
      attempt(async () => {
        if (file === undefined) return { kind: 'ready' }
        const taken = await peer.importProfile(file, passphrase, 'replace')
        if (taken.kind === 'refused') return { ...taken, kind: 'failed' }
        sessionStorage.setItem(TAKEN_IN, taken.peer)
        location.reload()
        return { kind: 'busy' }
      }),
  }
}
