import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { testCompute } from './compute-suite.ts'

testCompute('node', async () => createNodeCompute({ cores: 2 }))
