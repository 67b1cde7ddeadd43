import { decodeState } from '../state/decode-state.ts'
import { encodeState } from '../state/encode-state.ts'
import type { BrowserRecord, BrowserRecords, UserId } from './browser-records.ts'

/** How often a change is tried again that met one of another process. */
const maxTries = 8

type Data = Record<string, unknown>

const nothing: Readonly<Record<string, string>> = {}

/**
 * What is kept for one browser: who is logged in, and what the application puts into it. All requests and pages of the
 * browser in this process share one.
 *
 * Who is logged in never changes. To log in or out ends a session, and another one takes its place for whoever did it.
 */
export class BrowserSession {
  /** The value of the browser's cookie. */
  readonly id: string
  readonly #records: BrowserRecords
  /** Made when somebody asks for it: most pages keep nothing. */
  #own: Data | null = null
  /** What is stored: the texts of the values by their keys. */
  #stored: Readonly<Record<string, string>> = nothing
  #revision = 0
  #userId: UserId | null
  /** Whether somebody got hold of the data, and may have changed it. */
  #isTouched = false
  #isOver = false
  /** Reads and writes go one after another: the last one. */
  #last: Promise<unknown> | null = null

  constructor(id: string, records: BrowserRecords, userId: UserId | null = null) {
    this.id = id
    this.#records = records
    this.#userId = userId
  }

  /** Who logged in; null for nobody. */
  get userId(): UserId | null {
    return this.#userId
  }

  /** Whether the store knows it. */
  get isStored(): boolean {
    return this.#revision > 0
  }

  /** Whether it was ended: what is changed in it goes nowhere. */
  get isOver(): boolean {
    return this.#isOver
  }

  get data(): Data {
    this.#isTouched = true
    return this.#data
  }

  get #data(): Data {
    return (this.#own ??= {})
  }

  /** Takes out what is kept under a key. */
  take(key: string): unknown {
    if (!this.#own || !Object.hasOwn(this.#own, key)) return undefined
    const value = this.data[key]
    delete this.data[key]
    return value
  }

  /** Takes over what is stored, below what was changed here. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => this.#adopt(await this.#records.read(this.id)))
  }

  /** Stores what was changed. @returns nothing where nothing can have been */
  save(): Promise<void> | undefined {
    return this.#isTouched && !this.#isOver ? this.#inTurn(() => this.#write()) : undefined
  }

  /** Stores it also where it holds nothing but a user. */
  create(data: Data): Promise<void> {
    Object.assign(this.#data, data)
    return this.#inTurn(() => this.#write(true))
  }

  /** Ends it for everybody. */
  end(): Promise<void> {
    this.#isOver = true
    return this.#inTurn(() => this.#records.remove(this.id))
  }

  /** It was ended by whoever forgets all sessions of a user. */
  lapse(): void {
    this.#isOver = true
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const running = this.#last === null ? run() : this.#last.then(run)
    const settled = running.catch(() => {})
    this.#last = settled
    void settled.then(() => {
      if (this.#last === settled) this.#last = null
    })
    return running
  }

  async #write(isWanted = false): Promise<void> {
    for (let tries = 0; !this.#isOver && tries < maxTries; tries++) {
      const values = textsOf(this.#data)
      if (!isWanted && !differ(values, this.#stored)) return
      const record = { userId: this.#userId, values }
      if (await this.#records.write(this.id, this.#revision, record)) {
        this.#revision += 1
        this.#stored = values
        return
      }
      // Another process was faster: its changes, and ours above them.
      this.#adopt(await this.#records.read(this.id))
    }
  }

  #adopt(record: BrowserRecord | null): void {
    if (!record) {
      // It was there: somebody has logged out elsewhere.
      if (this.#revision > 0) this.#isOver = true
      return
    }
    if (record.revision === this.#revision) return
    const own = this.#isTouched ? textsOf(this.#data) : this.#stored
    for (const key of new Set([...Object.keys(this.#stored), ...Object.keys(record.values)])) {
      if (own[key] !== this.#stored[key]) continue
      const text = record.values[key]
      if (text === undefined) delete this.#data[key]
      else if (text !== own[key]) put(this.#data, key, decodeState(text).value)
    }
    this.#revision = record.revision
    this.#stored = record.values
    this.#userId = record.userId
  }
}

function textsOf(data: Data): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, encodeState({ value })]),
  )
}

function differ(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a)
  return keys.length !== Object.keys(b).length || keys.some((key) => a[key] !== b[key])
}

/** A key may be `__proto__`, which is a key like any other. */
function put(data: Data, key: string, value: unknown): void {
  Object.defineProperty(data, key, { value, writable: true, enumerable: true, configurable: true })
}
