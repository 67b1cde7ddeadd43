import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { build } from './build.ts'
import { findChromium } from './find-chromium.ts'
import { programs, runAttached } from './run-command.ts'

/** The part of Vitest's JSON report that the summary needs. */
interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

interface Totals {
  passed: number
  failed: number
  skipped: string[]
}

/**
 * `npm test`: builds, finds a browser and runs every test, or those that the arguments select (as
 * Vitest takes them). The last line it prints is `tests: N passed, N failed, N skipped`.
 */
export async function run(args: string[]): Promise<number> {
  if ((await build()) === undefined) return 1
  const folder = mkdtempSync(join(tmpdir(), 'djust-tests-'))
  try {
    const reportFile = join(folder, 'report.json')
    const exitCode = await runVitest(args, reportFile)
    const totals = count(readReport(reportFile))
    if (exitCode !== 0 && totals.failed === 0 && totals.passed > 0) {
      console.log('\nAn error outside of any test (see above) counts as one failure.')
      totals.failed++
    }
    return summarize(totals)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runVitest(args: readonly string[], reportFile: string): Promise<number> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const env = { CHROMIUM_PATH: findChromium() }
  return runAttached(programs.vitest, ['run', ...reporters, ...args], env)
}

function readReport(file: string): Report {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] }
}

function count(report: Report): Totals {
  const totals: Totals = { passed: 0, failed: 0, skipped: [] }
  for (const { name, status, assertionResults } of report.testResults) {
    const failedBefore = totals.failed
    for (const test of assertionResults) {
      if (test.status === 'passed') totals.passed++
      else if (test.status === 'failed') totals.failed++
      else totals.skipped.push(`${relative('.', name)}: ${test.fullName}`)
    }
    // A file that cannot be loaded fails without a test of its own.
    if (status === 'failed' && totals.failed === failedBefore) totals.failed++
  }
  return totals
}

function summarize({ passed, failed, skipped }: Totals): number {
  if (skipped.length > 0)
    console.log(`\nSkipped:\n${skipped.map((name) => `  ${name}`).join('\n')}`)
  if (passed + failed === 0) console.log('\nNo test ran.')
  console.log(`tests: ${passed} passed, ${failed} failed, ${skipped.length} skipped`)
  return failed > 0 || passed === 0 ? 1 : 0
}
