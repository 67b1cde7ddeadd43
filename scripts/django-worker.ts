import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What Django made of a case. */
export type DjangoAnswer =
  | {
      readonly expect:
        | { readonly output: string }
        | { readonly error: { readonly type: string; readonly message: string } }
      /** Whether every template is without errors, those too that Django did not get to. */
      readonly compiles: boolean
    }
  /** The case could not be put together, or took too long. */
  | { readonly trouble: string }

const maxAnswerMs = 20_000

/** A real Django in a process of its own, which renders one case after another. */
export class DjangoWorker {
  readonly #python: string
  #child: ChildProcess | undefined
  #lines: AsyncIterator<string> | undefined
  version = ''

  constructor(python: string) {
    this.#python = python
  }

  /** @throws when the Python is missing, or has no Django */
  async start(): Promise<void> {
    const script = fileURLToPath(new URL('django-worker.py', import.meta.url))
    const child = spawn(this.#python, [script], { stdio: ['pipe', 'pipe', 'pipe'] })
    let complaint = ''
    child.on('error', (error) => (complaint = error.message))
    child.stderr.on('data', (data: Buffer) => (complaint += data.toString()))
    child.stdin.on('error', () => {})
    this.#child = child
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { django, fatal } = await this.#answer<{ django?: string; fatal?: string }>()
    if (django !== undefined) this.version = django
    else {
      throw new Error(
        `${this.#python} cannot import Django. ${fatal ?? complaint}\n` +
          "Install one (python -m venv /tmp/django && /tmp/django/bin/pip install 'django==5.2.*') and name its " +
          'Python by --python /tmp/django/bin/python or by DJUST_PYTHON.',
      )
    }
  }

  async render(vector: unknown): Promise<DjangoAnswer> {
    this.#child!.stdin!.write(`${JSON.stringify(vector)}\n`)
    const answer = await this.#answer<DjangoAnswer>()
    if ('expect' in answer || 'trouble' in answer) return answer as DjangoAnswer
    this.stop()
    await this.start()
    return { trouble: 'Django gave no answer' }
  }

  stop(): void {
    this.#child?.kill()
    this.#child = undefined
  }

  /** The next line; an empty object when none comes. */
  async #answer<T extends object>(): Promise<T | Record<string, never>> {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, maxAnswerMs, null)
    })
    const line = await Promise.race([this.#lines!.next(), tooLate])
    clearTimeout(timer)
    return line === null || line.done ? {} : (JSON.parse(line.value) as T)
  }
}
