import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

/** Tests import `djust` as a user would, and get the sources instead of `dist/`. */
const conditions = ['djust-source', 'module', 'node']
const tests = ['src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts']
const browserTests = 'test/browser/**/*.test.ts'
/** They put other modules in the place of some that the rest use as they are. */
const withMocks = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join('src', file))
  .filter((file) => readFileSync(file, 'utf8').includes('vi.mock('))
const isCi = Boolean(process.env.CI)

export default defineConfig({
  plugins: [decorators()],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    setupFiles: 'test/support/leave-no-trace.ts',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: tests,
          exclude: [browserTests, ...withMocks],
          // Most of a short test would be the start of a process and the modules of the engine.
          isolate: false,
          testTimeout: 15_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'mocks',
          include: withMocks,
          testTimeout: 15_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // After all others, which keep the processors busy: browsers mostly wait.
        extends: true,
        test: {
          name: 'browser',
          include: [browserTests],
          isolate: false,
          testTimeout: isCi ? 60_000 : 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

/** Lowers standard decorators, which Vitest's own transform leaves as they are. */
function decorators() {
  const somewhereButInComments = /^(?!\s*(?:\*|\/\/)).*?(?:^|[\s{;(])@[\w$]/m
  return {
    name: 'decorators',
    enforce: 'pre' as const,
    async transform(code: string, id: string) {
      const file = id.split('?')[0] ?? id
      if (!file.endsWith('.ts') || file.includes('/node_modules/')) return null
      if (!somewhereButInComments.test(code)) return null
      const result = await transform(code, {
        loader: 'ts',
        target: 'node20',
        sourcefile: file,
        sourcemap: true,
        tsconfigRaw: {},
      })
      return { code: result.code, map: result.map }
    },
  }
}
