import { testIds } from '#web/test-ids.ts'
import { Segmented } from '#web/ui/segmented.tsx'
import type { Wishes } from './wishes.ts'

const HINTS: Readonly<Record<Wishes['on'], string>> = {
  processors: 'Whoever computes a tile gives the same bytes, so that they can check each other.',
  graphics:
    'Cards are much faster; processors help with a program of their own. Results differ by rounding, so your own tab recomputes some pixels and compares.',
}

/** What the picture is computed on. */
export function DeviceField({
  on,
  onChange,
}: {
  readonly on: Wishes['on']
  readonly onChange: (on: Wishes['on']) => void
}) {
  return (
    <Segmented
      label="Computed on"
      hint={HINTS[on]}
      value={on}
      options={[
        { value: 'processors', label: 'Processors', testId: testIds.requestProcessors },
        { value: 'graphics', label: 'Graphics cards', testId: testIds.requestGraphics },
      ]}
      onChange={onChange}
    />
  )
}
