import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { testHostility, testWasi, testWasiCoverage } from './wasi-suite.ts'

testWasiCoverage()
testWasi('node', async () => createNodeCompute({ cores: 1 }))
testHostility('node', async () => createNodeCompute({ cores: 1 }))
