import { defineConfig } from 'vitest/config'

const setupFiles = ['test/support/fixed-seed.ts']
/** However slow the machine is: vitest's own second is a bound on real time. */
const expectPatiently = { poll: { timeout: 20_000 } }
const hookTimeout = 60_000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles,
          include: [
            '{protocol,peer,worker-runtime,wasm-tasks,relay,web,cli,bench}/**/*.test.ts',
            '{protocol,peer,worker-runtime,wasm-tasks,relay,web,cli}/**/*.test.tsx',
          ],
          expect: expectPatiently,
          hookTimeout,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'house',
          include: ['test/house/**/*.test.ts'],
          expect: expectPatiently,
          hookTimeout,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'ports',
          setupFiles,
          include: ['test/ports/**/*.test.ts'],
          expect: expectPatiently,
          hookTimeout,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'adversaries',
          include: ['test/adversaries/**/*.test.ts'],
          expect: expectPatiently,
          hookTimeout,
          testTimeout: 60_000,
          maxConcurrency: 8,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          expect: expectPatiently,
          testTimeout: 360_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
