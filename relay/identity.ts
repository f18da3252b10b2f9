import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { generateKeyPair, privateKeyFromRaw } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Reads the relay's key, or makes one and keeps it readable for its owner alone. */
export async function loadIdentity(keyFile: string): Promise<PrivateKey> {
  try {
    return privateKeyFromRaw(await readFile(keyFile))
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  const key = await generateKeyPair('Ed25519')
  await mkdir(dirname(keyFile), { recursive: true })
  await writeFile(keyFile, key.raw, { mode: 0o600 })
  return key
}
