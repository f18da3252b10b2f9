import { MAX_PAST } from '#protocol/market/demand.ts'
import { type LeastRecord, MAX_PROVEN_SUBTASKS } from '#protocol/market/market-rules.ts'
import { Segmented } from '#web/ui/segmented.tsx'
import { CountField } from './count-field.tsx'

/** To begin with: about a minute of work in subtasks of a second. */
const FEW_SUBTASKS = 50

const HINTS: Readonly<Record<LeastRecord['kind'], string>> = {
  any: 'Whatever they did with your work before.',
  fair: 'Newcomers too. Only who took far more than its credit on three days of late, and left most of your pieces without a verdict or without pay, is passed over.',
  settled:
    'Fair ones; and who asks for paid work has to name paid jobs of its own that are over. This tab looks in the escrow that each was closed, that somebody was paid, and that its key speaks for this requestor. Making such jobs up costs chain gas: it shows a past, and no good will.',
  proven:
    'Nobody new: only who judged your pieces, and paid for them, before. Take “Fair ones” until you have some. What is two weeks old counts half.',
}

/** What must be known of whoever asks for work. */
export function RecordFields({
  least,
  onChange,
}: {
  readonly least: LeastRecord
  readonly onChange: (least: LeastRecord) => void
}) {
  return (
    <div className="flex flex-col gap-3">
      <Segmented
        label="Whom you work for"
        hint={HINTS[least.kind]}
        value={least.kind}
        options={[
          { value: 'any', label: 'Anyone' },
          { value: 'fair', label: 'Fair ones' },
          { value: 'settled', label: 'Who paid' },
          { value: 'proven', label: 'Regulars' },
        ]}
        onChange={(kind) => {
          if (kind === 'proven') onChange({ kind, subtasks: FEW_SUBTASKS })
          else onChange(kind === 'settled' ? { kind, jobs: 1 } : { kind })
        }}
      />
      {least.kind === 'settled' && (
        <CountField
          label="At least"
          unit="paid jobs settled before"
          least={1}
          most={MAX_PAST}
          value={least.jobs}
          onChange={(jobs) => onChange({ kind: 'settled', jobs })}
        />
      )}
      {least.kind === 'proven' && (
        <CountField
          label="At least"
          unit="pieces judged and paid before"
          least={1}
          most={MAX_PROVEN_SUBTASKS}
          value={least.subtasks}
          onChange={(subtasks) => onChange({ kind: 'proven', subtasks })}
        />
      )}
    </div>
  )
}
