import { fork } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { build } from './build.ts'
import { formatRows, passes, type Row } from './bench-row.ts'
import { flag, task } from './task.ts'

const folder = 'bench'

const description = {
  usage: 'npm run bench -- [PARTS OF NAMES…] [--json]',
  options: { json: flag },
  takesWords: true,
}

/** A file that takes longer hangs. */
const fileTimeoutMs = 300_000

/**
 * `npm run bench`: runs the files of `bench/` one after another, each in a process of its own, and
 * prints their rows. Arguments select files by a part of their name; `--json` prints one object a
 * line.
 *
 * A bench file default-exports `() => Promise<Row[]>`, and measures what users run by importing it
 * from `djust` or from `dist/`: sources loaded through tsx carry its helper calls.
 */
export const run = task(description, async ({ json: isJson }, wanted) => {
  if ((await build()) === undefined) return 1
  const rows: Row[] = []
  let exitCode = 0
  for (const file of benchFiles(wanted)) {
    if (!isJson) console.error(`… ${file}`)
    const measured = await measure(file)
    if (!measured) exitCode = 1
    else if (isJson) for (const row of measured) console.log(asJson(row))
    else rows.push(...measured)
  }
  if (!isJson) console.log(rows.length > 0 ? formatRows(rows) : 'bench: nothing to measure')
  return exitCode
})

function benchFiles(wanted: readonly string[]): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.startsWith('_'))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort()
}

/** @returns the rows of a file, or undefined when it failed; its own messages are on stderr */
async function measure(file: string): Promise<Row[] | undefined> {
  const child = fork('scripts/bench-file.ts', [`${folder}/${file}`], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    // Standard output carries rows alone; whatever a bench file prints goes to standard error.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  let rows: Row[] | undefined
  child.on('message', (message) => {
    rows = message as Row[]
  })
  let reason = 'failed'
  const timer = setTimeout(() => {
    reason = `took longer than ${fileTimeoutMs / 1000} seconds, and was ended`
    child.kill()
  }, fileTimeoutMs)
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  if (exitCode === 0 && rows) return rows
  console.error(`bench: ${folder}/${file} ${reason}`)
  return undefined
}

function asJson(row: Row): string {
  const { name, ratio, goal } = row
  return JSON.stringify({ name, ratio, goal, pass: passes(row) })
}
