import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { applyTheme, readTheme, type Theme } from '../theme.ts'

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const ICONS = { system: Monitor, light: Sun, dark: Moon } as const

/** Steps through the system's colours, light and dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(readTheme)
  const Icon = ICONS[theme]
  const step = () => {
    applyTheme(NEXT[theme])
    setTheme(NEXT[theme])
  }
  return (
    <button
      type="button"
      onClick={step}
      title={`Colours: ${theme}`}
      aria-label={`Colours: ${theme}. Change to ${NEXT[theme]}.`}
      className="grid size-9 place-items-center rounded-full text-quiet hover:bg-sunken hover:text-ink"
    >
      <Icon aria-hidden className="size-4.5" />
    </button>
  )
}
