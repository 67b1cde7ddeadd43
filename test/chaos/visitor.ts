import { setTimeout as sleep } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { Client } from '../black-box/client.ts'
import type { Random } from './random.ts'

/** How long a process may take to let a page in. */
const connectMs = 1_000

/** What somebody found who used a page all the time. */
export interface Visit {
  /** How many events were sent and answered. */
  readonly events: number
  readonly lost: number
  readonly doubled: number
  /** What the page showed where it should have shown something else. */
  readonly diverged: readonly string[]
}

/** Somebody who uses a page while its connections break and its frames come twice, or in another order. */
export class Visitor {
  readonly name: string
  readonly #random: Random
  readonly #origins: readonly string[]
  readonly #client: Client
  readonly #diverged: string[] = []
  #events = 0
  #isQuiet = false

  private constructor(name: string, client: Client, origins: readonly string[], random: Random) {
    this.name = name
    this.#client = client
    this.#origins = origins
    this.#random = random
  }

  static async load(name: string, origins: readonly string[], random: Random): Promise<Visitor> {
    const held: string[] = []
    let visitor: Visitor | null = null
    const send = (socket: WebSocket, text: string): void => {
      if (!visitor || visitor.#isQuiet) socket.send(text)
      else visitor.#mangle(socket, text, held)
    }
    const client = await Client.load(`${origins[random.below(origins.length)]}/`, send)
    visitor = new Visitor(name, client, origins, random)
    return visitor
  }

  /** Sends a frame once or twice, or behind the next one, or breaks the connection off with it. */
  #mangle(socket: WebSocket, text: string, held: string[]): void {
    const random = this.#random
    if (held.length === 0 && random.chance(0.04)) {
      held.push(text)
      return
    }
    socket.send(text)
    for (const late of held.splice(0)) socket.send(late)
    if (random.chance(0.06)) socket.send(text)
    // The server may have taken it or not: who is cut off cannot tell.
    if (random.chance(0.06)) setTimeout(() => this.#client.drop(), random.below(8))
  }

  /** Sends events until a time, and then has everything answered. */
  async visit(endMs: number): Promise<Visit> {
    const random = this.#random
    while (Date.now() < endMs && !this.#client.refused) {
      await this.#connected(endMs)
      const burst = 1 + random.below(3)
      for (let i = 0; i < burst; i++) this.#apply()
      await this.#whileAnswering(random.below(250))
      // What answers nothing may stand still; its work is still to be done, here and elsewhere.
      if (this.#client.unanswered > 0 && random.chance(0.2)) this.#client.drop()
      if (random.chance(0.1) && this.#client.unanswered === 0) await this.#compare()
    }
    this.#isQuiet = true
    const giveUpMs = Date.now() + 60_000
    while (this.#client.unanswered > 0 && !this.#client.refused && Date.now() < giveUpMs) {
      // What was held back is sent again on the next connection.
      this.#client.drop()
      await this.#connected(giveUpMs)
      await this.#whileAnswering(3_000)
    }
    await this.#connected(giveUpMs)
    await this.#compare()
    this.#client.drop()
    return this.#result()
  }

  #apply(): void {
    const id = ++this.#events
    void this.#client.call('apply', { id: String(id), client: this.name }).then((code) => {
      if (code !== null) this.#diverged.push(`${this.name}: event ${id} was answered by ${code}`)
    })
  }

  async #connected(untilMs: number): Promise<void> {
    while (!this.#client.isConnected && !this.#client.refused && Date.now() < untilMs) {
      const origin = this.#origins[this.#random.below(this.#origins.length)]!
      const late = setTimeout(() => this.#client.drop(), connectMs)
      if (!(await this.#client.connect(origin))) await sleep(20 + this.#random.below(100))
      clearTimeout(late)
    }
  }

  async #whileAnswering(ms: number): Promise<void> {
    const endMs = Date.now() + ms
    while (this.#client.isConnected && this.#client.unanswered > 0 && Date.now() < endMs)
      await sleep(5)
  }

  /** Compares what patches have made of the page with all its values. */
  async #compare(): Promise<void> {
    if (!this.#client.isConnected) return
    const patched = JSON.stringify(this.#client.model.values)
    if (!(await this.#client.resync())) return
    const whole = JSON.stringify(this.#client.model.values)
    if (patched !== 'null' && patched !== whole)
      this.#diverged.push(`${this.name}: ${patched} is shown instead of ${whole}`)
  }

  #result(): Visit {
    const events = this.#events
    const diverged = [...this.#diverged]
    const { refused, unanswered, model } = this.#client
    if (refused) diverged.push(`${this.name} was refused: ${refused}`)
    if (unanswered > 0) diverged.push(`${this.name}: ${unanswered} events were never answered`)
    // What its view has counted, in its first slot.
    const [last, lost, doubled] = String(model.values?.[0]).split(' ').map(Number)
    if (doubled === undefined) throw new Error(`${this.name} never saw its page`)
    if (lost! > 0 || doubled > 0 || last !== events)
      diverged.push(
        `${this.name}: of ${events} events ${last} came last, ${lost} were lost, ${doubled} doubled`,
      )
    return { events, lost: lost! + events - last!, doubled, diverged }
  }
}
