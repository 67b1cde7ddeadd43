import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('..', import.meta.url))
const waitAtMostMs = 20_000

/** A folder of a user who has installed djust, with commands to run in it. */
export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'djust-project-')))
  readonly #commands: Command[] = []

  constructor(files: Readonly<Record<string, string>>) {
    mkdirSync(join(this.folder, 'node_modules'))
    symlinkSync(repository, join(this.folder, 'node_modules', 'djust'), 'junction')
    for (const [name, text] of Object.entries(files)) this.write(name, text)
  }

  write(name: string, text: string): void {
    const file = join(this.folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  /** Runs `djust` as its user would. */
  djust(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
    return this.node([join('node_modules', 'djust', 'bin', 'djust.js'), ...args], env)
  }

  node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
    const { DJUST_SECRET: _, PORT: __, ...own } = process.env
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: { ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const command = new Command(child)
    this.#commands.push(command)
    return command
  }

  /** Ends every command that still runs and removes the folder. */
  async remove(): Promise<void> {
    await Promise.all(this.#commands.map((command) => command.end('SIGKILL')))
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A command that runs or ran. */
export class Command {
  output = ''
  readonly #child: ChildProcess
  readonly #exit: Promise<number>

  constructor(child: ChildProcess) {
    this.#child = child
    this.#exit = once(child, 'close').then(([code]) => code ?? -1)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
      })
    }
  }

  /** Waits until it ends by itself, and returns its exit code. */
  exit(): Promise<number> {
    return this.#within(this.#exit, 'did not end')
  }

  /** Sends a signal that it goes on after. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Sends a signal and returns the exit code. */
  end(signal: NodeJS.Signals): Promise<number> {
    this.#child.kill(signal)
    return this.exit()
  }

  /** Waits until it has printed something, and returns the first group of the pattern. */
  async prints(pattern: RegExp): Promise<string> {
    for (let waitedMs = 0; waitedMs < waitAtMostMs; waitedMs += 20) {
      const match = pattern.exec(this.output)
      if (match) return match[1] ?? match[0]
      await delay(20)
    }
    throw new Error(`It did not print ${pattern}. It printed:\n${this.output}`)
  }

  /** Forgets what it has printed until now. */
  forget(): void {
    this.output = ''
  }

  #within<T>(promise: Promise<T>, failure: string): Promise<T> {
    const abort = new AbortController()
    const late = delay(waitAtMostMs, undefined, { signal: abort.signal }).then(() => {
      throw new Error(`The command ${failure}. It printed:\n${this.output}`)
    })
    return Promise.race([promise, late]).finally(() => {
      late.catch(() => {})
      abort.abort()
    })
  }
}
