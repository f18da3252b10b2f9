import { type DBSchema, openDB } from 'idb'
import { generatePrivateKey } from 'viem/accounts'

/** A private key, encrypted by a key that no script can read out of the browser. */
interface WrappedKey {
  readonly wrapper: CryptoKey
  readonly iv: Uint8Array<ArrayBuffer>
  readonly cipher: ArrayBuffer
}

interface GuestSchema extends DBSchema {
  keys: { key: 'guest'; value: WrappedKey }
}

const open = () =>
  openDB<GuestSchema>('loam-guest-wallet', 1, {
    upgrade: (database) => void database.createObjectStore('keys'),
  })

/** Whether this browser holds a guest wallet. Never makes one. */
export async function hasGuestKey(): Promise<boolean> {
  const database = await open()
  try {
    return (await database.get('keys', 'guest')) !== undefined
  } finally {
    database.close()
  }
}

/**
 * The guest wallet's private key; made on first use, and kept only in this browser.
 *
 * The wrapper (AES-GCM, not extractable) keeps the key out of backups and of scripts that only read
 * storage; whoever can run code in this page can still use it.
 */
export async function loadGuestKey(): Promise<`0x${string}`> {
  const database = await open()
  try {
    const kept = await database.get('keys', 'guest')
    if (kept !== undefined) return await unwrap(kept)
    const made = await wrap(generatePrivateKey())
    const transaction = database.transaction('keys', 'readwrite')
    // Another tab may have made one since, and its owner money on it.
    const first = await transaction.store.get('guest')
    if (first === undefined) await transaction.store.put(made, 'guest')
    await transaction.done
    return await unwrap(first ?? made)
  } finally {
    database.close()
  }
}

async function wrap(key: `0x${string}`): Promise<WrappedKey> {
  const wrapper = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    wrapper,
    new TextEncoder().encode(key),
  )
  return { wrapper, iv, cipher }
}

async function unwrap({ wrapper, iv, cipher }: WrappedKey): Promise<`0x${string}`> {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, wrapper, cipher)
  return new TextDecoder().decode(plain) as `0x${string}`
}
