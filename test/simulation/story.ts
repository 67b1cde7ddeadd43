import { Random } from '../chaos/random.ts'
import { Clock, settled } from './clock.ts'
import { isExact, type Plan } from './plan.ts'
import { inBrowser } from './runtime-document.ts'
import type { SimulatedProcess } from './simulated-process.ts'
import type { SimulatedVisitor } from './simulated-visitor.ts'
import { actIn } from './view.ts'
import { type Choice, World } from './world.ts'

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
 * One thing after the other that happens in a world. Whatever could happen at the same time is a choice, so a story is told by
 * its plan and the names of its choices.
 */
export class Story {
  readonly #plan: Plan
  readonly #tell: ((line: string) => void) | undefined
  readonly #random: Random
  readonly #world: World
  readonly #ledger = new Map<string, number>()
  readonly #steps: string[] = []
  #breach: string | null = null

  /** @param tell is told of each step, and of each frame that a page hears or says */
  constructor(plan: Plan, tell?: (line: string) => void) {
    this.#plan = plan
    this.#tell = tell
    this.#random = new Random(plan.seed * 104_729 + 17)
    this.#world = new World(plan, new Clock())
  }

  /** @param told what is to happen, as far as it can; made up where it is missing */
  tell(told?: readonly string[]): Promise<Ending> {
    return this.#world.clock.during(() =>
      inBrowser(
        (error) => (this.#breach ??= String(error)),
        async () => {
          actIn({
            note: (page, id) => {
              const key = `${page} ${id}`
              this.#ledger.set(key, (this.#ledger.get(key) ?? 0) + 1)
            },
            pause: () => {
              const process = this.#world.clock.owner as SimulatedProcess
              return new Promise((resolve) => process.pausing.push(resolve))
            },
          })
          try {
            await this.#world.begin(this.#tell)
            if (told) await this.#follow(told)
            else await this.#makeUp()
            const { length } = this.#steps
            await this.#end()
            this.#steps.length = length
          } finally {
            actIn(null)
          }
          const events = this.#world.visitors.reduce((sum, visitor) => sum + visitor.events, 0)
          return { breach: this.#breach, steps: this.#steps, events }
        },
      ),
    )
  }

  // ── what happens ───────────────────────────────────────────────────────────────────────────────────────────

  async #makeUp(): Promise<void> {
    for (let i = 0; i < this.#plan.steps && this.#breach === null; i++) {
      const choices = [...this.#world.choices()]
      const total = choices.reduce((sum, { weight }) => sum + weight, 0)
      let at = this.#random.next() * total
      const choice = choices.find(({ weight }) => (at -= weight) < 0) ?? choices.at(-1)
      if (choice) await this.#take(choice)
    }
  }

  async #follow(told: readonly string[]): Promise<void> {
    for (const name of told) {
      if (this.#breach !== null) return
      const choice = [...this.#world.choices()].find((each) => each.name === name)
      if (choice) await this.#take(choice)
    }
  }

  async #take(choice: Choice): Promise<void> {
    this.#steps.push(choice.name)
    this.#tell?.(choice.name)
    this.#world.clock.owner = choice.process
    choice.run()
    await settled()
    for (const visitor of this.#world.visitors)
      if (visitor.breach !== null) this.#breach ??= `${visitor.name}: ${visitor.breach}`
  }

  // ── the end ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Nothing goes wrong any more, and everything comes to rest. */
  async #end(): Promise<void> {
    this.#world.calm()
    await this.#quiet()
    // Whoever is connected stays so.
    this.#world.clock.nowMs += 130_000
    await this.#quiet()
    if (this.#breach !== null) return
    const before = this.#world.visitors.map((visitor) => visitor.shown.news)
    // What is not stored yet is lost where a process finds out only now that its page was elsewhere.
    for (let i = 0; i < 3 && this.#breach === null; i++) {
      for (const process of this.#world.processes) {
        this.#world.clock.owner = process
        process.bus.publish('news', null)
        await settled()
      }
      await this.#quiet()
    }
    for (const [i, visitor] of this.#world.visitors.entries()) {
      if (this.#breach !== null) return
      const found = await this.#examine(visitor, before[i]!)
      if (found) this.#breach ??= `${visitor.name}: ${found}`
    }
  }

  async #quiet(): Promise<void> {
    for (let i = 0; this.#breach === null; i++) {
      if (i > maxQuietSteps) return void (this.#breach = 'it never comes to rest')
      this.#world.reconnect(i)
      const choices = [...this.#world.ordinary()]
      if (choices.length === 0) break
      await this.#take(choices[i % choices.length]!)
    }
    for (const { name, document } of this.#world.visitors) {
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
    if (!isExact(this.#plan)) return null
    if (lost > crashed || last < events - crashed)
      return `of ${events} events ${last} came last, ${lost} were lost`
    if (crashed > 0) return null
    const done = document.commands.map((command) => (command as [0, 0, { id: number }])[2].id)
    const expected = Array.from({ length: events }, (_, i) => i + 1)
    if (String(done) !== String(expected))
      return `was told to do ${done.join(' ')} for ${events} events`
    return null
  }
}
