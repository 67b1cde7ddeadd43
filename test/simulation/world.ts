import { memory } from '../../src/store/memory-store.ts'
import { Document } from '../black-box/document.ts'
import type { Clock } from './clock.ts'
import type { Line } from './line.ts'
import type { Harm, Plan } from './plan.ts'
import { RuntimeDocument } from './runtime-document.ts'
import { SimulatedProcess } from './simulated-process.ts'
import { SimulatedVisitor } from './simulated-visitor.ts'
import type { StoreCall } from './store-line.ts'

/** How long a process that retires has for what it is still doing. */
const graceMs = 5_000

/** Something that may happen next. */
export interface Choice {
  readonly name: string
  /** How likely it is, compared with others. */
  readonly weight: number
  /** Where it happens; null for what happens to pages, or between the two. */
  readonly process: SimulatedProcess | null
  run(): void
}

/** Some processes with one store, some pages, and whatever may happen to them next. */
export class World {
  readonly clock: Clock
  readonly processes: SimulatedProcess[] = []
  readonly visitors: SimulatedVisitor[] = []
  readonly #plan: Plan
  readonly #store = Object.assign(memory(), { isDurable: true })
  /** Lines that their process has, or is yet to hear of. */
  readonly #lines = new Map<Line, SimulatedProcess>()
  /** What processes have asked of the store that are no more, or do not wait for it any more. */
  readonly #ghosts: StoreCall[] = []

  constructor(plan: Plan, clock: Clock) {
    this.#plan = plan
    this.clock = clock
  }

  /** @param tell is told of each frame that a page hears or says */
  async begin(tell?: (line: string) => void): Promise<void> {
    const { processes, pages, client } = this.#plan
    for (let i = 0; i < processes; i++) this.processes.push(this.#start(i))
    for (let i = 0; i < pages; i++) {
      const process = this.processes[i % processes]!
      this.clock.owner = process
      const loaded = await process.load('one browser')
      const document = client === 'runtime' ? new RuntimeDocument(loaded) : new Document(loaded)
      this.visitors.push(new SimulatedVisitor(`page ${i}`, document, tell))
    }
  }

  #start(i: number): SimulatedProcess {
    const { isStoreSlow, durability } = this.#plan
    const options = { store: this.#store, isStoreSlow, durability }
    return new SimulatedProcess(`p${i}`, options)
  }

  /** Nothing goes wrong any more. */
  calm(): void {
    for (const process of this.processes) process.isFrozen = false
  }

  /** Pages without a line connect. @param i which process is next */
  reconnect(i: number): void {
    const process = this.processes[i % this.processes.length]!
    for (const visitor of this.visitors) if (!visitor.line) this.#connect(visitor, process)
  }

  #connect(visitor: SimulatedVisitor, process: SimulatedProcess): void {
    this.#lines.set(visitor.connect(process), process)
  }

  // ── what may happen ────────────────────────────────────────────────────────────────────────────────────────

  #may(harm: Harm): boolean {
    return this.#plan.harms.includes(harm)
  }

  /** All of it. */
  *choices(): Generator<Choice> {
    yield* this.ordinary()
    for (const visitor of this.visitors) yield* this.#acts(visitor)
    for (const [i, process] of this.processes.entries()) yield* this.#harms(process, i)
    if (!this.#may('time')) return
    for (const ms of [700, 1_500, 130_000])
      yield this.#between(`${ms} ms pass`, 0.2, () => void (this.clock.nowMs += ms))
  }

  /** What happens sooner or later in any case. */
  *ordinary(): Generator<Choice> {
    for (const visitor of this.visitors) {
      const { line, name, isOpened } = visitor
      if (line?.isTaken && !isOpened)
        yield this.#between(`${name} is connected`, 10, () => visitor.opened())
      if (line && (isOpened || typeof line.toPage[0] === 'object') && line.toPage.length > 0)
        yield this.#between(`${name} hears`, 10, () => visitor.hear())
    }
    for (const process of this.processes) if (!process.isFrozen) yield* this.#work(process)
    for (const call of this.#ghosts)
      yield this.#between(`ghost's ${call.name}`, 1, () => this.#appear(call))
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
    for (const timer of this.clock.due)
      if (timer.owner === process) yield at(timer.name, 5, () => this.clock.fire(timer))
  }

  *#acts(visitor: SimulatedVisitor): Generator<Choice> {
    const { name, line, events, document } = visitor
    if (document.refused) return
    if (events < this.#plan.events) yield this.#between(`${name} acts`, 4, () => visitor.act())
    if (!line) {
      for (const [i, process] of this.processes.entries())
        yield this.#between(`${name} connects to p${i}`, 5, () => this.#connect(visitor, process))
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
    if (this.#may('deploys') && !process.registry.isClosing)
      yield { ...this.#between(`${name} retires`, 0.4, () => void this.#retire(i)), ...at }
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
    const process = this.processes[i]!
    this.#ghosts.push(...process.store.calls.filter(({ isDone }) => !isDone))
    for (const [line, target] of this.#lines) {
      if (target !== process) continue
      line.close(1006)
      this.#lines.delete(line)
    }
    this.processes[i] = this.#start(i)
  }

  /** Another process takes its place, once it has sent its pages away. */
  async #retire(i: number): Promise<void> {
    const process = this.processes[i]!
    await process.registry.close(graceMs)
    if (this.processes[i] === process) this.#kill(i)
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
}
