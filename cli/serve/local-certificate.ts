import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { z } from 'zod'
import type { Certificate } from './listen.ts'
import { ownAddresses } from './own-addresses.ts'

const DAYS_VALID = 365
const DAY_MS = 86_400_000

const stored = z.object({ key: z.string(), cert: z.string() })

/**
 * A certificate of this machine's own for localhost and its addresses.
 *
 * Kept in `folder`, so that a browser's exception for it lasts; made anew once it has expired or
 * the machine has an address that it does not name.
 */
export async function localCertificate(folder: string): Promise<Certificate> {
  const file = join(folder, 'certificate.json')
  const kept = await readFile(file, 'utf8').then(
    (text) => stored.safeParse(JSON.parse(text)).data,
    () => undefined,
  )
  if (kept && isUsable(kept)) return kept
  const made = await makeCertificate()
  await mkdir(folder, { recursive: true })
  await writeFile(file, JSON.stringify(made), { mode: 0o600 })
  return made
}

function isUsable({ cert }: Certificate): boolean {
  const parsed = new X509Certificate(cert)
  return (
    Date.parse(parsed.validTo) > Date.now() + DAY_MS &&
    ownAddresses().every(({ address }) => parsed.checkIP(address) !== undefined)
  )
}

async function makeCertificate(): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'Loam on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + DAYS_VALID * DAY_MS),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...ownAddresses().map(({ address: ip }) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  })
  return { key: made.private, cert: made.cert }
}
