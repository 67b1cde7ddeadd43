import { existsSync } from 'node:fs'
import { build } from './build.ts'
import { capture, type Outcome, programs } from './run-command.ts'

interface Step {
  readonly name: string
  readonly script: string
  readonly args: readonly string[]
}

const stepsAtOnce = 2

/** One program for each environment that code runs in; the largest first. */
const typePrograms = [
  ['test', 'tsconfig.test.json'],
  ['server', 'tsconfig.server.json'],
  ['pure', 'tsconfig.pure.json'],
  ['client', 'tsconfig.client.json'],
  ['demo', 'examples/demo/tsconfig.json'],
  ['better-auth', 'test/docs/tsconfig.better-auth.json'],
  ['author types', 'test/types/tsconfig.json'],
] as const

/** `npm run check`: types in every environment, lint, format and the rules of the import tree. */
export async function run(): Promise<number> {
  // The demo compiles against what a user installs, so it has to be there.
  const isBuilt = (await build()) !== undefined
  console.log(line(isBuilt, 'build'))
  const failures: string[] = []
  const waiting = steps()
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const startedAt = performance.now()
      const outcome = await capture(step.script, step.args)
      console.log(line(outcome.exitCode === 0, step.name, performance.now() - startedAt))
      if (outcome.exitCode !== 0) failures.push(report(step, outcome))
    }
  }
  await Promise.all(Array.from({ length: stepsAtOnce }, worker))
  for (const failure of failures) console.log(failure)
  const isGood = isBuilt && failures.length === 0
  console.log(isGood ? '\ncheck: all good' : '\ncheck: failed')
  return isGood ? 0 : 1
}

function steps(): Step[] {
  const types = typePrograms
    .filter(([, config]) => existsSync(config))
    .map(([name, config]) => step(`types: ${name}`, programs.tsc, '-p', config))
  return [
    ...types,
    step('lint and format', programs.biome, 'check', '--error-on-warnings', '--max-diagnostics=50'),
    step('imports and size', programs.vitest, 'run', 'test/floors.test.ts', 'test/size.test.ts'),
  ]
}

function step(name: string, script: string, ...args: string[]): Step {
  return { name, script, args }
}

function line(isGood: boolean, name: string, ms?: number): string {
  const time = ms === undefined ? '' : `${(ms / 1000).toFixed(1)} s`
  return `${isGood ? 'ok    ' : 'FAILED'}  ${name.padEnd(22)} ${time}`.trimEnd()
}

function report({ name }: Step, { output }: Outcome): string {
  return `\n── ${name} ──\n${output.trim()}`
}
