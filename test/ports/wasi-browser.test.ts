import { computeOfTab, openComputeTab } from '#test/support/browser-compute.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { testSameOn, testWasi } from './wasi-suite.ts'

testWasi('browser', async () => computeOfTab(await openComputeTab()))
testSameOn('Chromium and Node', async () => [
  computeOfTab(await openComputeTab()),
  createNodeCompute({ cores: 1 }),
])
