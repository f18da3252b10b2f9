const names = [
  'fd_datasync',
  'fd_read',
  'fd_seek',
  'fd_fdstat_set_flags',
  'fd_sync',
  'fd_tell',
  'fd_write',
  'fd_advise',
  'fd_allocate',
  'path_create_directory',
  'path_create_file',
  'path_link_source',
  'path_link_target',
  'path_open',
  'fd_readdir',
  'path_readlink',
  'path_rename_source',
  'path_rename_target',
  'path_filestat_get',
  'path_filestat_set_size',
  'path_filestat_set_times',
  'fd_filestat_get',
  'fd_filestat_set_size',
  'fd_filestat_set_times',
  'path_symlink',
  'path_remove_directory',
  'path_unlink_file',
  'poll_fd_readwrite',
  'sock_shutdown',
  'sock_accept',
] as const
export type Right = (typeof names)[number]

const bits = Object.fromEntries(
  names.map((name, index) => [name, 1n << BigInt(index)]),
) as Readonly<Record<Right, bigint>>

/** The bits of the named rights. */
export const rights = (...wanted: readonly Right[]): bigint =>
  wanted.reduce((sum, name) => sum | bits[name], 0n)

/** Rights that mean something on a descriptor of each kind. */
export const fileRights = rights(
  'fd_datasync',
  'fd_read',
  'fd_seek',
  'fd_fdstat_set_flags',
  'fd_sync',
  'fd_tell',
  'fd_write',
  'fd_advise',
  'fd_allocate',
  'fd_filestat_get',
  'fd_filestat_set_size',
  'fd_filestat_set_times',
  'poll_fd_readwrite',
)
export const directoryRights = rights(
  'fd_datasync',
  'fd_fdstat_set_flags',
  'fd_sync',
  'path_create_directory',
  'path_create_file',
  'path_link_source',
  'path_link_target',
  'path_open',
  'fd_readdir',
  'path_readlink',
  'path_rename_source',
  'path_rename_target',
  'path_filestat_get',
  'path_filestat_set_size',
  'path_filestat_set_times',
  'fd_filestat_get',
  'fd_filestat_set_times',
  'path_symlink',
  'path_remove_directory',
  'path_unlink_file',
)
const streamRights = rights('fd_fdstat_set_flags', 'fd_filestat_get', 'poll_fd_readwrite')
/** Of stdin: like a file opened for reading. */
export const inputRights =
  streamRights | rights('fd_read', 'fd_seek', 'fd_tell', 'fd_advise', 'fd_filestat_set_times')
/** Of stdout and stderr, which are pipes. */
export const outputRights = streamRights | rights('fd_write')
/** All that a preopened directory may hand on. */
export const inheritableRights = fileRights | directoryRights
