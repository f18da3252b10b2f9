import type { UnreadRecords } from '#peer/saved-records.ts'
import { Notice } from '#web/ui/notice.tsx'

const listed = new Intl.ListFormat('en')

/** What is on this disk and cannot be read is said to be there, or to be gone. */
export function UnreadRecordsNotice({ unread }: { readonly unread: readonly UnreadRecords[] }) {
  const namesOf = (isKept: boolean) =>
    listed.format(unread.filter((records) => records.isKept === isKept).map(({ what }) => what))
  const [kept, gone] = [namesOf(true), namesOf(false)]
  if (kept === '' && gone === '') return null
  return (
    <Notice
      tone={kept === '' ? 'neutral' : 'warn'}
      title="Some of what this browser keeps cannot be read"
    >
      Another version of Loam wrote it, or the disk is damaged.
      {kept !== '' &&
        ` Put aside as they are: ${kept}. Open this page in the version that wrote them; what the chain holds for you is not touched.`}
      {gone !== '' && ` Left out, to be learnt or computed anew: ${gone}.`}
    </Notice>
  )
}
