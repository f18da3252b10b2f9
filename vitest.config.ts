import { defineConfig } from 'vitest/config'

const setupFiles = ['test/support/fixed-seed.ts']

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
          testTimeout: 30_000,
        },
      },
      { test: { name: 'house', include: ['test/house/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'ports',
          setupFiles,
          include: ['test/ports/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'adversaries',
          include: ['test/adversaries/**/*.test.ts'],
          testTimeout: 60_000,
          maxConcurrency: 8,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 360_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
