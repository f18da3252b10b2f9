import { GAS_PER_UNIT, type Unit } from '../task/unit.ts'

/** A program should be here within this time: its provider holds a place among few meanwhile. */
const DOWNLOAD_SECONDS = 120
/** The share of its time that inputs should let one core compute. */
const FED_SHARE = 0.1
/** What a core does in a second, about. */
const CORE_GAS_PER_SECOND = 1e9
/** No subtask takes less from beginning to end, however little it computes. */
const LEAST_SUBTASK_SECONDS = 1e-4
const MOST = 0xffff_ffff

/**
 * Bytes a second that a job states as its need. A requestor would rather have a slow line than
 * nobody, so it is the least with which a provider does some good: its program comes within two
 * minutes, and inputs keep one core busy for a tenth of its time. Who has less would hold one of the
 * job's places and do next to nothing in it. Outputs go the other way, and are not counted.
 */
export function lineNeeded(job: {
  readonly downloadBytes: number
  /** Of a subtask, on average. */
  readonly inputBytes: number
  readonly gasPerSubtask: bigint
  readonly unit: Unit
}): number {
  const gas = Number(job.gasPerSubtask * GAS_PER_UNIT[job.unit])
  const subtaskSeconds = Math.max(LEAST_SUBTASK_SECONDS, gas / CORE_GAS_PER_SECOND)
  const forProgram = job.downloadBytes / DOWNLOAD_SECONDS
  const forInputs = (job.inputBytes * FED_SHARE) / subtaskSeconds
  return Math.min(MOST, Math.ceil(Math.max(forProgram, forInputs)))
}
