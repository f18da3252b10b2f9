import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{protocol,peer,worker-runtime,wasm-tasks,relay,web,cli}/**/*.test.ts',
            '{protocol,peer,worker-runtime,wasm-tasks,relay,web,cli}/**/*.test.tsx',
          ],
        },
      },
      { test: { name: 'ports', include: ['test/ports/**/*.test.ts'], testTimeout: 30_000 } },
    ],
  },
})
