import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rebuildChanged } from '../../scripts/build.ts'
import { removeAtEnd } from '../../scripts/remove-at-end.ts'
import { programs } from '../../scripts/run-command.ts'
import { isTestOf, type Proof } from '../support/proofs.ts'
import { changed, type SourceChange } from '../support/source-change.ts'

const copied = [
  'bin',
  'dist',
  'djust.d.ts',
  'docs',
  'examples',
  'package.json',
  'package-lock.json',
  'scripts',
  'src',
  'test',
  'vitest.config.ts',
  ...['base', 'build', 'client', 'hooks', 'pure', 'server', 'test'].map(
    (name) => `tsconfig.${name}.json`,
  ),
  'tsconfig.json',
]

/** What Vitest tells of a run. */
interface Report {
  readonly testResults: readonly {
    /** The file. */
    readonly name: string
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
  }[]
}

/** A copy of the repository in which sources may be changed. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'djust-stubs-'))
  #changed: string | null = null
  #running: ChildProcess | null = null
  readonly #remove = removeAtEnd(this.folder, () => this.#running)

  constructor() {
    for (const name of copied) {
      if (existsSync(name))
        cpSync(name, join(this.folder, name), { recursive: true, preserveTimestamps: true })
    }
    symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'), 'junction')
  }

  /** Makes a change, and takes back the one before. @returns whether the source still runs */
  async change(change: SourceChange): Promise<boolean> {
    await this.restore()
    this.#changed = change.file
    const source = readFileSync(change.file, 'utf8')
    writeFileSync(join(this.folder, change.file), changed(change, source))
    return rebuildChanged(this.folder, change.file)
  }

  async restore(): Promise<void> {
    const file = this.#changed
    if (!file) return
    cpSync(file, join(this.folder, file), { preserveTimestamps: true })
    await rebuildChanged(this.folder, file)
    this.#changed = null
  }

  /**
   * Runs tests as they are in the copy.
   *
   * @param waitMs how long a test waits for what it expects
   * @returns those that passed, with all their cases
   */
  async passing<Test extends Pick<Proof, 'file' | 'title'>>(
    proofs: readonly Test[],
    waitMs: number,
  ): Promise<Set<Test>> {
    const reportFile = join(this.folder, 'report.json')
    rmSync(reportFile, { force: true })
    const files = [...new Set(proofs.map(({ file }) => file))]
    const titles = proofs.map(({ title }) =>
      title.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace('%s', '[^]*'),
    )
    const pattern = `(?:${titles.join('|')})$`
    const options = ['--reporter=json', `--outputFile=${reportFile}`, '-t', pattern]
    const child = spawn(process.execPath, [programs.vitest, 'run', ...options, ...files], {
      cwd: this.folder,
      env: { ...process.env, TEST_WAIT_MS: String(waitMs) },
      stdio: 'ignore',
    })
    this.#running = child
    await once(child, 'close')
    this.#running = null
    if (!existsSync(reportFile)) return new Set()
    const { testResults } = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
    return new Set(
      proofs.filter((proof) => {
        const report = testResults.find(({ name }) => name.endsWith(proof.file))
        const own = report?.assertionResults.filter(
          ({ title, status }) => isTestOf(proof, title) && status !== 'skipped',
        )
        return !!own?.length && own.every(({ status }) => status === 'passed')
      }),
    )
  }

  remove(): void {
    this.#remove()
  }
}
