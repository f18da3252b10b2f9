import type { JobView } from '#peer/peer.ts'

/** Seconds until the last tile, from how fast tiles came so far; undefined while nobody can say. */
export function estimateSecondsLeft(job: JobView, now: number): number | undefined {
  const { firstResult } = job.seconds
  const done = job.verified - job.inherited
  if (firstResult === undefined || done < 2) return undefined
  const seconds = (now - job.createdAt) / 1000 - firstResult
  if (seconds <= 0) return undefined
  return ((job.subtasks - job.verified) * seconds) / done
}

/** "about 40 s", "about 3 min": no more precise than it is known. */
export function sayDuration(seconds: number): string {
  if (seconds < 10) return 'a few seconds'
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s`
  if (seconds < 90 * 60) return `about ${Math.ceil(seconds / 60)} min`
  return `about ${Math.ceil(seconds / 3600)} h`
}

/** "820 kB", "8.2 MB". */
export function sayBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
