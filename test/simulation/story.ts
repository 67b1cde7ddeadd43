import { memory } from '../../src/store/memory-store.ts'
import { Document } from '../black-box/document.ts'
import { Random } from '../chaos/random.ts'
import { Clock, settled } from './clock.ts'
import type { Line } from './line.ts'
import { type Harm, isExact, type Plan } from './plan.ts'
import { inBrowser, RuntimeDocument } from './runtime-document.ts'
import { SimulatedProcess } from './simulated-process.ts'
import { SimulatedVisitor } from './simulated-visitor.ts'
import type { StoreCall } from './store-line.ts'
import { actIn } from './view.ts'

/** Something that may happen next. */
interface Choice {
  readonly name: string
  /** How likely it is, compared with others. */
  readonly weight: number
  /** Where it happens; null for what happens to pages, or between the two. */
  readonly process: SimulatedProcess | null
  run(): void
}

/** How a story ended. */
export interface Ending {
  /** What was wrong; null when nothing was. */
  readonly breach: string | null
  /** The names of what happened before everything was let go on. */
  readonly steps: readonly string[]
  /** How many events were sent. */
  readonly events: number
}

/** So many steps are more than enough for everything to come to rest. */
const maxQuietSteps = 4_000

/**
 * Some processes with one store, some pages, and one thing after the other that happens to them. Whatever could happen at
 * the same time is a choice, so a story is told by its plan and the names of its choices.
 */
export class Story {
  readonly #plan: Plan
  readonly #tell: ((line: string) => void) | undefined
  readonly #random: Random
  readonly #clock = new Clock()
  readonly #store = Object.assign(memory(), { isDurable: true })
  readonly #processes: SimulatedProcess[] = []
  readonly #visitors: SimulatedVisitor[] = []
  /** Lines that their page has given up, and their process has not heard of that. */
  readonly #lines = new Map<Line, SimulatedProcess>()
  /** What processes have asked of the store that are no more. */
  readonly #ghosts: StoreCall[] = []
  readonly #ledger = new Map<string, number>()
  readonly #steps: string[] = []
  #breach: string | null = null

  /** @param tell is told of each step, and of each frame that a page hears or says */
  constructor(plan: Plan, tell?: (line: string) => void) {
    this.#plan = plan
    this.#tell = tell
    this.#random = new Random(plan.seed * 104_729 + 17)
  }

  /** @param told what is to happen, as far as it can; made up where it is missing */
  tell(told?: readonly string[]): Promise<Ending> {
    return this.#clock.during(() =>
      inBrowser(
        (error) => (this.#breach ??= String(error)),
        async () => {
          actIn({
            note: (page, id) => {
              const key = `${page} ${id}`
              this.#ledger.set(key, (this.#ledger.get(key) ?? 0) + 1)
            },
            pause: () => {
              const process = this.#clock.owner as SimulatedProcess
              return new Promise((resolve) => process.pausing.push(resolve))
            },
          })
          try {
            await this.#begin()
            if (told) await this.#follow(told)
            else await this.#makeUp()
            const { length } = this.#steps
            await this.#end()
            this.#steps.length = length
          } finally {
            actIn(null)
          }
          const events = this.#visitors.reduce((sum, visitor) => sum + visitor.events, 0)
          return { breach: this.#breach, steps: this.#steps, events }
        },
      ),
    )
  }

  async #begin(): Promise<void> {
    const { processes, pages, client, isStoreSlow } = this.#plan
    for (let i = 0; i < processes; i++) this.#processes.push(this.#start(i))
    for (let i = 0; i < pages; i++) {
      const process = this.#processes[i % processes]!
      this.#clock.owner = process
      const loading = process.load('one browser')
      if (isStoreSlow) await settled()
      const loaded = await loading
      const document = client === 'runtime' ? new RuntimeDocument(loaded) : new Document(loaded)
      this.#visitors.push(new SimulatedVisitor(`page ${i}`, document, this.#tell))
    }
  }

  #start(i: number): SimulatedProcess {
    const { isStoreSlow, durability } = this.#plan
    const options = { store: this.#store, isStoreSlow, durability }
    return new SimulatedProcess(`p${i}`, options)
  }

  // ── what happens ───────────────────────────────────────────────────────────────────────────────────────────

  async #makeUp(): Promise<void> {
    for (let i = 0; i < this.#plan.steps && this.#breach === null; i++) {
      const choices = [...this.#choices()]
      const total = choices.reduce((sum, { weight }) => sum + weight, 0)
      let at = this.#random.next() * total
      const choice = choices.find(({ weight }) => (at -= weight) < 0) ?? choices.at(-1)
      if (choice) await this.#take(choice)
    }
  }

  async #follow(told: readonly string[]): Promise<void> {
    for (const name of told) {
      if (this.#breach !== null) return
      const choice = [...this.#choices()].find((each) => each.name === name)
      if (choice) await this.#take(choice)
    }
  }

  async #take(choice: Choice): Promise<void> {
    this.#steps.push(choice.name)
    this.#tell?.(choice.name)
    this.#clock.owner = choice.process
    choice.run()
    await settled()
    for (const visitor of this.#visitors)
      if (visitor.breach !== null) this.#breach ??= `${visitor.name}: ${visitor.breach}`
  }

  #may(harm: Harm): boolean {
    return this.#plan.harms.includes(harm)
  }

  *#choices(): Generator<Choice> {
    yield* this.#ordinary()
    for (const visitor of this.#visitors) yield* this.#acts(visitor)
    for (const [i, process] of this.#processes.entries()) yield* this.#harms(process, i)
    for (const call of this.#ghosts)
      yield this.#between(`ghost's ${call.name}`, 1, () => this.#appear(call))
    if (!this.#may('time')) return
    for (const ms of [700, 1_500, 130_000])
      yield this.#between(`${ms} ms pass`, 0.2, () => void (this.#clock.nowMs += ms))
  }

  /** What happens sooner or later in any case. */
  *#ordinary(): Generator<Choice> {
    for (const visitor of this.#visitors) {
      const { line, name, isOpened } = visitor
      if (line?.isTaken && !isOpened)
        yield this.#between(`${name} is connected`, 10, () => visitor.opened())
      if (line && (isOpened || typeof line.toPage[0] === 'object') && line.toPage.length > 0)
        yield this.#between(`${name} hears`, 10, () => visitor.hear())
    }
    for (const process of this.#processes) if (!process.isFrozen) yield* this.#work(process)
  }

  *#work(process: SimulatedProcess): Generator<Choice> {
    const at = (what: string, weight: number, run: () => void): Choice => {
      return { name: `${process.name} ${what}`, weight, process, run }
    }
    for (const [line, target] of this.#lines) {
      if (target !== process) continue
      if (!line.isTaken) {
        if (line.isHeld)
          yield at(`takes ${line.name}`, 10, () => process.accept(line, 'one browser'))
        continue
      }
      if (line.toServer.length > 0) yield at(`hears ${line.name}`, 10, () => process.hear(line))
      else if (!line.isHeld) {
        yield at(`loses ${line.name}`, 3, () => {
          this.#lines.delete(line)
          process.lose(line)
        })
      }
      if (line.isFull) yield at(`finds room on ${line.name}`, 3, () => process.drained(line))
    }
    for (const call of process.store.calls) {
      if (call.isDone) yield at(`gets an answer to ${call.name}`, 10, () => call.answer())
      else yield at(`reaches the store for ${call.name}`, 10, () => call.reach())
    }
    for (const [i, go] of process.pausing.entries()) {
      yield at(`goes on with handler ${i}`, 2, () => {
        process.pausing.splice(i, 1)
        go()
      })
    }
    for (const timer of this.#clock.due)
      if (timer.owner === process) yield at(timer.name, 5, () => this.#clock.fire(timer))
  }

  *#acts(visitor: SimulatedVisitor): Generator<Choice> {
    const { name, line, events, document } = visitor
    if (document.refused) return
    if (events < this.#plan.events) yield this.#between(`${name} acts`, 4, () => visitor.act())
    if (!line) {
      for (const [i, process] of this.#processes.entries())
        yield this.#between(`${name} connects to p${i}`, 5, () =>
          this.#lines.set(visitor.connect(process), process),
        )
      return
    }
    if (!this.#may('drops')) return
    yield this.#between(`${name} drops its line`, 1, () => visitor.drop())
    if (line.toServer.length === 0) return
    yield this.#between(`${name} drops its line with what it said`, 0.5, () => {
      line.toServer.length = 0
      visitor.drop()
    })
  }

  *#harms(process: SimulatedProcess, i: number): Generator<Choice> {
    const { name, isFrozen } = process
    if (this.#may('kills')) yield this.#between(`${name} is killed`, 0.4, () => this.#kill(i))
    if (this.#may('freezes')) {
      const what = isFrozen ? 'goes on' : 'stands still'
      yield this.#between(`${name} ${what}`, 0.5, () => void (process.isFrozen = !isFrozen))
    }
    for (const [line, target] of this.#lines)
      if (target === process && line.isTaken) yield* this.#mischief(line)
    if (this.#may('store fails')) {
      for (const call of process.store.calls)
        if (!isFrozen)
          yield {
            ...this.#between(`${name} fails ${call.name}`, 0.7, () => this.#fail(call)),
            process,
          }
    }
    if (isFrozen) return
    const at = { process }
    if (this.#may('news'))
      yield {
        ...this.#between(`${name} has news`, 0.7, () => process.bus.publish('news', null)),
        ...at,
      }
    if (this.#may('sleep')) {
      const rest = (): void => {
        process.registry.rest()
        process.registry.rest()
      }
      yield { ...this.#between(`${name} lets pages sleep`, 0.7, rest), ...at }
    }
  }

  *#mischief(line: Line): Generator<Choice> {
    const { name, toServer } = line
    const isEvent = (text: string | undefined): boolean => /^\[0,\d/.test(text ?? '')
    if (this.#may('frames double') && isEvent(toServer[0]))
      yield this.#between(`${name}: a frame doubles`, 0.5, () => toServer.unshift(toServer[0]!))
    if (this.#may('frames change places') && isEvent(toServer[0]) && isEvent(toServer[1]))
      yield this.#between(`${name}: two frames change places`, 0.3, () =>
        toServer.unshift(...toServer.splice(1, 1)),
      )
    if (this.#may('slow lines') && !line.isFull)
      yield this.#between(`${name} is full`, 0.5, () => void (line.isFull = true))
  }

  #between(name: string, weight: number, run: () => unknown): Choice {
    return { name, weight, process: null, run }
  }

  /** All that a process was about to do is gone, but for what it has asked of the store. */
  #kill(i: number): void {
    const process = this.#processes[i]!
    this.#ghosts.push(...process.store.calls.filter(({ isDone }) => !isDone))
    for (const [line, target] of this.#lines) {
      if (target !== process) continue
      line.close(1006)
      this.#lines.delete(line)
    }
    this.#processes[i] = this.#start(i)
  }

  #appear(call: StoreCall): void {
    this.#ghosts.splice(this.#ghosts.indexOf(call), 1)
    call.reach()
  }

  /** What has not reached the store yet may still do so. */
  #fail(call: StoreCall): void {
    if (!call.isDone) this.#ghosts.push(call)
    call.fail()
  }

  // ── the end ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Nothing goes wrong any more, and everything comes to rest. */
  async #end(): Promise<void> {
    for (const process of this.#processes) process.isFrozen = false
    await this.#quiet()
    if (this.#breach !== null) return
    const before = this.#visitors.map((visitor) => visitor.shown.news)
    // What is not stored yet is lost where a process finds out only now that its page was elsewhere.
    for (let i = 0; i < 3 && this.#breach === null; i++) {
      for (const process of this.#processes) {
        this.#clock.owner = process
        process.bus.publish('news', null)
        await settled()
      }
      await this.#quiet()
    }
    for (const [i, visitor] of this.#visitors.entries()) {
      if (this.#breach !== null) return
      const found = await this.#examine(visitor, before[i]!)
      if (found) this.#breach ??= `${visitor.name}: ${found}`
    }
  }

  async #quiet(): Promise<void> {
    for (let i = 0; this.#breach === null; i++) {
      if (i > maxQuietSteps) return void (this.#breach = 'it never comes to rest')
      for (const visitor of this.#visitors) {
        if (visitor.line) continue
        const process = this.#processes[i % this.#processes.length]!
        this.#lines.set(visitor.connect(process), process)
      }
      const choices = [...this.#ordinary()]
      const ghost = this.#ghosts[0]
      if (ghost) choices.push(this.#between(`ghost's ${ghost.name}`, 1, () => this.#appear(ghost)))
      if (choices.length === 0) break
      await this.#take(choices[i % choices.length]!)
    }
    for (const { name, document } of this.#visitors) {
      if (document.isJoined && document.unanswered === 0 && document.model.values) continue
      this.#breach ??= `${name}: nothing happens any more, and ${document.unanswered} events are not answered`
    }
  }

  /** @returns what is wrong with a page, or null */
  async #examine(visitor: SimulatedVisitor, news: number): Promise<string | null> {
    const { document, events, crashed, name } = visitor
    if (visitor.shown.news <= news) return 'a message came, and it does not show that'
    const patched = JSON.stringify(document.model.values)
    const { fills } = document
    document.resync()
    await this.#quiet()
    if (document.fills === fills) return 'all values never came'
    const whole = JSON.stringify(document.model.values)
    if (patched !== whole) return `shows ${patched} instead of ${whole}`
    const { last, lost, doubled } = visitor.shown
    if (doubled > 0) return `${doubled} events were done twice`
    for (let id = 1; id <= events; id++)
      if (crashed === 0 && !this.#ledger.has(`${name} ${id}`)) return `event ${id} was never done`
    const { durability } = this.#plan
    if (!isExact(this.#plan)) return null
    if (lost > crashed || last < events - crashed)
      return `of ${events} events ${last} came last, ${lost} were lost`
    // What was sent before it was stored may be sent again.
    if (durability === 'afterReply' || crashed > 0) return null
    const done = document.commands.map((command) => (command as [0, 0, { id: number }])[2].id)
    const expected = Array.from({ length: events }, (_, i) => i + 1)
    if (String(done) !== String(expected))
      return `was told to do ${done.join(' ')} for ${events} events`
    return null
  }
}
