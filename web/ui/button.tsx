import clsx from 'clsx'
import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'wouter'

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'
type Size = 'small' | 'medium' | 'large'

const VARIANTS: Readonly<Record<Variant, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'bg-surface text-ink border border-line-strong/60 hover:bg-sunken',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'bg-surface text-bad border border-bad/50 hover:bg-bad-soft',
}

const SIZES: Readonly<Record<Size, string>> = {
  small: 'min-h-9 px-3 text-sm gap-1.5 rounded-lg',
  medium: 'min-h-11 px-4.5 gap-2 rounded-xl',
  large: 'min-h-14 px-7 text-lg gap-2.5 rounded-2xl',
}

interface Look {
  readonly variant?: Variant
  readonly size?: Size
  readonly icon?: LucideIcon
  readonly children: ReactNode
}

const look = ({ variant = 'secondary', size = 'medium' }: Look, className?: string) =>
  clsx(
    'inline-flex items-center justify-center font-semibold whitespace-nowrap select-none',
    'transition-[background-color,transform] duration-150 active:translate-y-px',
    'disabled:pointer-events-none disabled:opacity-50',
    VARIANTS[variant],
    SIZES[size],
    className,
  )

/** A thing to press. `pending` shows that it was, keeps its width and takes no second press. */
export function Button({
  variant,
  size,
  icon: Icon,
  pending = false,
  className,
  children,
  ...rest
}: Look & { readonly pending?: boolean } & ComponentProps<'button'>) {
  const Shown = pending ? LoaderCircle : Icon
  return (
    <button
      type="button"
      {...rest}
      disabled={pending || rest.disabled}
      aria-busy={pending}
      className={look({ ...(variant && { variant }), ...(size && { size }), children }, className)}
    >
      {Shown && (
        <Shown
          aria-hidden
          className={clsx('size-[1.15em] shrink-0', pending && 'motion-safe:animate-spin')}
        />
      )}
      {children}
    </button>
  )
}

/** A link within the page that looks like a button. */
export function ButtonLink({
  href,
  variant,
  size,
  icon: Icon,
  className,
  children,
}: Look & { readonly href: string; readonly className?: string }) {
  return (
    <Link
      href={href}
      className={look({ ...(variant && { variant }), ...(size && { size }), children }, className)}
    >
      {Icon && <Icon aria-hidden className="size-[1.15em] shrink-0" />}
      {children}
    </Link>
  )
}
