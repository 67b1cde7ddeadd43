import type { Document } from '../black-box/document.ts'
import { Line } from './line.ts'
import type { RuntimeDocument } from './runtime-document.ts'
import type { SimulatedProcess } from './simulated-process.ts'
import { contradiction, type Shown } from './view.ts'

/** Somebody with a page. */
export class SimulatedVisitor {
  readonly name: string
  readonly document: Document | RuntimeDocument
  line: Line | null = null
  /** Whether the document knows that its line is open. */
  isOpened = false
  /** How many events were sent. */
  events = 0
  /** Events that were given up, because processes ended whenever they did them. */
  crashed = 0
  /** What may not be. */
  breach: string | null = null
  #lines = 0
  readonly #tell: ((line: string) => void) | undefined

  constructor(name: string, document: Document | RuntimeDocument, tell?: (line: string) => void) {
    this.name = name
    this.document = document
    this.#tell = tell
  }

  act(): void {
    const id = ++this.events
    void this.document.call('apply', { id: String(id), page: this.name }).then((code) => {
      if (code === 'crashed') this.crashed += 1
      else if (code !== null) this.breach ??= `event ${id} was answered by ${code}`
    })
  }

  connect(process: SimulatedProcess): Line {
    this.line = new Line(`${this.name}-${++this.#lines} to ${process.name}`)
    return this.line
  }

  opened(): void {
    const line = this.line!
    this.isOpened = true
    const send = (text: string): void => {
      this.#tell?.(`    → ${text}`)
      line.say(text)
    }
    const loadLayout = (): never => {
      throw new Error('the layout is always the same')
    }
    this.document.opened({ send, sendEvent: send, loadLayout })
  }

  /** Gives the connection up. */
  drop(): void {
    this.line?.giveUp()
    this.line = null
    this.isOpened = false
    this.document.lost()
  }

  hear(): void {
    const said = this.line!.toPage.shift()!
    this.#tell?.(`    ← ${typeof said === 'string' ? said : `closed by ${said.code}`}`)
    if (typeof said !== 'string') return this.drop()
    try {
      this.document.receive(said)
      const { values } = this.document.model
      this.breach ??= values && contradiction(values)
    } catch (error) {
      this.breach ??= String(error)
    }
    const { refused } = this.document
    if (refused) this.breach ??= `the page was refused: ${refused}`
  }

  get shown(): Shown {
    return JSON.parse(this.document.model.values[0])
  }
}
