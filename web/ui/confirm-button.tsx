import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Button } from './button.tsx'

/** A button whose press is asked about once more, with what follows from it. */
export function ConfirmButton({
  label,
  icon,
  variant,
  size,
  question,
  yes,
  no,
  testId,
  onConfirm,
  children,
}: {
  readonly label: string
  readonly icon: LucideIcon
  /** Of the button itself; what says yes is always as grave. */
  readonly variant: 'secondary' | 'danger'
  readonly size?: 'small'
  readonly question: string
  readonly yes: string
  readonly no: string
  readonly testId: string
  readonly onConfirm: () => void
  readonly children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const confirm = () => {
    dialog.current?.close()
    onConfirm()
  }
  return (
    <>
      <Button
        variant={variant}
        icon={icon}
        {...(size && { size })}
        data-testid={testId}
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </Button>
      <dialog
        ref={dialog}
        aria-label={question}
        className="m-auto w-[calc(100%-2rem)] max-w-md rounded-2xl border border-line bg-surface p-6 text-ink shadow-card backdrop:bg-black/50"
      >
        <h2 className="text-xl font-bold">{question}</h2>
        <p className="mt-3 text-base text-quiet">{children}</p>
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          <Button onClick={() => dialog.current?.close()}>{no}</Button>
          <Button variant="danger" onClick={confirm}>
            {yes}
          </Button>
        </div>
      </dialog>
    </>
  )
}
