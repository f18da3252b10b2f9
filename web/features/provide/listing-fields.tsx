import { useState } from 'react'
import type { Listing } from '#protocol/market/market-rules.ts'
import { NamesField } from '../market/names-field.tsx'
import { readNames } from './rule-words.ts'

/** Who or what alone is taken, and never. */
export function ListingFields({
  what,
  hint,
  listing,
  onChange,
}: {
  readonly what: string
  readonly hint: string
  readonly listing: Listing
  readonly onChange: (listing: Listing) => void
}) {
  return (
    <>
      <TypedNames
        label={`Only these ${what}`}
        hint={`${hint} Leave it empty for all.`}
        names={listing.only}
        onChange={(only) => onChange({ ...listing, only })}
      />
      <TypedNames
        label={`Never these ${what}`}
        hint="Apart by spaces."
        names={listing.never}
        onChange={(never) => onChange({ ...listing, never })}
      />
    </>
  )
}

/** The text is the person's; the names in it are applied as they are typed. */
function TypedNames({
  names,
  onChange,
  ...rest
}: {
  readonly label: string
  readonly hint: string
  readonly names: readonly string[]
  readonly onChange: (names: string[]) => void
}) {
  const [text, setText] = useState(() => names.join(' '))
  return (
    <NamesField
      {...rest}
      value={text}
      onChange={(typed) => {
        setText(typed)
        onChange(readNames(typed))
      }}
    />
  )
}
