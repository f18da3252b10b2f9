// Counts words and keeps a file with AssemblyScript's own library and its WASI shim: arguments,
// environment, streams, console, maps, sets, sorting, garbage, numbers, clocks, randomness, and
// calls of WASI itself for files, which the shim has no words for.

import {
  dirent,
  errno,
  errnoToString,
  fd_close,
  fd_filestat_get,
  fd_prestat_dir_name,
  fd_prestat_get,
  fd_read,
  fd_readdir,
  fd_seek,
  fd_write,
  fdflags,
  filestat,
  lookupflags,
  oflags,
  path_create_directory,
  path_open,
  path_rename,
  path_unlink_file,
  prestat,
  rights,
  whence,
} from 'bindings/wasi_snapshot_preview1'

class Word {
  constructor(
    public text: string,
    public count: i32,
  ) {}
}

const word = memory.data(64)
const list = memory.data(16)
const ROOT = 3

function check(what: string, error: errno): void {
  if (error != errno.SUCCESS) console.log(`${what}: ${errnoToString(error)}`)
}

function open(path: string, flags: oflags, fdFlags: fdflags = 0): u32 {
  const name = String.UTF8.encode(path)
  const asked = rights.FD_READ | rights.FD_WRITE | rights.FD_SEEK | rights.FD_FILESTAT_GET
  const at = changetype<usize>(name)
  check(path, path_open(ROOT, lookupflags.SYMLINK_FOLLOW, at, name.byteLength, flags, asked, 0, fdFlags, word))
  return load<u32>(word)
}

function write(fd: u32, text: string): void {
  const bytes = String.UTF8.encode(text)
  store<usize>(list, changetype<usize>(bytes))
  store<usize>(list, bytes.byteLength, 4)
  check('write', fd_write(fd, list, 1, word))
}

function read(fd: u32, length: i32): string {
  const bytes = new ArrayBuffer(length)
  store<usize>(list, changetype<usize>(bytes))
  store<usize>(list, length, 4)
  check('read', fd_read(fd, list, 1, word))
  return String.UTF8.decode(bytes.slice(0, load<i32>(word)))
}

function readStdin(): string {
  const whole = new Array<u8>()
  const piece = new ArrayBuffer(1_000)
  for (let length = process.stdin.read(piece); length > 0; length = process.stdin.read(piece)) {
    const bytes = Uint8Array.wrap(piece, 0, length)
    for (let at = 0; at < length; at++) whole.push(bytes[at])
  }
  return String.UTF8.decodeUnsafe(whole.dataStart, whole.length)
}

function countWords(text: string): void {
  const counts = new Map<string, i32>()
  const words = text.split('\n').join(' ').split(' ')
  for (let at = 0; at < words.length; at++) {
    const lowered = words[at].toLowerCase()
    if (lowered.length > 0) counts.set(lowered, (counts.has(lowered) ? counts.get(lowered) : 0) + 1)
  }
  const keys = counts.keys()
  const ranked = new Array<Word>()
  for (let at = 0; at < keys.length; at++) ranked.push(new Word(keys[at], counts.get(keys[at])))
  ranked.sort((a, b) => (a.count != b.count ? b.count - a.count : a.text < b.text ? -1 : 1))
  for (let at = 0; at < ranked.length; at++) console.log(`${ranked[at].text} ${ranked[at].count}`)
}

function makeGarbage(): i32 {
  let kept = new Array<string>()
  for (let round = 0; round < 200_000; round++) {
    kept.push(round.toString() + 'x')
    if (kept.length == 1_000) kept = kept.slice(990)
  }
  return kept.length + kept[kept.length - 1].length
}

function tellNumbers(): void {
  console.log([0.1 + 0.2, 1e21, -0.0, 1.0 / 3.0, f64.MAX_VALUE, NaN].join(' '))
  console.log([Math.sin(1), Math.pow(2, 0.5), Math.log(10), Math.cbrt(27)].join(' '))
  console.log(`${I64.parseInt('-9007199254740993')} ${parseFloat('2.5e3')} ${(255).toString(16)}`)
  Math.seedRandom(2026)
  console.log(Math.random().toString())
  const unseen = new Uint8Array(16)
  crypto.getRandomValues(unseen)
  const seen = new Set<i32>()
  for (let at = 0; at < 16; at++) seen.add(unseen[at])
  const begun = process.hrtime()
  console.log(`${seen.size > 4} ${process.hrtime() > begun} ${Date.now() >= 0}`)
}

function listNames(fd: u32): string[] {
  const buffer = new ArrayBuffer(4_096)
  const names = new Array<string>()
  check('list', fd_readdir(fd, changetype<usize>(buffer), buffer.byteLength, 0, word))
  const end = changetype<usize>(buffer) + load<usize>(word)
  for (let at = changetype<usize>(buffer); at < end; ) {
    const length = changetype<dirent>(at).namlen
    const name = String.UTF8.decodeUnsafe(at + 24, length)
    if (name != '.' && name != '..') names.push(name)
    at += 24 + length
  }
  return names.sort()
}

function keepFile(): void {
  check('root', fd_prestat_get(ROOT, changetype<prestat>(word)))
  const length = load<usize>(word, 4)
  const root = new ArrayBuffer(<i32>length)
  check('root', fd_prestat_dir_name(ROOT, changetype<usize>(root), length))
  const made = String.UTF8.encode('made')
  check('made', path_create_directory(ROOT, changetype<usize>(made), 4))
  check('made again', path_create_directory(ROOT, changetype<usize>(made), 4))
  const file = open('made/draft', oflags.CREAT | oflags.EXCL)
  for (let number = 0; number < 1_000; number++) write(file, `${number}\n`)
  check('seek', fd_seek(file, 4, whence.SET, word))
  write(file, 'TWO')
  check('seek', fd_seek(file, -4, whence.END, word))
  console.log(`tail ${read(file, 10).trim()}`)
  check('stat', fd_filestat_get(file, changetype<filestat>(word)))
  console.log(`${changetype<filestat>(word).size} bytes`)
  check('close', fd_close(file))
  const draft = String.UTF8.encode('made/draft')
  const final = String.UTF8.encode('made/final')
  check('rename', path_rename(ROOT, changetype<usize>(draft), 10, ROOT, changetype<usize>(final), 10))
  check('gone', path_unlink_file(ROOT, changetype<usize>(String.UTF8.encode('gone')), 4))
  const appended = open('made/final', 0, fdflags.APPEND)
  write(appended, 'ünd Schluß\n')
  check('close', fd_close(appended))
  open('missing', 0)
  console.log(listNames(ROOT).join(', '))
}

console.log(process.argv.slice(1).join(' | '))
console.log(process.env.has('INVENTORY') ? process.env.get('INVENTORY') : 'unset')
const input = readStdin()
console.log(`${input.length} letters`)
countWords(input)
tellNumbers()
console.log(makeGarbage().toString())
keepFile()
process.stdout.write('no line end')
console.error('said aside')
if (process.argv.length > 2) throw new Error('too many arguments')
process.exit(7)
