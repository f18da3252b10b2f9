import { expect, test } from 'vitest'
import { PrintUpload } from './print-upload.ts'

const paths = { stdout: 'out', stderr: 'err' }
const text = (...pieces: readonly Uint8Array[]) => Buffer.concat([...pieces]).toString()

test('brings home what is printed in order, several prints at a time', async () => {
  const uploads: string[] = []
  const upload = new PrintUpload(paths, async (path, ...pieces) => {
    await Promise.resolve()
    uploads.push(`${path}: ${text(...pieces)}`)
  })
  for (const word of ['a', 'b', 'c']) upload.add('stdout', Buffer.from(word))
  upload.add('stderr', Buffer.from('d'))
  upload.add('stdout', Buffer.from('e'))
  await upload.done()
  expect(uploads).toEqual(['out: a', 'out: bc', 'err: d', 'out: e'])
  upload.add('stdout', Buffer.from('f'))
  await upload.done()
  expect(uploads.at(-1)).toBe('out: f')
})

test('says when something could not be brought', async () => {
  const upload = new PrintUpload(paths, () => Promise.reject(new Error('gone')))
  upload.add('stdout', Buffer.from('a'))
  await expect(upload.done()).rejects.toThrow('gone')
})
