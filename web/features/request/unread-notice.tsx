import { Notice } from '#web/ui/notice.tsx'

/** Jobs that another version of the page wrote are kept, and said to be there. */
export function UnreadNotice({ count }: { readonly count: number }) {
  const isOne = count === 1
  return (
    <Notice
      tone="warn"
      title={
        isOne
          ? 'One job here was saved by another version of Loam'
          : `${count} jobs here were saved by another version of Loam`
      }
    >
      This version cannot read {isOne ? 'it' : 'them'}, and leaves {isOne ? 'it' : 'them'} as{' '}
      {isOne ? 'it is' : 'they are'}: open the page in the version that made {isOne ? 'it' : 'them'}{' '}
      to go on. Money in an escrow stays there; after its deadline it can go to nobody but you.
    </Notice>
  )
}
