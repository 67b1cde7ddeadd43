import { ListRecord, type RowChange } from '../diff/list-record.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import type { Location } from '../shared/location.ts'
import type { StreamChange } from '../shared/stream.ts'
import { type Compiled, type CompileOptions, compile, compilePart } from '../template/compile.ts'
import type { RecordShape } from '../template/emit/record-shape.ts'
import type { Callers } from '../template/shown-callers.ts'
import type { Source } from '../template/template-source.ts'
import type { KeptChange, Patch, Values } from '../wire/patch.ts'
import { RenderContext } from './render-context.ts'
import type { Budget } from './budget.ts'
import { differingPlace } from './differing-place.ts'
import type { PartSource, PartTemplate, RenderInput } from './render-input.ts'
import { drawChange, type RowsOf } from './streamed-rows.ts'
import { type TextFunctions, TextProgram } from './text-program.ts'

/** A value that stands outside the live part. */
export interface OutsideValue {
  readonly at: Location
  readonly text: string
}

/** The functions that generated code returns. */
interface Functions extends TextFunctions {
  page(context: RenderContext, record: unknown[]): string
  fill(context: RenderContext, record: unknown[]): Values
  diff(context: RenderContext, record: unknown[], journal: unknown[]): Patch | null
  outside(context: RenderContext): (number | string)[]
  streams(context: RenderContext): RowsOf[]
}

/** A compiled page that can be drawn any number of times. */
export class Program extends TextProgram<Functions> implements PartTemplate {
  declare readonly compiled: Compiled
  /** Names the layout: pages drawn by programs of one fingerprint understand each other's patches. */
  readonly fingerprint: string
  #shape: RecordShape | undefined
  #callers: Callers | undefined

  constructor(compiled: Compiled) {
    super(compiled)
    this.fingerprint = fingerprint(JSON.stringify(compiled.wholeLayout()))
  }

  /** Draws the page with anchors in its live part. */
  paint(input: RenderInput): { html: string; rendered: Rendered } {
    const record: unknown[] = []
    const context = this.#context(input)
    const html = this.locating(input, () => this.functions.page(context, record))
    return { html, rendered: new Rendered(record, context.namesRead()) }
  }

  /** Draws the page around its live part, which is left empty. */
  paintAround(input: RenderInput): string {
    const context = this.#context(input)
    context.isAround = true
    return this.locating(input, () => this.functions.page(context, []))
  }

  /** Whether the live part has the same nodes in the page of another program, but for white space. */
  isAlike(other: Program): boolean {
    return this.fingerprint === other.fingerprint || shapeOf(this) === shapeOf(other)
  }

  /** Gives the values of all slots of the live part. */
  fill(input: RenderInput): { values: Values; rendered: Rendered } {
    const record: unknown[] = []
    const context = this.#context(input)
    context.keepsShown = true
    const values = this.locating(input, () => this.functions.fill(context, record))
    return { values, rendered: new Rendered(record, context.namesRead()) }
  }

  /**
   * Compares the live part with what the browser shows.
   *
   * @returns what changed; until it is committed `rendered` is what the browser has, so a render that throws leaves
   *   nothing behind
   */
  diff(input: RenderInput, rendered: Rendered): Update {
    const journal: unknown[] = []
    const context = this.#context(input)
    context.before = rendered.names
    const patch = this.locating(input, () => this.functions.diff(context, rendered.record, journal))
    return new Update(patch, journal, rendered, context.namesRead())
  }

  /**
   * Draws something that happened to a stream, as the browser is told it.
   *
   * @param list its number among `compiled.streams`
   */
  drawChange(input: RenderInput, list: number, change: StreamChange): KeptChange {
    const draw = ({ streams }: Functions, context: RenderContext): KeptChange => {
      context.beginStream()
      return drawChange(change, this.compiled.streams[list]!, streams(context)[list]!)
    }
    const run = () => draw(this.functions, this.#context(input))
    return this.locating(input, run, undefined, draw)
  }

  /**
   * Draws the page once more, and compares with what the browser is thought to show. Getters, methods and filters that the
   * template calls run again; tags that are not pure, and components, do not.
   *
   * @param freshInput gives the same as was drawn with, of which nothing has been read yet
   * @returns the first place that shows something else; null where there is none, where a page shows something else each
   *   time that it is drawn, or where a component stands in a body that a tag works on
   */
  differingPlace(freshInput: () => RenderInput, rendered: Rendered): Location | null {
    this.#shape ??= this.compiled.recordShape()
    const shape = this.#shape
    const draw = (): unknown[] => {
      const record: unknown[] = []
      const context = this.#context(trialOf(freshInput()))
      context.isTrial = true
      this.functions.fill(context, record)
      return record
    }
    try {
      const fresh = draw()
      const found = differingPlace(shape, rendered.record, fresh)
      return found && differingPlace(shape, draw(), fresh) === null ? found : null
    } catch (error) {
      if (error instanceof ComponentAsText) return null
      throw error
    }
  }

  /** Which handlers its elements call. Made when it is asked for: most pages never are. */
  get callers(): Callers {
    return (this.#callers ??= this.compiled.callers())
  }

  // ── as a part of a page ────────────────────────────────────────────────────────────────────────────────────

  paintPart(input: RenderInput, record: unknown[], budget: Budget): string {
    const context = this.#context(input, budget)
    return this.locating(input, () => this.functions.page(context, record), budget.again())
  }

  fillPart(input: RenderInput, record: unknown[], budget: Budget): Values {
    const context = this.#context(input, budget)
    return this.locating(input, () => this.functions.fill(context, record), budget.again())
  }

  diffPart(
    input: RenderInput,
    record: unknown[],
    journal: unknown[],
    budget: Budget,
  ): Patch | null {
    const context = this.#context(input, budget)
    return this.locating(input, () => this.functions.diff(context, record, journal), budget.again())
  }

  /** Lists the values outside the live part, which no patch reaches. */
  outside(input: RenderInput): OutsideValue[] {
    const flat = this.functions.outside(this.#context(input))
    return Array.from({ length: flat.length / 2 }, (_, i) => ({
      at: this.compiled.places[flat[2 * i] as number]!,
      text: flat[2 * i + 1] as string,
    }))
  }

  #context(input: RenderInput, budget?: Budget): RenderContext {
    return new RenderContext(input, this.compiled, budget)
  }
}

function shapeOf({ compiled }: Program): string {
  const { regions, trustsUrls, shared } = compiled.wholeLayout()
  return JSON.stringify({ regions, trustsUrls, shared }, (_key, value: unknown) => {
    if (typeof value === 'string') return value.trim().replace(/\s+/g, ' ')
    return Array.isArray(value)
      ? value.filter((item) => typeof item !== 'string' || item.trim() !== '')
      : value
  })
}

/** An input for a page that nobody sees, which leaves its components alone. */
function trialOf(input: RenderInput): RenderInput {
  return {
    ...input,
    parts: noParts,
    read(name) {
      const value = input.read(name)
      if (isIterator(value)) throw new Error(`${name} can be read once only`)
      return value
    },
  }
}

function isIterator(value: unknown): boolean {
  return typeof (value as { next?: unknown } | null | undefined)?.next === 'function'
}

/** A component would have to be drawn as a text, to know what it shows. */
class ComponentAsText extends Error {}

/** Components are never ready. */
const noParts: PartSource = {
  open: () => null,
  openPlain() {
    throw new ComponentAsText('a component is not drawn on trial')
  },
  make() {
    throw new Error('a component is made by a tag, and no tag makes one on trial')
  },
}

/** The values of one render: what the browser shows. */
export class Rendered {
  readonly record: unknown[]
  /** What the names were that decide whether a slot has to be compared. */
  names: readonly unknown[]

  constructor(record: unknown[], names: readonly unknown[]) {
    // An array that has grown keeps room for more, and there is one of these for each open page.
    this.record = record.slice()
    this.names = names
  }
}

/** What one comparison found. */
export class Update {
  /** Null when nothing changed. */
  readonly patch: Patch | null
  readonly #journal: readonly unknown[]
  readonly #rendered: Rendered
  readonly #names: readonly unknown[]

  constructor(
    patch: Patch | null,
    journal: readonly unknown[],
    rendered: Rendered,
    names: readonly unknown[],
  ) {
    this.patch = patch
    this.#journal = journal
    this.#rendered = rendered
    this.#names = names
  }

  /** Makes the record what the browser shows; to be called once the patch is on its way. */
  commit(): void {
    write(this.#journal)
    this.#rendered.names = this.#names
  }
}

/** @param journal records, indexes and values in turn; for the rows of a list, its record, -1 and the change */
function write(journal: readonly unknown[]): void {
  for (let i = 0; i < journal.length; i += 3) {
    const record = journal[i]
    if (record instanceof ListRecord) record.apply(journal[i + 2] as RowChange)
    else (record as unknown[])[journal[i + 1] as number] = journal[i + 2]
  }
}

/** Compiles the template of a component and makes a program of it. */
export function compilePartProgram(entry: Source, options: Omit<CompileOptions, 'title'>): Program {
  return new Program(compilePart(entry, options))
}

/** Compiles a template and makes a program of it. */
export function compileProgram(entry: Source, options: CompileOptions): Program {
  return new Program(compile(entry, options))
}
