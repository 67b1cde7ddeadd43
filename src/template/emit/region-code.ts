import type { Expression, Flat } from '../nodes.ts'
import type { AttributeSlot, PlacedElement, TagPart } from '../place/placed.ts'
import { assignsInTag } from '../regions/free-locals.ts'
import type {
  BranchItem,
  CallItem,
  ElementItem,
  Item,
  ListItem,
  OnceItem,
  OutputItem,
  Region,
  Slot,
} from '../regions/region.ts'
import { type Comparing, type Comparison, isRecorded } from './comparing.ts'
import { type Target, writeAssign, writeBranches } from './control.ts'
import { itemReads } from './item-reads.ts'
import { keptRowsFunction, writeKeptList } from './kept-list-code.ts'
import {
  keyPlace,
  type ListNames,
  orderFunction,
  writeKey,
  writeListDiff,
  writeListStart,
  writeRows,
} from './list-code.ts'
import {
  freeArguments,
  literalsOf,
  type MarkupSink,
  type ShownValue,
  writeMarkup,
  writeTag,
} from './markup.ts'
import { plainHead, plainResult, writeRowEnd } from './plain-code.ts'
import { call, journal, type Mode } from './region-call.ts'
import { remembers, setsSomething, writeTwice } from './memory.ts'
import { writeText } from './text.ts'
import { envCode, type ValueCode } from './values.ts'
import { literal, Writer } from './writer.ts'

/** Writes the functions of one region. */
export function regionFunctions(
  region: Region,
  values: ValueCode,
  comparing: Comparing,
  sinkFor: (writer: Writer) => MarkupSink,
): string[] {
  const functions: string[] = []
  for (const mode of ['paint', 'fill', 'diff'] as const) {
    const writer = new Writer()
    for (const variable of ['x', 'y', 'z', 'q']) writer.declare(variable)
    if (region.isCallee) writer.line(`${writer.declare('g')} = c.enter()`)
    const target = { values, writer, comparing, sink: sinkFor(writer) }
    new RegionCode(target, region, mode, functions).items(region.items)
    if (region.isCallee) writer.line('c.leave(g)')
    const locals = region.parameters.map((local) => `v${local}`)
    const parameters = ['c', 'r', 'b', ...(mode === 'diff' ? ['j'] : []), ...locals]
    const heads = { paint: plainHead, fill: 'const f = []', diff: 'let p = null' }
    const results = { paint: plainResult, fill: 'f', diff: 'p' }
    functions.push(writer.toFunction(`${mode}${region.id}`, parameters, heads[mode], results[mode]))
  }
  return functions
}

interface RegionTarget extends Target {
  readonly comparing: Comparing
  readonly sink: MarkupSink
}

/** One class, because painting, filling and comparing walk the same items, and must not disagree. */
class RegionCode {
  readonly #target: Target
  readonly #values: ValueCode
  readonly #writer: Writer
  readonly #mode: Mode
  readonly #comparing: Comparing
  readonly #sink: MarkupSink
  readonly #region: Region
  /** Functions that go beside this one. */
  readonly #functions: string[]
  /** Whether the slot being written is recorded, and compared with what was recorded. */
  #isRecorded = true

  constructor(target: RegionTarget, region: Region, mode: Mode, functions: string[]) {
    this.#target = target
    this.#comparing = target.comparing
    this.#sink = target.sink
    this.#region = region
    this.#functions = functions
    this.#values = target.values
    this.#writer = target.writer
    this.#mode = mode
  }

  items(items: readonly Item[]): void {
    for (const item of items) this.#item(item)
  }

  #item(item: Item): void {
    switch (item.kind) {
      case 'text':
        return this.#draw(item.html)
      case 'comment':
        if (!item.parts) return this.#draw(item.html)
        if (this.#mode === 'paint') writeMarkup(this.#target, this.#sink, item.parts)
        return
      case 'assign':
        return writeAssign(this.#target, item)
      case 'output':
        return this.#slot(item, this.#comparing.output(item), () => this.#output(item))
      case 'opaque':
        if (this.#mode === 'paint') writeMarkup(this.#target, this.#sink, [item.element])
        else for (const assign of assignsInTag(item.element)) writeAssign(this.#target, assign)
        return
      case 'element':
        return this.#element(item)
      case 'branch':
        return this.#branch(item)
      case 'list':
        return this.#slot(item, this.#comparing.list(item), () => this.#list(item))
      case 'call':
        return this.#slot(item, this.#comparing.call(item), () => this.#call(item))
      case 'once':
        return this.#once(item)
      default:
        item satisfies never
    }
  }

  #draw(html: string): void {
    if (this.#mode === 'paint') this.#writer.text(html)
  }

  /**
   * Writes a slot as it is to be compared. Temporary fields that rest leave the browser with what it shows.
   *
   * @param parts may set what is read behind the slot, also where the slot itself is passed over
   */
  #slot(
    { slot }: Slot,
    comparison: Comparison,
    write: () => void,
    parts: readonly Flat[] = [],
  ): void {
    const writeAssigns = (): void => {
      for (const part of parts) if (part.kind === 'assign') writeAssign(this.#target, part)
    }
    if (isRecorded(comparison)) return this.#ifMoved(comparison, write, writeAssigns)
    if (comparison.kind === 'never' && this.#mode === 'diff') return writeAssigns()
    this.#isRecorded = false
    if (comparison.kind === 'unlessSet' && this.#mode === 'diff') {
      this.#writer.line(`if (!${comparison.isResting}) {`)
      write()
      this.#writer.line('} else {')
      writeAssigns()
      this.#writer.line('}')
    } else {
      write()
      this.#keepShown(slot, comparison)
    }
    this.#isRecorded = true
  }

  /** Writes a comparison where it may find something. */
  #ifMoved(comparison: Comparison, compare: () => void, writeAssigns = (): void => {}): void {
    if (comparison.kind !== 'ifMoved' || this.#mode !== 'diff') return compare()
    this.#writer.line(`if (c.moved(${this.#values.nameSet(comparison.names)})) {`)
    compare()
    this.#writer.line('} else {')
    writeAssigns()
    this.#writer.line('}')
  }

  /** Writes what a fill says of a slot that the browser is to leave alone: what is to be shown only where it is new. */
  #keepShown(slot: number, comparison: Comparison, more = ''): void {
    if (this.#mode !== 'fill' || comparison.kind !== 'unlessSet') return
    const kept = `f[${slot}] = [null, f[${slot}]]`
    this.#writer.line(`if (c.keepsShown && ${comparison.isResting}) { ${kept}${more} }`)
  }

  // ── texts and attributes ───────────────────────────────────────────────────────────────────────────────────

  #output(item: OutputItem): void {
    const env = envCode(item.env)
    const isPart = this.#mode === 'diff' ? this.#comparePart(item) : `y = c.${this.#mode}Part(y)`
    const shown = this.#compare(item, item, `W(y, ${env})`, mayBePart(item.value) ? isPart : null)
    if (this.#mode !== 'paint') return
    if (item.anchor.kind === 'alone')
      this.#writer.output(
        `(typeof ${shown} === "object" ? aloneHtml(${shown}, ${env}) : H(${shown}, ${env}))`,
      )
    else
      this.#writer.output(
        `(typeof ${shown} === "object" ? D(${shown}, ${item.anchor.hasEnd}, ${env}) : "<!---->" + H(${shown}, ${env})${item.anchor.hasEnd ? ' + "<!--/-->"' : ''})`,
      )
  }

  /** Code that compares the component in `y` with the one shown, and its values. */
  #comparePart({ slot, entry }: Slot): string {
    return `if ((q = c.diffPart(y, r, b + ${entry}, j)) !== null) (p ??= []).push(${slot}, q)`
  }

  /**
   * Writes the evaluation of a value and its recording or comparison. Where it hangs on one input through pure
   * filters, a primitive input is what is kept and compared, and of a date its time, so that filters run on a change
   * only; otherwise, and for other objects, which may change in place, what is shown is kept.
   *
   * @param wire code of what goes to the browser, from the value in `y`
   * @param isPart code for where that value is a component: in `paint` and `fill` before it is recorded, in `diff` in
   *   place of the comparison; null where it cannot be one
   * @returns the variable that holds the value shown
   */
  #compare(
    { slot, entry }: Slot,
    { value, env }: ShownValue,
    wire: string,
    isPart: string | null = null,
  ): string {
    const line = (code: string): void => this.#writer.line(code)
    const single = env === null ? this.#values.singleInput(value) : null
    const at = `r[b + ${entry}]`
    const settle = (key: string): void => {
      const isDiff = this.#mode === 'diff'
      if (isPart !== null) line(`if (y instanceof Part) { ${isPart} }${isDiff ? ' else {' : ''}`)
      if (this.#isRecorded) line(`z = ${key}`)
      this.#settle(at, slot, wire)
      if (isPart !== null && isDiff) line('}')
    }
    if (!single) {
      line(`y = ${this.#values.shown(value)}`)
      settle(`N(y, ${envCode(env)})`)
      return 'y'
    }
    const filtered = single.filters.reduce((code, filter) => this.#values.filter(filter, code), 'x')
    line(`x = ${this.#values.value(single.input)}`)
    const isChecked = this.#mode === 'diff' && this.#isRecorded
    // With filters, zero is not minus zero.
    const isOtherZero = single.filters.length > 0 ? ` || (x === 0 && !Object.is(x, ${at}))` : ''
    if (isChecked) line(`if ((x !== ${at} && !isSameTime(x, ${at}))${isOtherZero}) {`)
    line(`y = ${filtered}`)
    settle('M(x, y, c.env)')
    if (isChecked) line('}')
    return 'y'
  }

  /** Writes what happens with the key in `z`: recorded, or compared with the record. */
  #settle(at: string, slot: number, wire: string): void {
    if (this.#mode === 'diff') {
      if (!this.#isRecorded) return this.#writer.line(`;(p ??= []).push(${slot}, ${wire})`)
      this.#writer.line(
        `if (!Object.is(z, ${at})) { ${journal(at, 'z')}; (p ??= []).push(${slot}, ${wire}) }`,
      )
      return
    }
    if (this.#isRecorded) this.#writer.line(`${at} = z`)
    if (this.#mode === 'fill') this.#writer.line(`f[${slot}] = ${wire}`)
  }

  #element(item: ElementItem): void {
    const { element } = item
    if (item.attributes.size > 0) this.#attributes(item)
    else if (this.#mode === 'paint') writeTag(this.#target, this.#sink, element)
    else
      for (const part of element.open) if (part.kind === 'assign') writeAssign(this.#target, part)

    if (item.text) this.#wholeText(element, item.text)
    else for (const node of element.text) if (node.kind === 'text') this.#draw(node.text)

    this.items(item.children)
    this.#draw(element.close)
  }

  #wholeText(element: PlacedElement, slot: Slot): void {
    const write = (): void => {
      this.#text(element)
      this.#settle(`r[b + ${slot.entry}]`, slot.slot, 'z')
    }
    this.#slot(slot, this.#comparing.text(element.text), write, element.text)
  }

  /** Writes the text of a title or textarea, and what of it the browser reads into `z`. */
  #text({ tag, text, content, textEnding }: PlacedElement): void {
    const [first, ...rest] = text
    const dropped = tag === 'textarea' && first?.kind === 'text' ? /^\r?\n/.exec(first.text) : null
    const read =
      first?.kind === 'text' && dropped
        ? [{ ...first, text: first.text.slice(dropped[0].length) }, ...rest]
        : text
    const place = content === 'source' ? 'source' : 'content'
    const write = (): void => writeText(this.#target, 'z', read, place)
    if (this.#mode !== 'paint') return write()
    writeTwice(this.#target, text, write, () => {
      if (tag === 'textarea' && !dropped) this.#writer.output('(z.startsWith("\\n") ? "\\n" : "")')
      writeMarkup(this.#target, this.#sink, text, textEnding)
    })
  }

  /** Writes an opening tag whose attributes change. */
  #attributes(item: ElementItem): void {
    const { element } = item
    const record = (): void => this.#recordAttributes(item)
    if (this.#mode !== 'paint') return record()
    const draw = (): void => writeTag(this.#target, this.#sink, element)
    writeTwice(this.#target, element.open, draw, record)
  }

  #recordAttributes(item: ElementItem): void {
    const { element, attributes } = item
    for (const attribute of attributes.keys()) {
      if (attribute.isConditional)
        this.#writer.line(
          `${this.#writer.declare(`a${attributes.get(attribute)!.slot}`)} = undefined`,
        )
    }
    this.#attributeParts(item, element.open)
    for (const [attribute, slot] of attributes) {
      if (!attribute.isConditional) continue
      if (this.#isSettled(attribute)) continue
      this.#attributeSlot(item, attribute, () => {
        this.#writer.line(`z = a${slot.slot}`)
        this.#settle(`r[b + ${slot.entry}]`, slot.slot, '(z === undefined ? false : z)')
      })
    }
  }

  #attributeParts(item: ElementItem, parts: readonly TagPart[]): void {
    for (const part of parts) {
      if (part.kind === 'assign') writeAssign(this.#target, part)
      else if (part.kind === 'if') {
        writeBranches(
          this.#target,
          part.branches.map(({ condition, parts: inner }) => ({
            condition,
            draw: () => this.#attributeParts(item, inner),
          })),
        )
      } else if (part.kind === 'present') {
        this.#writer.line(`a${item.attributes.get(part.slot)!.slot} ??= ${literal(part.value)}`)
      } else if (part.kind === 'value') this.#attribute(item, part)
      else if (part.kind === 'free') this.#freeAttributes(item, part)
    }
  }

  /** Rows are told apart by their key: a row that is compared still has the one it had. */
  #isSettled(attribute: AttributeSlot): boolean {
    const { keyAttribute } = this.#region
    return this.#mode === 'diff' && (attribute === keyAttribute || attribute.isDrawnOnce === true)
  }

  /** What the browser gets of attributes that data names: names with their values, as JSON. */
  #freeAttributes(item: ElementItem, part: Extract<TagPart, { kind: 'free' }>): void {
    const { element, attributes } = item
    const slot = attributes.get(part.slot)!
    const drawn = this.#values.drawing(part.parts)
    const evaluate = () =>
      this.#writer.line(`z = namedAttributes(${freeArguments(drawn, element, part)})`)
    if (part.slot.isConditional) {
      evaluate()
      this.#writer.line(`a${slot.slot} ??= z`)
      return
    }
    this.#attributeSlot(item, part.slot, () => {
      evaluate()
      this.#settle(`r[b + ${slot.entry}]`, slot.slot, 'z')
    })
  }

  /** Writes what is recorded and compared of an attribute. It was drawn with its tag. */
  #attributeSlot(
    { element, attributes }: ElementItem,
    attribute: AttributeSlot,
    write: () => void,
    parts: readonly Flat[] = [],
  ): void {
    const comparison = this.#comparing.attribute(element, attribute)
    if (this.#mode === 'paint' && !isRecorded(comparison)) return
    this.#slot(attributes.get(attribute)!, comparison, write, parts)
  }

  #attribute(
    item: ElementItem,
    { slot: attribute, parts }: Extract<TagPart, { kind: 'value' }>,
  ): void {
    const { element, attributes } = item
    const slot = attributes.get(attribute)!
    if (this.#isSettled(attribute)) return
    const evaluate = (): void => {
      writeText(this.#target, 'z', parts, 'attribute')
      if (attribute.isUrl) this.#writer.line(`z = U(z, ${literalsOf(element, attribute.name)})`)
    }
    if (attribute.isConditional) {
      evaluate()
      // Where two conditions give the same attribute, the browser takes the first.
      this.#writer.line(`a${slot.slot} ??= z`)
      return
    }
    const write = (): void => {
      const [only, ...more] = parts
      if (more.length === 0 && only?.kind === 'output' && !attribute.isUrl)
        this.#compare(slot, only, `X(y, ${envCode(only.env)})`)
      else if (!attribute.isUrl && this.#isRecorded && isChoice(parts)) this.#choice(slot, parts)
      else {
        evaluate()
        this.#settle(`r[b + ${slot.entry}]`, slot.slot, 'z')
      }
    }
    this.#attributeSlot(item, attribute, write, parts)
  }

  /**
   * Writes a value that is only a choice between static texts, as most classes are: what is kept and compared is the
   * number of the choice, and the text is put together on a change only.
   */
  #choice({ slot, entry }: Slot, parts: readonly Flat[]): void {
    this.#writer.line('z = 0')
    for (const part of parts) {
      if (part.kind !== 'if') continue
      const branches = [...part.branches]
      if (branches.at(-1)!.condition) branches.push({ condition: null, body: [] })
      writeBranches(
        this.#target,
        branches.map(({ condition }, i) => ({
          condition,
          draw: () => this.#writer.line(`z = z * ${branches.length} + ${i}`),
        })),
      )
    }
    const at = `r[b + ${entry}]`
    if (this.#mode === 'diff') {
      this.#writer.line(`if (z !== ${at}) {`)
      this.#writer.line(journal(at, 'z'))
      writeText(this.#target, 'y', parts, 'attribute')
      this.#writer.line(`(p ??= []).push(${slot}, y)`)
      this.#writer.line('}')
      return
    }
    this.#writer.line(`${at} = z`)
    if (this.#mode === 'paint') return
    writeText(this.#target, 'y', parts, 'attribute')
    this.#writer.line(`f[${slot}] = y`)
  }

  // ── regions ────────────────────────────────────────────────────────────────────────────────────────────────

  #branch(item: BranchItem): void {
    const comparison = this.#comparing.branch(item)
    const isFixed = comparison.kind === 'never'
    if (isFixed && this.#mode === 'diff') return
    const at = `r[b + ${item.entry}]`
    const inner = `r[b + ${item.entry + 1}]`
    const choice = this.#writer.declare(`n${item.slot}`)
    if (this.#mode === 'diff') {
      this.#ifMoved(comparison, () => {
        this.#choose(item, choice, comparison)
        this.#compareBranch(item, choice)
      })
      return
    }
    this.#choose(item, choice)
    if (this.#mode === 'paint') this.#writer.output(`"<!--" + ${choice} + "-->"`)
    if (!isFixed) this.#writer.line(`${at} = ${choice}; ${inner} = []`)
    const where = isFixed ? '[], 0' : `${inner}, 0`
    if (this.#mode === 'fill') {
      this.#writer.line(`f[${item.slot}] = [${choice}]`)
      this.#eachBranch(
        item,
        choice,
        (region) => `f[${item.slot}][1] = ${call('fill', region, where)}`,
      )
      // Which branch the browser shows is not known, so no condition gives the same one.
      this.#keepShown(item.slot, comparison, `; ${at} = -1; ${inner} = []`)
    } else {
      this.#eachBranch(item, choice, (region) => `o += ${call('paint', region, where)}`, true)
      this.#end(item.hasEnd)
    }
  }

  /** Writes the choice of a branch. While temporary fields rest, it is the one that is shown. */
  #choose({ branches, entry }: BranchItem, choice: string, comparison?: Comparison): void {
    const isKept = comparison?.kind === 'unlessSet'
    if (isKept)
      this.#writer.line(`if (${comparison.isResting}) ${choice} = r[b + ${entry}]; else {`)
    writeBranches(
      this.#target,
      [...branches, ...(branches.at(-1)!.condition ? [{ condition: null }] : [])].map(
        ({ condition }, i) => ({
          condition,
          draw: () => this.#writer.line(`${choice} = ${i}`),
        }),
      ),
    )
    if (isKept) this.#writer.line('}')
  }

  #compareBranch(item: BranchItem, choice: string): void {
    const at = `r[b + ${item.entry}]`
    const inner = `r[b + ${item.entry + 1}]`
    this.#writer.line(`if (${choice} !== ${at}) {`)
    this.#writer.line(`x = []; y = [${choice}]`)
    this.#eachBranch(item, choice, (region) => `y[1] = ${call('fill', region, 'x, 0')}`)
    this.#writer.line(
      `${journal(at, choice)}; ${journal(inner, 'x')}; (p ??= []).push(${item.slot}, y)`,
    )
    this.#writer.line('} else {')
    const compare = (): void => {
      this.#writer.line('q = null')
      this.#eachBranch(item, choice, (region) => `q = ${call('diff', region, `${inner}, 0, j`)}`)
    }
    if (item.isReplaced) this.#writeReplaced(item, compare)
    else {
      compare()
      this.#writer.line(`if (q !== null) (p ??= []).push(${item.slot}, [q])`)
    }
    this.#writer.line('}')
  }

  /** Writes the comparison of content that is drawn anew when something in it changed. */
  #writeReplaced(
    { branches: [only], content, slot, entry }: BranchItem,
    compare: () => void,
  ): void {
    const kept = remembers(content) ? this.#writer.fresh('s') : null
    if (kept) this.#writer.line(`${kept} = c.m.slice()`)
    compare()
    this.#writer.line('if (q !== null) {')
    if (kept) this.#writer.line(`c.m = ${kept}`)
    this.#writer.line(`x = []; y = [0, ${call('fill', only!.body, 'x, 0')}]`)
    this.#writer.line(`${journal(`r[b + ${entry + 1}]`, 'x')}; (p ??= []).push(${slot}, y)`)
    this.#writer.line('}')
  }

  /** Writes content that nobody looks at again once it is drawn. */
  #once({ region, slot, content }: OnceItem): void {
    if (this.#mode === 'paint') writeMarkup(this.#target, this.#sink, content)
    else if (this.#mode === 'fill')
      this.#writer.line(`f[${slot}] = ${call('fill', region, '[], 0')}`)
    else if (remembers(content)) this.#writer.line(call('fill', region, '[], 0'))
  }

  #eachBranch(
    item: BranchItem,
    choice: string,
    code: (region: Region) => string,
    isDrawn = false,
  ): void {
    item.branches.forEach(({ body }, i) => {
      if (isDrawn || body.slotCount > 0) this.#writer.line(`if (${choice} === ${i}) ${code(body)}`)
      // A branch that shows nothing of its own may still set what others show.
      else if (setsSomething(body))
        this.#writer.line(`if (${choice} === ${i}) ${call('fill', body, '[], 0')}`)
    })
  }

  #end(hasEnd: boolean): void {
    if (hasEnd) this.#draw('<!--/-->')
  }

  #call(item: CallItem): void {
    const at = `r[b + ${item.entry}]`
    const args = item.node.args.map((arg) => this.#values.value(arg))
    const run = (mode: Mode, where: string): string =>
      `${mode}${item.region.id}(${['c', where, ...args].join(', ')})`
    if (this.#mode === 'diff') {
      this.#writer.line(`q = ${run('diff', `${at}, 0, j`)}`)
      this.#writer.line(`if (q !== null) (p ??= []).push(${item.slot}, q)`)
      return
    }
    if (this.#isRecorded) this.#writer.line(`${at} = []`)
    const where = this.#isRecorded ? `${at}, 0` : '[], 0'
    if (this.#mode === 'fill') this.#writer.line(`f[${item.slot}] = ${run('fill', where)}`)
    else {
      this.#writer.text('<!---->')
      this.#writer.output(run('paint', where))
      this.#end(item.hasEnd)
    }
  }

  #keptList(item: ListItem): void {
    const isRecorded = this.#isRecorded
    writeKeptList(this.#target, item, { mode: this.#mode, isRecorded }, (where) =>
      this.#paintRow(item, where),
    )
    if (this.#mode === 'diff') this.#functions.push(keptRowsFunction(item, this.#values))
    if (this.#mode !== 'paint') return
    if (item.empty)
      this.#writer.line(
        `if (v${item.node.loop.count} === 0) o += ${call('paint', item.empty, '[], 0')}`,
      )
    this.#end(item.hasEnd)
  }

  #list(item: ListItem): void {
    if (item.kept) return this.#keptList(item)
    if (this.#mode !== 'diff') return this.#newList(item)
    if (!this.#isRecorded) {
      // Nothing is known of the rows that are there: others come in their place.
      const rows = this.#writer.declare(`w${item.slot}`)
      this.#fillList(item, rows, null)
      this.#writer.line(
        `;(p ??= []).push(${item.slot}, ${rows}[0] === 0 ? [1, ...${rows}.slice(1)] : [3, ...${rows}])`,
      )
      return
    }
    const reads = itemReads(item)
    this.#functions.push(orderFunction(item, this.#values))
    if (reads) this.#functions.push(`const reads${item.row.id} = ${JSON.stringify(reads)}`)
    writeListDiff(this.#target, item, reads ? `reads${item.row.id}` : null)
  }

  /** Writes a list of which nothing is known yet. */
  #newList(item: ListItem): void {
    const { slot, entry, empty } = item
    const list = this.#isRecorded ? { name: this.#writer.declare(`l${slot}`), entry } : null
    if (this.#mode === 'fill') return this.#fillList(item, `f[${slot}]`, list)
    const names = this.#listStart(item, list)
    this.#writer.output(`"<!--" + ${names.count} + "-->"`)
    this.#rows(item, names, list, (where) => this.#paintRow(item, where))
    if (empty) {
      const where = list ? `${list.name}.empty = [], 0` : '[], 0'
      this.#writer.line(`if (${names.count} === 0) o += ${call('paint', empty, where)}`)
    }
    this.#end(item.hasEnd)
  }

  /** @param to the variable that takes the values */
  #fillList(item: ListItem, to: string, list: ListVariable | null): void {
    const { row, empty } = item
    const names = this.#listStart(item, list)
    const { count, index } = names
    this.#writer.line(`${to} = ${count} === 0 ? [0] : new Array(${count})`)
    this.#rows(item, names, list, (where) =>
      this.#writer.line(`${to}[${index}] = ${call('fill', row, where)}`),
    )
    if (!empty) return
    const where = list ? `${list.name}.empty = [], 0` : '[], 0'
    this.#writer.line(`if (${count} === 0) ${to}[1] = ${call('fill', empty, where)}`)
  }

  #listStart(item: ListItem, list: ListVariable | null): ListNames {
    const names = writeListStart(this.#target, item)
    const { count } = names
    if (list) {
      const record = `new R(new Array(${count}), new Array(${count} * ${item.row.recordSize}))`
      this.#writer.line(`${list.name} = r[b + ${list.entry}] = ${record}`)
    }
    return names
  }

  /** @param write writes one row, given code of its record */
  #rows(
    item: ListItem,
    names: ListNames,
    list: ListVariable | null,
    write: (where: string) => void,
  ): void {
    const { items, index } = names
    writeRows(this.#target, item, names, () => {
      if (!list) return write('[], 0')
      writeKey(this.#target, item, `${list.name}.keys[${index}]`, items, index)
      write(`${list.name}.values, ${index} * ${item.row.recordSize}`)
    })
    if (list) this.#writer.line(`Q(c, ${list.name}.keys, ${keyPlace(this.#values, item)})`)
  }

  #paintRow({ before, row, after }: ListItem, where: string): void {
    this.#draw(before.html)
    this.#writer.output(call('paint', row, where))
    this.#draw(after.html)
    writeRowEnd(this.#writer)
  }
}

/** The variable of a list's record, and its entry. */
interface ListVariable {
  readonly name: string
  readonly entry: number
}

/** Whether a value may turn out to be a component, which is drawn by its own template. */
function mayBePart(value: Expression): boolean {
  switch (value.kind) {
    case 'literal':
    case 'capture':
      return false
    case 'loop':
      return value.field === null
    case 'filter':
      return !value.filter.takesText && mayBePart(value.input)
    case 'raw':
      return mayBePart(value.value)
    default:
      return true
  }
}

/** Whether a value is put together from static texts alone, in no more ways than can be counted. */
function isChoice(parts: readonly Flat[]): boolean {
  let count = 1
  return parts.every((part) => {
    if (part.kind !== 'if') return part.kind === 'text'
    count *= part.branches.length + 1
    const isStatic = part.branches.every(({ body }) => body.every(({ kind }) => kind === 'text'))
    return isStatic && !remembers([part]) && count <= Number.MAX_SAFE_INTEGER
  })
}
