import {
  closeSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  type Stats,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import { chdir, cwd } from 'node:process'
import { filetypes, oflags, ROOT, rightBits } from './case.ts'
import { buffer, call, filestat, type Step, text, u32 } from './script.ts'
import { open } from './steps.ts'

/** One thing to do to files, here and in the sandbox. */
export type FileAction =
  | { readonly is: 'mkdir' | 'rmdir' | 'unlink' | 'readlink'; readonly path: string }
  | { readonly is: 'rename' | 'link'; readonly path: string; readonly to: string }
  | { readonly is: 'symlink'; readonly path: string; readonly target: string }
  | { readonly is: 'stat'; readonly path: string; readonly follow: boolean }
  | { readonly is: 'open'; readonly path: string; readonly flags: number; readonly write: boolean }

const READ = rightBits.fd_read | rightBits.fd_seek
const MAX_TARGET = 16

/** The call that does it in the sandbox. */
export function stepOf(action: FileAction): Step {
  const path = text(action.path)
  switch (action.is) {
    case 'mkdir':
      return call('path_create_directory', [ROOT, path])
    case 'rmdir':
      return call('path_remove_directory', [ROOT, path])
    case 'unlink':
      return call('path_unlink_file', [ROOT, path])
    case 'readlink':
      return call('path_readlink', [ROOT, path, buffer('target', MAX_TARGET), u32('n')])
    case 'rename':
      return call('path_rename', [ROOT, path, ROOT, text(action.to)])
    case 'link':
      return call('path_link', [ROOT, 0, path, ROOT, text(action.to)])
    case 'symlink':
      return call('path_symlink', [text(action.target), ROOT, path])
    case 'stat':
      return call('path_filestat_get', [ROOT, action.follow ? 1 : 0, path, filestat('stat')])
    case 'open': {
      const base = action.write ? READ | rightBits.fd_write : READ
      return open(action.path, { follow: 1, o: action.flags, base, inheriting: 0n })
    }
  }
}

function describeStats(stats: Stats): object {
  const nlink = BigInt(stats.nlink)
  if (stats.isDirectory()) return { filetype: filetypes.directory, nlink }
  const filetype = stats.isFile() ? filetypes.regular : filetypes.symlink
  return { filetype, nlink, size: BigInt(stats.size) }
}

function openFlags(action: Extract<FileAction, { is: 'open' }>): number {
  const bit = (flag: number, native: number) => ((action.flags & flag) === 0 ? 0 : native)
  return (
    (action.write ? constants.O_RDWR : constants.O_RDONLY) |
    bit(oflags.creat, constants.O_CREAT) |
    bit(oflags.directory, constants.O_DIRECTORY) |
    bit(oflags.excl, constants.O_EXCL) |
    bit(oflags.trunc, constants.O_TRUNC)
  )
}

function act(action: FileAction): object {
  switch (action.is) {
    case 'mkdir':
      mkdirSync(action.path)
      return {}
    case 'rmdir':
      rmdirSync(action.path)
      return {}
    case 'unlink':
      unlinkSync(action.path)
      return {}
    case 'readlink':
      return { target: readlinkSync(action.path).padEnd(MAX_TARGET, '\0') }
    case 'rename':
      renameSync(action.path, action.to)
      return {}
    case 'link':
      linkSync(action.path, action.to)
      return {}
    case 'symlink':
      symlinkSync(action.target, action.path)
      return {}
    case 'stat':
      return { stat: describeStats((action.follow ? statSync : lstatSync)(action.path)) }
    case 'open':
      closeSync(openSync(action.path, openFlags(action)))
      return {}
  }
}

/** What this machine's own file system says to each action, done one after another in a folder. */
export function actNatively(
  folder: string,
  actions: readonly FileAction[],
): { readonly errno: string; readonly given: object }[] {
  const before = cwd()
  chdir(folder)
  try {
    return actions.map((action) => {
      try {
        return { errno: 'success', given: act(action) }
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
        return { errno: code.replace(/^E/, '').toLowerCase(), given: {} }
      }
    })
  } finally {
    chdir(before)
  }
}
