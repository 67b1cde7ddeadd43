import { TemplateError } from '../shared/errors.ts'
import { escapeHtml } from '../shared/html.ts'
import type { Location } from '../shared/location.ts'
import type { Part } from '../shared/part.ts'
import type { Emitted } from '../template/emit/emit.ts'
import type { EnvChange } from '../template/nodes.ts'
import type { TagFunction } from '../template/tag-function.ts'
import { compare } from '../template/values/compare.ts'
import { homeZoneOf, type RenderEnv } from '../template/values/env.ts'
import { isSilent } from '../template/values/lookup.ts'
import { SafeString } from '../template/values/safe-string.ts'
import type { Patch, PartValues } from '../wire/patch.ts'
import { Budget } from './budget.ts'
import { DrawnPart, PartRecord } from './part-record.ts'
import { notAField, type RenderInput } from './render-input.ts'
import { Tools, type TagScope } from './tools.ts'

/** What generated code refers to by index, and how it was compiled. */
type ContextTables = Pick<Emitted, 'names' | 'nameSets' | 'places' | 'stringIfInvalid'>

/** One render: what generated code asks while it runs. */
export class RenderContext {
  readonly env: RenderEnv
  readonly input: RenderInput
  readonly budget: Budget
  /** Escapes a text as its place asks for. */
  readonly escape: (text: string) => string
  /** In traced code: the place of the value that is being evaluated. */
  at = -1
  /** What tags remember, and names that branches set: the cells of generated code. */
  m: unknown[] = []
  /** Whether places whose temporary fields rest keep what they show: not where they are drawn anew. */
  keepsShown = false
  /** Whether the live part is left out of what is drawn: it is in the page. */
  isAround = false
  /** Whether it is done for nobody, so that tags which may do more than to compute a value are left out. */
  isTrial = false
  /** What a missing variable shows. */
  readonly stringIfInvalid: string
  readonly #names: readonly string[]
  readonly #places: readonly Location[]
  readonly #read: unknown[]
  readonly #nameSets: readonly (readonly number[])[]
  /** Of each set of names, whether one of them has another value; null as long as that is not known. */
  readonly #moved: (boolean | null)[]
  /** What the names were when the record was made; null where that is not known. */
  before: readonly unknown[] | null = null
  /** The components met so far in the coarse region that is being drawn; null outside of one. */
  inCoarse: Part[] | null = null
  #isStreamed = false

  /** @param budget that of the render in which this one takes place */
  constructor(
    input: RenderInput,
    { names, nameSets, places, stringIfInvalid }: ContextTables,
    budget = new Budget(input.limits),
  ) {
    this.env = input.env
    this.escape = input.env.autoescape ? escapeHtml : asIs
    this.input = input
    this.budget = budget
    this.#names = names
    this.#places = places
    this.stringIfInvalid = stringIfInvalid
    this.#read = new Array(names.length).fill(unread)
    this.#nameSets = nameSets
    this.#moved = new Array(nameSets.length).fill(null)
  }

  /** The markup of the live part, as the page gets it. */
  live(html: string): string {
    return this.isAround ? '' : html
  }

  /** The value of a name, read once per render. */
  g(index: number): unknown {
    const known = this.#read[index]
    if (known !== unread) return known
    const value = readQuietly(this.input, this.#names[index]!)
    this.#read[index] = value
    return value
  }

  /** The value of a name that the code does not spell: for tags that may read any. */
  read(name: string): unknown {
    const index = this.#names.indexOf(name)
    return index >= 0 ? this.g(index) : readQuietly(this.input, name)
  }

  /** Whether one of a set of names may have another value than when the record was made. */
  moved(set: number): boolean {
    return (this.#moved[set] ??= this.#nameSets[set]!.some((index) => this.#hasMoved(index)))
  }

  #hasMoved(index: number): boolean {
    if (this.before === null) return true
    const before = this.before[index]
    // Nothing that was drawn has asked for it; and nothing asks now, since what decides that is in the set too.
    if (before === unread) return false
    if (before === mayChange) return true
    let now = this.#read[index]
    if (now === unread) {
      // A getter may be costly, or fail where it is not asked for.
      now = this.input.field ? this.input.field(this.#names[index]!) : notAField
      if (now === notAField) return true
      this.#read[index] = now
    }
    return !Object.is(now, before)
  }

  /** What the names in sets were found to be, to be compared with next time. */
  namesRead(): readonly unknown[] {
    if (this.#nameSets.length === 0) return nothing
    const values: unknown[] = new Array(this.#names.length)
    for (const set of this.#nameSets) {
      for (const index of set) {
        const value = this.#read[index]
        values[index] = value !== null && typeof value === 'object' ? mayChange : value
      }
    }
    return values
  }

  /** The place in the template that a number of the code stands for. */
  placeOf(index: number): Location {
    return this.#places[index]!
  }

  /** Whether none of some temporary fields has been set since the last render. */
  rests(names: readonly string[]): boolean {
    return names.every((name) => this.input.rests?.(name) === true)
  }

  /** What a tag computes. @param scope the names of the template that it may read; null for none */
  tag(
    tag: TagFunction,
    args: readonly unknown[],
    named: Readonly<Record<string, unknown>>,
    env: RenderEnv,
    scope: TagScope | null,
  ): unknown {
    if (this.isTrial && tag.isPure !== true) return undefined
    const tools = new Tools({ render: this, env, scope })
    return tag.keepsBody
      ? this.budget.keeping(() => tag.run(args, named, tools))
      : tag.run(args, named, tools)
  }

  // ── streams ────────────────────────────────────────────────────────────────────────────────────────────────

  /** What is drawn now is forgotten once it is sent. */
  beginStream(): void {
    this.#isStreamed = true
  }

  endStream(): void {
    this.#isStreamed = false
  }

  // ── components ─────────────────────────────────────────────────────────────────────────────────────────────

  /** Draws a component with its anchors. */
  paintPart(part: Part): DrawnPart {
    if (this.#isStreamed) throw streamedPart(part)
    const opened = this.input.parts.open(part, this.input)
    if (!opened) return notReady
    const { template, input, identity } = opened
    const record = new PartRecord(template, identity)
    const html = this.budget.inside(() => template.paintPart(input, record.values, this.budget))
    return new DrawnPart(record, `<!--p${template.fingerprint}-->${html}`, '')
  }

  /** Gives the values of all slots of a component. */
  fillPart(part: Part): DrawnPart {
    if (this.#isStreamed) throw streamedPart(part)
    const opened = this.input.parts.open(part, this.input)
    if (!opened) return notReady
    const { template, input, identity } = opened
    const record = new PartRecord(template, identity)
    const values = this.budget.inside(() => template.fillPart(input, record.values, this.budget))
    return new DrawnPart(record, '', [template.fingerprint, values])
  }

  /**
   * Compares a component with what its place shows.
   *
   * @returns what goes to the browser, or null when nothing changed
   */
  diffPart(
    part: Part,
    record: readonly unknown[],
    entry: number,
    journal: unknown[],
  ): readonly [Patch] | PartValues | null {
    const opened = this.input.parts.open(part, this.input)
    if (!opened) return null
    const { template, input, identity } = opened
    const known = record[entry]
    const isSame =
      known instanceof PartRecord && known.template === template && known.identity === identity
    if (isSame) {
      const patch = this.budget.inside(() =>
        template.diffPart(input, known.values, journal, this.budget),
      )
      return patch && [patch]
    }
    const shown = new PartRecord(template, identity)
    const values = this.budget.inside(() => template.fillPart(input, shown.values, this.budget))
    journal.push(record, entry, shown)
    return [template.fingerprint, values]
  }

  /** Whether a component may be shown in the place of one that is shown, by what changed. */
  isShownBy(part: Part, { template, identity }: PartRecord): boolean {
    const opened = this.input.parts.open(part, this.input)
    return opened?.template === template && opened.identity === identity
  }

  /** Draws a component without anchors. */
  partHtml(part: Part): string {
    if (this.budget.isKept) throw cachedPart(part)
    const opened = this.input.parts.openPlain(part, this.input)
    if (!opened) return ''
    return this.budget.inside(() => opened.template.plain(opened.input, this.budget))
  }

  scripts(): SafeString {
    return new SafeString(this.input.scripts())
  }

  /** The environment inside a tag that changes it. */
  derive(base: RenderEnv, change: { [K in keyof EnvChange]: unknown }): RenderEnv {
    const { timeZone, locale, ...flags } = change
    const derived = { ...base, ...flags } as RenderEnv
    return {
      ...derived,
      ...('timeZone' in change && {
        timeZone: String(timeZone || this.env.timeZone),
        homeZone: homeZoneOf(this.env),
      }),
      ...('locale' in change && { locale: String(locale ?? this.env.locale) }),
    }
  }

  /** A filter's argument, which must not be missing, as in Django. */
  given(value: unknown, place: number): unknown {
    if (value !== undefined) return value
    const at = this.#places[place]!
    throw new TemplateError(
      'missing_argument',
      `"${at.source.slice(at.start, at.end)}" has no value here, and a filter needs it as its argument. Set it in the view, or give the filter a constant.`,
      at,
    )
  }

  /**
   * Whether a condition holds; one that fails does not.
   *
   * @param isValue whether it is a value alone, of which only a missing argument of a filter counts as failing
   */
  holds(test: () => boolean, isValue: boolean): boolean {
    try {
      return test()
    } catch (error) {
      // What an author's own code throws is a mistake to be seen, and so is a promise.
      if (!(error instanceof TemplateError) || error.code === 'promise_in_template') throw error
      if (isValue && error.code !== 'missing_argument') throw error
      return false
    }
  }

  // ── tags that remember ─────────────────────────────────────────────────────────────────────────────────────

  /** Which of so many values a `{% cycle %}` shows now. */
  turn(cell: number, count: number): number {
    const turn = (this.m[cell] as number | undefined) ?? 0
    this.m[cell] = (turn + 1) % count
    return turn
  }

  /** Whether values differ from those that the cell remembers, which are then forgotten. */
  changed(cell: number, values: readonly unknown[]): boolean {
    const before = this.m[cell] as readonly unknown[] | undefined
    if (before && compare('==', before, values)) return false
    this.m[cell] = values
    return true
  }

  remember(cells: readonly number[]): unknown[] {
    return cells.map((cell) => this.m[cell])
  }

  recall(cells: readonly number[], values: readonly unknown[]): void {
    cells.forEach((cell, i) => {
      this.m[cell] = values[i]
    })
  }

  /** Begins a recursive include, which remembers for itself. @returns what to leave it with */
  enter(): unknown[] {
    this.budget.enter()
    const around = this.m
    this.m = []
    return around
  }

  leave(around: unknown[]): void {
    this.budget.leave()
    this.m = around
  }

  // ── limits ─────────────────────────────────────────────────────────────────────────────────────────────────

  rounds(count: number): void {
    this.budget.rounds(count)
  }

  /** Puts what was drawn behind what was drawn before, as one piece of memory: engines make it one to read from it. */
  keep(before: string, drawn: string): string {
    this.budget.size(before.length + drawn.length)
    drawn.charCodeAt(0)
    return before + drawn
  }

  size(length: number): void {
    this.budget.size(length)
  }

  reportKey(place: number, key: unknown): void {
    this.input.onBadKey?.(this.#places[place]!, key)
  }
}

/** An error that says so counts as a missing value, as it does along a path. */
function readQuietly(input: RenderInput, name: string): unknown {
  try {
    return input.read(name)
  } catch (error) {
    if (isSilent(error)) return undefined
    throw error
  }
}

function cachedPart({ constructor: { name } }: Part): TemplateError {
  return new TemplateError(
    'cached_own_name',
    `The component ${name} stands in a {% cache %}, which shows other readers what the first one got. Move it out of the tag.`,
  )
}

function streamedPart({ constructor: { name } }: Part): TemplateError {
  return new TemplateError(
    'component_in_stream',
    `The component ${name} stands in a row of a stream. Such rows are forgotten once they are sent, and nobody would be there for what it does. Write out what it shows, or use a list as usual.`,
  )
}

function asIs(text: string): string {
  return text
}

const unread = Symbol('unread')
/** Stands for an object, which may change in place. */
const mayChange = Symbol('may change')
const nothing: readonly unknown[] = []

/** What is drawn of a component that is not ready: its render is thrown away. */
const notReady = new DrawnPart(null, '', '')
