declare const brand: unique symbol
type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** A libp2p peer id in base58 (`12D3Koo…`). It embeds the Ed25519 worker key. */
export type PeerId = Brand<string, 'PeerId'>
/** 32 bytes in 0x-hex: the escrow's job id, or random bytes for a free job. */
export type JobId = Brand<`0x${string}`, 'JobId'>
/** 20 bytes in 0x-hex, lower case. */
export type Address = Brand<`0x${string}`, 'Address'>
/** CIDv1 in base32, SHA-256; `raw` for bytes, `dag-cbor` for a blob's list of blocks. */
export type Cid = Brand<string, 'Cid'>

/** Whether a text is an address as it is written here: lower case. */
export const isAddress = (text: string): text is Address => /^0x[0-9a-f]{40}$/.test(text)

export const asPeerId = (text: string) => text as PeerId
export const asJobId = (text: string) => text as JobId
export const asAddress = (text: string) => text.toLowerCase() as Address
export const asCid = (text: string) => text as Cid
