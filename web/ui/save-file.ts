/** Has the browser save a file, as a link does that was pressed. */
export function saveFile(bytes: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // A browser takes it up after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
