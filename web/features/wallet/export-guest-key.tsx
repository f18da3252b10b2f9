import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useAttempt } from './use-attempt.ts'
import { walletSession } from './wallet-desk.ts'

/** Says loudly what a guest wallet is, and lets its key out when the person asks for it. */
export function ExportGuestKey() {
  const [key, setKey] = useState<string>()
  const { error, attempt } = useAttempt()
  const show = async () => setKey(await (await walletSession()).exportGuestKey())
  return (
    <Notice tone="warn" title="A guest wallet lives in this browser alone" className="mt-6">
      <p>
        Its key is kept here, locked to this browser. Clearing site data deletes it and all it
        holds, and whoever can use this browser can spend from it. Keep small amounts, or take the
        key to a wallet of your own.
      </p>
      {key === undefined ? (
        <Button size="small" icon={KeyRound} className="mt-3" onClick={() => attempt(show)}>
          Show the private key
        </Button>
      ) : (
        <p className="mt-3 rounded-lg bg-surface p-3 font-mono text-sm break-all">{key}</p>
      )}
      {error && <p className="mt-3 text-bad">{error}</p>}
    </Notice>
  )
}
