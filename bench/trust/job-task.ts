/** Run by the threads of `run-cells.ts`: one job. */
import { type Contender, runContender } from './contenders.ts'
import type { CrowdModel } from './crowd.ts'
import type { Tally } from './tally.ts'

export interface JobTask {
  readonly model: CrowdModel
  readonly subtasks: number
  readonly contender: Contender
}

export default ({ model, subtasks, contender }: JobTask): Tally =>
  runContender(model, subtasks, contender)
