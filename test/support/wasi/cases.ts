import type { WasiCase } from './case.ts'
import { changeCases } from './cases/changes.ts'
import { descriptorCases } from './cases/descriptors.ts'
import { directoryCases } from './cases/directories.ts'
import { limitCases } from './cases/limits.ts'
import { linkCases } from './cases/links.ts'
import { nameCases } from './cases/names.ts'
import { offsetSizeCases } from './cases/offset-size.ts'
import { openCases } from './cases/open.ts'
import { processCases } from './cases/process.ts'
import { readWriteCases } from './cases/read-write.ts'
import { rightCases } from './cases/rights.ts'
import { statCases } from './cases/stat.ts'

/** All that is tried of WASI, in every sandbox. */
export const wasiCases: readonly WasiCase[] = [
  ...readWriteCases,
  ...offsetSizeCases,
  ...descriptorCases,
  ...rightCases,
  ...openCases,
  ...directoryCases,
  ...linkCases,
  ...nameCases,
  ...statCases,
  ...changeCases,
  ...limitCases,
  ...processCases,
]
