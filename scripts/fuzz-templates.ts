import { type FuzzCase, toVector, type Vector } from '../test/fuzz/case.ts'
import { minimise } from '../test/fuzz/minimise.ts'
import { randomCase } from '../test/fuzz/random-template.ts'
import { type Outcome, renderCase } from '../test/fuzz/render.ts'
import { type DjangoAnswer, DjangoWorker } from './django-worker.ts'
import { seed, task, text, type ValuesOf, whole } from './task.ts'

const usage = `npm run fuzz:templates -- [--seconds 60] [--seed 1] [--case N] [--most 25] [--python PATH]

Renders random templates with this engine and with a real Django, and shows where they differ.
  --seed    makes the same templates again
  --case    renders only that one of them
  --most    how many different differences are shown
  --python  a Python that can import django==5.2.*; otherwise DJUST_PYTHON, or python3`

const options = {
  seconds: whole(60),
  seed: seed(),
  case: whole(null),
  most: whole(25, { least: 1 }),
  python: text(process.env['DJUST_PYTHON'] ?? 'python3'),
}

/** Compares this engine with Django on random templates. */
export const run = task({ usage, options }, async (said) => {
  const worker = new DjangoWorker(said.python)
  try {
    await worker.start()
  } catch (error) {
    console.error((error as Error).message)
    return 1
  }
  console.log(`Django ${worker.version}, seed ${said.seed}`)
  try {
    return await new Comparison(worker, said).run()
  } finally {
    worker.stop()
  }
})

type Said = ValuesOf<typeof options>

class Comparison {
  readonly #worker: DjangoWorker
  readonly #said: Said
  /** How often each difference was found, by what it has to do with. */
  readonly #found = new Map<string, number>()
  #rendered = 0
  #refused = 0
  #skipped = 0

  constructor(worker: DjangoWorker, said: Said) {
    this.#worker = worker
    this.#said = said
  }

  /** @returns the exit code of the task */
  async run(): Promise<number> {
    const { case: only, seconds, most } = this.#said
    const startMs = performance.now()
    if (only !== null) await this.#compare(only)
    else {
      for (let number = 0; performance.now() - startMs < seconds * 1000; number++) {
        await this.#compare(number)
        if (this.#found.size >= most) break
      }
    }
    this.#report((performance.now() - startMs) / 1000)
    return this.#found.size > 0 ? 1 : 0
  }

  async #compare(number: number): Promise<void> {
    const whole = randomCase((this.#said.seed * 1_000_003 + number) >>> 0)
    const vector = toVector(whole)
    const { ours, theirs } = await this.#both(vector)
    if (!theirs) this.#skipped++
    else if (theirs.kind === 'error') this.#refused++
    else this.#rendered++
    const difference = theirs && differenceOf(ours, theirs, sourceOf(vector))
    if (difference) await this.#show(number, whole, difference)
  }

  async #show(number: number, whole: FuzzCase, difference: string): Promise<void> {
    const smallest = await minimise(whole, async (smaller) => {
      const vector = toVector(smaller)
      const { ours, theirs } = await this.#both(vector)
      return theirs !== null && differenceOf(ours, theirs, sourceOf(vector)) === difference
    })
    const vector = toVector(smallest)
    const cause = `${difference}: ${subjectsOf(vector)}`
    const times = this.#found.get(cause) ?? 0
    this.#found.set(cause, times + 1)
    if (times > 0) return
    const { ours, theirs } = await this.#both(vector)
    const expect = theirs?.kind === 'output' ? { output: theirs.output } : { error: theirs }
    console.log(`\n── case ${number}: ${cause}`)
    console.log(shortened(JSON.stringify({ ...vector, expect }, null, 1)))
    const made =
      ours.kind === 'output' ? JSON.stringify(ours.output) : `${ours.kind}: ${ours.message}`
    console.log('ours:', shortened(made))
  }

  async #both(vector: Vector): Promise<{ ours: Outcome; theirs: DjangoOutcome | null }> {
    return { ours: renderCase(vector), theirs: outcomeOf(await this.#worker.render(vector)) }
  }

  #report(seconds: number): void {
    const total = this.#rendered + this.#refused
    console.log(
      `\nfuzz: ${total} cases in ${seconds.toFixed(0)} s: ${this.#rendered} rendered, ${this.#refused} refused, ` +
        `${this.#skipped} skipped; ${this.#found.size} differences`,
    )
    for (const [cause, times] of this.#found) console.log(`  ${times} × ${cause}`)
  }
}

type DjangoOutcome =
  | { readonly kind: 'output'; readonly output: string; readonly compiles: boolean }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }

function outcomeOf(answer: DjangoAnswer): DjangoOutcome | null {
  if ('trouble' in answer) return null
  if ('output' in answer.expect) {
    return { kind: 'output', output: answer.expect.output, compiles: answer.compiles }
  }
  const { type, message } = answer.expect.error
  return { kind: 'error', code: type, message }
}

function sourceOf({ templates }: Vector): string {
  return Object.values(templates).join('\n')
}

/** What sets two outcomes apart; null when they count as the same. */
function differenceOf(ours: Outcome, theirs: DjangoOutcome, source: string): string | null {
  if (ours.kind === 'crash') return `we crash (${ours.message.split('\n', 1)[0]!})`
  if (ours.kind === 'error') {
    // In Django, block.super is empty where a filter in it misses its argument.
    const isSwallowed = ours.code === 'missing_argument' && source.includes('block.super')
    // We refuse an included template before it is reached.
    const isRefused = theirs.kind === 'error' || !theirs.compiles || isSwallowed
    return isRefused ? null : `we refuse (${ours.code})`
  }
  if (theirs.kind !== 'output') return `Django refuses (${theirs.code})`
  return ours.output === theirs.output ? null : 'other output'
}

function shortened(text: string): string {
  return text.length > 4000 ? `${text.slice(0, 4000)}…` : text
}

/** The tags and filters of a case. */
function subjectsOf({ templates }: Vector): string {
  const text = Object.values(templates).join(' ')
  const tags = [...text.matchAll(/\{%\s*(\w+)/g)].map((match) => match[1]!)
  const filters = [...text.matchAll(/\|\s*(\w+)/g)].map((match) => `|${match[1]!}`)
  const subjects = new Set([...tags, ...filters].filter((name) => !/^(end|load)/.test(name)))
  return [...subjects].sort().join(' ') || 'values'
}
