import { compileAssembly } from './compile-assembly.ts'

/**
 * A WASI command that does what its arguments say, one after another, on the directory behind
 * descriptor 3 unless `at N` names another:
 *
 * - `cat`: stdin to stdout. `print N`: N bytes. `out TEXT`, `err TEXT`. `env`: its environment.
 * - `write PATH TEXT`, `read PATH`, `unlink PATH`, `mkdir PATH`, `rmdir PATH`,
 *   `symlink TARGET PATH`, `rename PATH PATH`: each tells its errno on stderr where it is not 0.
 * - `exit N`, `trap`, `spin`, `recurse`, `grow`: until memory is refused, then traps.
 */
const source = `
@external("wasi_snapshot_preview1", "args_sizes_get") declare function args_sizes_get(n: usize, bytes: usize): i32
@external("wasi_snapshot_preview1", "args_get") declare function args_get(list: usize, at: usize): i32
@external("wasi_snapshot_preview1", "environ_sizes_get") declare function environ_sizes_get(n: usize, bytes: usize): i32
@external("wasi_snapshot_preview1", "environ_get") declare function environ_get(list: usize, at: usize): i32
@external("wasi_snapshot_preview1", "fd_read") declare function fd_read(fd: i32, list: usize, n: i32, out: usize): i32
@external("wasi_snapshot_preview1", "fd_write") declare function fd_write(fd: i32, list: usize, n: i32, out: usize): i32
@external("wasi_snapshot_preview1", "fd_close") declare function fd_close(fd: i32): i32
@external("wasi_snapshot_preview1", "proc_exit") declare function proc_exit(code: i32): void
@external("wasi_snapshot_preview1", "path_open") declare function path_open(fd: i32, flags: i32, path: usize, length: i32, open: i32, base: i64, inheriting: i64, fdflags: i32, out: usize): i32
@external("wasi_snapshot_preview1", "path_unlink_file") declare function path_unlink_file(fd: i32, path: usize, length: i32): i32
@external("wasi_snapshot_preview1", "path_create_directory") declare function path_create_directory(fd: i32, path: usize, length: i32): i32
@external("wasi_snapshot_preview1", "path_remove_directory") declare function path_remove_directory(fd: i32, path: usize, length: i32): i32
@external("wasi_snapshot_preview1", "path_symlink") declare function path_symlink(target: usize, targetLength: i32, fd: i32, path: usize, length: i32): i32
@external("wasi_snapshot_preview1", "path_rename") declare function path_rename(fd: i32, path: usize, length: i32, newFd: i32, newPath: usize, newLength: i32): i32

const word: usize = 1024
const list: usize = 1040
const buffer: usize = 65536
const bufferBytes: i32 = 65536
let next: usize = 0
let fd: i32 = 3

function lengthOf(at: usize): i32 {
  let length = 0
  while (load<u8>(at + length)) length++
  return length
}
function take(): usize {
  const argument = load<u32>(next)
  next += 4
  return argument
}
function is(at: usize, verb: string): bool {
  const bytes = String.UTF8.encode(verb, true)
  for (let i = 0; i < bytes.byteLength; i++) {
    if (load<u8>(at + i) != load<u8>(changetype<usize>(bytes) + i)) return false
  }
  return true
}
function number(at: usize): i32 {
  let value = 0
  for (; load<u8>(at); at++) value = value * 10 + load<u8>(at) - 48
  return value
}
function put(to: i32, at: usize, length: i32): void {
  while (length > 0) {
    store<i32>(list, at as i32); store<i32>(list, length, 4)
    if (fd_write(to, list, 1, word)) unreachable()
    at += load<i32>(word); length -= load<i32>(word)
  }
}
function say(to: i32, text: string): void {
  const bytes = String.UTF8.encode(text)
  put(to, changetype<usize>(bytes), bytes.byteLength)
}
function copy(from: i32): void {
  while (true) {
    store<i32>(list, buffer as i32); store<i32>(list, bufferBytes, 4)
    if (fd_read(from, list, 1, word)) unreachable()
    const length = load<i32>(word)
    if (length == 0) return
    put(1, buffer, length)
  }
}
function tell(verb: usize, path: usize, errno: i32): void {
  if (errno == 0) return
  put(2, verb, lengthOf(verb)); say(2, " "); put(2, path, lengthOf(path)); say(2, " " + errno.toString() + "\\n")
}
function open(path: usize, flags: i32): i32 { return path_open(fd, 1, path, lengthOf(path), flags, 0x1fffffff, 0x1fffffff, 0, word) }
function sink(levels: i32): i32 { return sink(levels + 1) + 1 }

export function _start(): void {
  args_sizes_get(word, word + 4)
  const count = load<u32>(word)
  const words = heap.alloc(4 * count + 4)
  args_get(words, heap.alloc(load<u32>(word + 4)))
  next = words + 4
  while (next < words + 4 * count) {
    const verb = take()
    if (is(verb, "at")) fd = number(take())
    else if (is(verb, "cat")) copy(0)
    else if (is(verb, "print")) {
      let left = number(take())
      memory.fill(buffer, 0x61, bufferBytes)
      for (; left > 0; left -= bufferBytes) put(1, buffer, min(left, bufferBytes))
    }
    else if (is(verb, "out")) { const text = take(); put(1, text, lengthOf(text)) }
    else if (is(verb, "err")) { const text = take(); put(2, text, lengthOf(text)) }
    else if (is(verb, "env")) {
      environ_sizes_get(word, word + 4)
      const variables = load<u32>(word)
      const at = heap.alloc(4 * variables)
      environ_get(at, heap.alloc(load<u32>(word + 4)))
      for (let i: u32 = 0; i < variables; i++) {
        const variable = load<u32>(at + 4 * i)
        put(1, variable, lengthOf(variable)); say(1, "\\n")
      }
    }
    else if (is(verb, "write")) {
      const path = take(); const text = take(); const errno = open(path, 9)
      tell(verb, path, errno)
      if (errno == 0) { const file = load<i32>(word); put(file, text, lengthOf(text)); fd_close(file) }
    }
    else if (is(verb, "read")) {
      const path = take(); const errno = open(path, 0)
      tell(verb, path, errno)
      if (errno == 0) copy(load<i32>(word))
    }
    else if (is(verb, "unlink")) { const path = take(); tell(verb, path, path_unlink_file(fd, path, lengthOf(path))) }
    else if (is(verb, "mkdir")) { const path = take(); tell(verb, path, path_create_directory(fd, path, lengthOf(path))) }
    else if (is(verb, "rmdir")) { const path = take(); tell(verb, path, path_remove_directory(fd, path, lengthOf(path))) }
    else if (is(verb, "symlink")) {
      const target = take(); const path = take()
      tell(verb, path, path_symlink(target, lengthOf(target), fd, path, lengthOf(path)))
    }
    else if (is(verb, "rename")) {
      const from = take(); const to = take()
      tell(verb, to, path_rename(fd, from, lengthOf(from), fd, to, lengthOf(to)))
    }
    else if (is(verb, "exit")) proc_exit(number(take()))
    else if (is(verb, "spin")) while (true) {}
    else if (is(verb, "recurse")) sink(0)
    else if (is(verb, "grow")) { while (memory.grow(16) != -1) {} unreachable() }
    else unreachable()
  }
}
`

export const compileProbeCommand = (): Promise<Uint8Array<ArrayBuffer>> =>
  compileAssembly(source, { enable: ['bulk-memory'], initialMemory: 4 })
