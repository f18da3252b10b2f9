import { Download, FolderInput } from 'lucide-react'
import { useRef } from 'react'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Field, TextInput } from '#web/ui/field.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useProfile } from './use-profile.ts'

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** Takes this tab's key with its record to another browser, and takes one in. */
export function ProfileCard({
  isOff,
  signed,
}: {
  /** Whether nothing is given now: a key at work is not taken out. */
  readonly isOff: boolean
  /** Agreements that would be replaced. */
  readonly signed: number
}) {
  const profile = useProfile()
  const { state, passphrase, isSaved, isTakenIn } = profile
  const chosen = useRef<HTMLInputElement>(null)
  const isBusy = state.kind === 'busy'
  return (
    <Card title="Take it along" data-testid={testIds.provideProfile}>
      <p className="mb-4 max-w-prose text-sm text-quiet">
        Your record belongs to a key in this tab. A file carries the key, its record, what it earned
        and has not been paid yet, and what you know of others; it opens for a passphrase of eight
        letters or more, which nobody can recover. The guest wallet is not in it: its key is saved
        on the wallet page. Use a key in one place at a time: two that sign with it are found out,
        and both are turned away.
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Passphrase" className="w-full sm:w-80">
          {(wiring) => (
            <TextInput
              {...wiring}
              type="password"
              autoComplete="new-password"
              value={passphrase}
              onChange={({ target }) => profile.setPassphrase(target.value)}
            />
          )}
        </Field>
        <Button
          icon={Download}
          pending={isBusy}
          disabled={!isOff || passphrase === ''}
          onClick={() => void profile.save()}
        >
          Save as a file
        </Button>
        <Button
          icon={FolderInput}
          disabled={!isOff || isBusy || passphrase === ''}
          onClick={() => chosen.current?.click()}
        >
          Take in a file
        </Button>
        <input
          ref={chosen}
          type="file"
          aria-label="Profile to take in"
          accept=".loam-profile"
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file !== undefined) void profile.look(file)
            target.value = ''
          }}
        />
      </div>
      {!isOff && <p className="mt-3 text-sm text-quiet">Stop giving computing first.</p>}
      {state.kind === 'failed' && (
        <Notice tone="bad" title={state.message} className="mt-4">
          {state.advice}
        </Notice>
      )}
      {isTakenIn && (
        <Notice tone="good" title="The file was taken in" className="mt-4">
          This tab has its key now, and its record of {sayAgreements(signed)}.
        </Notice>
      )}
      {isSaved && (
        <Notice tone="good" title="Saved" className="mt-4">
          <p className="mb-3">
            Before you use it elsewhere, have this tab begin anew: it takes a new key, and this one
            is in the file alone.
          </p>
          <Button size="small" disabled={!isOff || isBusy} onClick={() => void profile.retire()}>
            I have the file: begin anew here
          </Button>
        </Notice>
      )}
      {state.kind === 'readable' && (
        <Notice tone="warn" title="Is this the newest there is of it?" className="mt-4">
          <p className="mb-3 max-w-prose">
            Saved on {moment.format(state.exportedAt)} with {sayAgreements(state.signed)}. If its
            key has worked anywhere since, it would sign a number twice.{' '}
            {signed > 0
              ? `What this tab has now, ${sayAgreements(signed)} and what it earned with them, is gone from this browser then: save it first.`
              : 'This tab has no record that would be lost.'}
          </p>
          <Button
            size="small"
            variant={signed > 0 ? 'danger' : 'secondary'}
            onClick={() => void profile.takeIn()}
          >
            {signed > 0 ? 'Replace what is here' : 'Take it in'}
          </Button>
        </Notice>
      )}
    </Card>
  )
}

const sayAgreements = (many: number) =>
  `${many.toLocaleString('en')} agreement${many === 1 ? '' : 's'}`
