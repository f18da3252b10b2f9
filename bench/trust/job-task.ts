/** Run by the threads of `run-cells.ts`: one job. */
import { type Contender, runContender } from './contenders.ts'
import type { CrowdModel } from './crowd.ts'
import type { Tally } from './tally.ts'

export interface JobTask {
  readonly model: CrowdModel
  readonly subtasks: number
  readonly contender: Contender
  /** Jobs that its requestor had before, each with another such crowd. */
  readonly jobsBefore: number
}

export default ({ model, subtasks, contender, jobsBefore }: JobTask): Tally =>
  runContender(model, subtasks, contender, jobsBefore)
