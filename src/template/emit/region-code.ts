import type { Expression, Flat } from '../nodes.ts'
import type { TagPart } from '../place/placed.ts'
import type {
  BranchItem,
  CallItem,
  ElementItem,
  Item,
  ListItem,
  OutputItem,
  Region,
  Slot,
} from '../regions/region.ts'
import { itemCode, type Target, writeAssign, writeBranches, writeItems } from './control.ts'
import { type MarkupSink, writeMarkup, writeTag } from './markup.ts'
import { writeText } from './text.ts'
import type { ValueCode } from './values.ts'
import { literal, Writer } from './writer.ts'

/**
 * The three things that can be done with a region. All walk its items in document order:
 * - `paint` draws it with its anchors, and records what it shows;
 * - `fill` gives the values of all its slots, and records them;
 * - `diff` compares with the record, and gives the slots that changed, or null.
 *
 * `r` is the record, `b` the region's first entry in it, `j` the journal of entries to write once the patch is on its way.
 */
type Mode = 'paint' | 'fill' | 'diff'

/** Writes the functions of one region. */
export function regionFunctions(
  region: Region,
  values: ValueCode,
  sinkFor: (writer: Writer) => MarkupSink,
): string[] {
  return (['paint', 'fill', 'diff'] as const).map((mode) => {
    const writer = new Writer()
    new RegionCode({ values, writer }, mode, sinkFor(writer)).items(region.items)
    const parameters = [
      'c',
      'r',
      'b',
      ...(mode === 'diff' ? ['j'] : []),
      ...region.parameters.map((local) => `v${local}`),
    ]
    for (const variable of ['x', 'y', 'z', 'q']) writer.declare(variable)
    const heads = { paint: 'let o = ""', fill: 'const f = []', diff: 'let p = null' }
    const results = { paint: 'o', fill: 'f', diff: 'p' }
    return writer.toFunction(`${mode}${region.id}`, parameters, heads[mode], results[mode])
  })
}

class RegionCode {
  readonly #target: Target
  readonly #values: ValueCode
  readonly #writer: Writer
  readonly #mode: Mode
  readonly #sink: MarkupSink

  constructor(target: Target, mode: Mode, sink: MarkupSink) {
    this.#target = target
    this.#values = target.values
    this.#writer = target.writer
    this.#mode = mode
    this.#sink = sink
  }

  items(items: readonly Item[]): void {
    for (const item of items) this.#item(item)
  }

  #item(item: Item): void {
    switch (item.kind) {
      case 'text':
      case 'comment':
        return this.#draw(item.html)
      case 'assign':
        return writeAssign(this.#target, item)
      case 'output':
        return this.#output(item)
      case 'opaque':
        if (this.#mode === 'paint') writeMarkup(this.#target, this.#sink, [item.element])
        return
      case 'element':
        return this.#element(item)
      case 'branch':
        return this.#branch(item)
      case 'list':
        return this.#list(item)
      case 'call':
        return this.#call(item)
      default:
        item satisfies never
    }
  }

  #draw(html: string): void {
    if (this.#mode === 'paint') this.#writer.text(html)
  }

  // ── texts and attributes ───────────────────────────────────────────────────────────────────────────────────

  #output(item: OutputItem): void {
    const shown = this.#compare(item, item.value, 'W(y, c.env)')
    if (this.#mode !== 'paint') return
    if (item.anchor.kind === 'alone') this.#writer.output(`H(${shown}, c.env)`)
    else
      this.#writer.output(
        `(${shown} instanceof S ? D(${shown}, ${item.anchor.hasEnd}) : "<!---->" + H(${shown}, c.env)${item.anchor.hasEnd ? ' + "<!--/-->"' : ''})`,
      )
  }

  /**
   * Writes the evaluation of a value and its recording or comparison. Where it hangs on one input through pure
   * filters, a primitive input is what is kept and compared, so that filters run on a change only; otherwise, and for
   * objects, which may change in place, what is shown is kept.
   *
   * @param wire code of what goes to the browser, from the value in `y`
   * @returns the variable that holds the value shown
   */
  #compare({ slot, entry }: Slot, value: Expression, wire: string): string {
    const line = (code: string): void => this.#writer.line(code)
    const single = this.#values.singleInput(value)
    const at = `r[b + ${entry}]`
    if (!single) {
      line(`y = ${this.#values.value(value)}`)
      line('z = N(y, c.env)')
      this.#settle(at, slot, wire)
      return 'y'
    }
    const filtered = single.filters.reduce((code, filter) => this.#values.filter(filter, code), 'x')
    line(`x = ${this.#values.value(single.input)}`)
    if (this.#mode === 'diff') line(`if (x !== ${at}) {`)
    line(`y = ${filtered}`)
    line('z = M(x, y, c.env)')
    this.#settle(at, slot, wire)
    if (this.#mode === 'diff') line('}')
    return 'y'
  }

  /** Writes what happens with the key in `z`: recorded, or compared with the record. */
  #settle(at: string, slot: number, wire: string): void {
    if (this.#mode === 'diff') {
      this.#writer.line(
        `if (!Object.is(z, ${at})) { ${journal(at, 'z')}; (p ??= []).push(${slot}, ${wire}) }`,
      )
      return
    }
    this.#writer.line(`${at} = z`)
    if (this.#mode === 'fill') this.#writer.line(`f[${slot}] = ${wire}`)
  }

  #element(item: ElementItem): void {
    const { element } = item
    if (item.attributes.size > 0) this.#attributes(item)
    else if (this.#mode === 'paint') writeTag(this.#target, this.#sink, element)
    else
      for (const part of element.open) if (part.kind === 'assign') writeAssign(this.#target, part)

    if (item.text) {
      writeText(this.#target, 'z', element.text, 'content')
      if (this.#mode === 'paint' && element.tag === 'textarea')
        this.#writer.output('(z.startsWith("\\n") ? "\\n" : "")')
      if (this.#mode === 'paint') this.#writer.output('H(z)')
      this.#settle(`r[b + ${item.text.entry}]`, item.text.slot, 'z')
    } else for (const node of element.text) if (node.kind === 'text') this.#draw(node.text)

    this.items(item.children)
    this.#draw(element.close)
  }

  /** Writes an opening tag whose attributes change. */
  #attributes(item: ElementItem): void {
    const { element, attributes } = item
    if (this.#mode === 'paint') writeTag(this.#target, this.#sink, element)
    for (const attribute of attributes.keys()) {
      if (attribute.isConditional)
        this.#writer.line(
          `${this.#writer.declare(`a${attributes.get(attribute)!.slot}`)} = undefined`,
        )
    }
    this.#attributeParts(item, element.open)
    for (const [attribute, { slot, entry }] of attributes) {
      if (!attribute.isConditional) continue
      this.#writer.line(`z = a${slot}`)
      this.#settle(`r[b + ${entry}]`, slot, '(z === undefined ? false : z)')
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
        this.#writer.line(`a${item.attributes.get(part.slot)!.slot} = ${literal(part.value)}`)
      } else if (part.kind === 'value') this.#attribute(item.attributes.get(part.slot)!, part)
    }
  }

  #attribute(slot: Slot, { slot: attribute, parts }: Extract<TagPart, { kind: 'value' }>): void {
    const [only, ...more] = parts
    const isOneValue =
      more.length === 0 && only?.kind === 'output' && !attribute.isUrl && !attribute.isConditional
    if (isOneValue) {
      this.#compare(slot, only.value, 'X(y, c.env)')
      return
    }
    if (!attribute.isUrl && !attribute.isConditional && isChoice(parts)) {
      this.#choice(slot, parts)
      return
    }
    const variable = attribute.isConditional ? `a${slot.slot}` : 'z'
    writeText(this.#target, variable, parts, 'attribute')
    if (attribute.isUrl) this.#writer.line(`${variable} = U(${variable})`)
    if (!attribute.isConditional) this.#settle(`r[b + ${slot.entry}]`, slot.slot, 'z')
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
    const at = `r[b + ${item.entry}]`
    const inner = `r[b + ${item.entry + 1}]`
    const choice = this.#writer.declare(`n${item.slot}`)
    writeBranches(
      this.#target,
      [...item.branches, ...(item.branches.at(-1)!.condition ? [{ condition: null }] : [])].map(
        ({ condition }, i) => ({
          condition,
          draw: () => this.#writer.line(`${choice} = ${i}`),
        }),
      ),
    )
    if (this.#mode === 'paint') this.#writer.output(`"<!--" + ${choice} + "-->"`)

    if (this.#mode === 'diff') {
      this.#writer.line(`if (${choice} !== ${at}) {`)
      this.#writer.line(`x = []; y = [${choice}]`)
      this.#eachBranch(item, choice, (region) => `y[1] = ${call('fill', region, 'x, 0')}`)
      this.#writer.line(
        `${journal(at, choice)}; ${journal(inner, 'x')}; (p ??= []).push(${item.slot}, y)`,
      )
      this.#writer.line('} else {')
      this.#writer.line('q = null')
      this.#eachBranch(item, choice, (region) => `q = ${call('diff', region, `${inner}, 0, j`)}`)
      this.#writer.line(`if (q !== null) (p ??= []).push(${item.slot}, [q])`)
      this.#writer.line('}')
      return
    }
    this.#writer.line(`${at} = ${choice}; ${inner} = []`)
    if (this.#mode === 'fill') {
      this.#writer.line(`f[${item.slot}] = [${choice}]`)
      this.#eachBranch(
        item,
        choice,
        (region) => `f[${item.slot}][1] = ${call('fill', region, `${inner}, 0`)}`,
      )
    } else {
      this.#eachBranch(
        item,
        choice,
        (region) => `o += ${call('paint', region, `${inner}, 0`)}`,
        true,
      )
      this.#end(item.hasEnd)
    }
  }

  #eachBranch(
    item: BranchItem,
    choice: string,
    code: (region: Region) => string,
    isDrawn = false,
  ): void {
    item.branches.forEach(({ body }, i) => {
      if (!isDrawn && body.slotCount === 0) return
      this.#writer.line(`if (${choice} === ${i}) ${code(body)}`)
    })
  }

  #end(hasEnd: boolean): void {
    if (hasEnd) this.#draw('<!--/-->')
  }

  #call(item: CallItem): void {
    const at = `r[b + ${item.entry}]`
    const args = item.args.map((arg) => this.#values.value(arg))
    const run = (mode: Mode, where: string): string =>
      `${mode}${item.region.id}(${['c', where, ...args].join(', ')})`
    this.#writer.line('c.enter()')
    if (this.#mode === 'diff') {
      this.#writer.line(`q = ${run('diff', `${at}, 0, j`)}`)
      this.#writer.line(`if (q !== null) (p ??= []).push(${item.slot}, q)`)
    } else {
      this.#writer.line(`${at} = []`)
      if (this.#mode === 'fill') this.#writer.line(`f[${item.slot}] = ${run('fill', `${at}, 0`)}`)
      else {
        this.#writer.text('<!---->')
        this.#writer.output(run('paint', `${at}, 0`))
        this.#end(item.hasEnd)
      }
    }
    this.#writer.line('c.leave()')
  }

  #list(item: ListItem): void {
    const { node, row, empty, slot, entry } = item
    const writer = this.#writer
    const at = `r[b + ${entry}]`
    const items = writeItems(this.#target, node)
    const index = writer.declare(`v${node.loop.index}`)
    const count = writer.declare(`v${node.loop.count}`)
    const list = writer.declare(`l${slot}`)
    const size = row.recordSize
    const eachRow = (body: () => void): void => {
      writer.line(`for (${index} = 0; ${index} < ${count}; ${index}++) {`)
      writer.line(itemCode(this.#target, node, items, index))
      body()
      writer.line('}')
    }
    writer.line(`${count} = ${items}.length`)

    if (this.#mode === 'diff') {
      this.#diffList(item, { at, items, index, count, list, eachRow })
      return
    }

    writer.line(`${list} = ${at} = new R(new Array(${count}), ${size})`)
    if (this.#mode === 'paint') writer.output(`"<!--" + ${count} + "-->"`)
    else writer.line(`f[${slot}] = ${count} === 0 ? [0] : new Array(${count})`)
    eachRow(() => {
      this.#key(item, `${list}.keys[${index}]`, items, index)
      const where = `${list}.values, ${index} * ${size}`
      if (this.#mode === 'fill') writer.line(`f[${slot}][${index}] = ${call('fill', row, where)}`)
      else {
        this.#draw(item.before.html)
        writer.output(call('paint', row, where))
        this.#draw(item.after.html)
      }
    })
    writer.line(`Q(c, ${list}.keys, ${this.#keyPlace(item)})`)
    if (empty) {
      const where = `${list}.empty = [], 0`
      if (this.#mode === 'paint')
        writer.line(`if (${count} === 0) o += ${call('paint', empty, where)}`)
      else writer.line(`if (${count} === 0) f[${slot}][1] = ${call('fill', empty, where)}`)
    }
    this.#end(item.hasEnd)
  }

  #diffList(
    item: ListItem,
    names: {
      at: string
      items: string
      index: string
      count: string
      list: string
      eachRow(body: () => void): void
    },
  ): void {
    const writer = this.#writer
    const { at, items, index, count, list, eachRow } = names
    const { row, empty, slot } = item
    const size = row.recordSize
    const changed = writer.declare(`m${slot}`)
    const key = writer.declare(`k${slot}`)
    writer.line(`${list} = ${at}; ${changed} = ${list}.keys.length !== ${count}; q = null`)
    writer.line(`if (!${changed}) {`)
    eachRow(() => {
      this.#key(item, key, items, index)
      writer.line(`if (${key} !== ${list}.keys[${index}]) { ${changed} = true; break }`)
    })
    writer.line('}')

    writer.line(`if (${changed}) {`)
    writer.line(`${key} = new Array(${count})`)
    eachRow(() => this.#key(item, `${key}[${index}]`, items, index))
    writer.line(`Q(c, ${key}, ${this.#keyPlace(item)})`)
    const setRow = `${index} = i; ${itemCode(this.#target, item.node, items, index)}`
    const fill = `(i, s, t) => { ${setRow}; return ${call('fill', row, 's, t')} }`
    const diff = `(i, s, t) => { ${setRow}; return ${call('diff', row, 's, t, j')} }`
    const fillEmpty = empty ? `(s) => ${call('fill', empty, 's, 0')}` : 'null'
    writer.line(`q = V(${list}, ${key}, ${size}, ${fill}, ${diff}, ${fillEmpty})`)
    writer.line(`${journal(at, 'q.record')}; q = q.patch`)
    writer.line('} else {')
    if (row.slotCount > 0) {
      eachRow(() => {
        writer.line(`x = ${call('diff', row, `${list}.values, ${index} * ${size}, j`)}`)
        writer.line(`if (x !== null) (q ??= [0]).push(${index}, x)`)
      })
    }
    if (empty && empty.slotCount > 0) {
      writer.line(
        `if (${count} === 0) { x = ${call('diff', empty, `${list}.empty, 0, j`)}; if (x !== null) q = [2, x] }`,
      )
    }
    writer.line('}')
    writer.line(`if (q !== null) (p ??= []).push(${slot}, q)`)
  }

  /** Writes the key of the current row into `to`. */
  #key(item: ListItem, to: string, items: string, index: string): void {
    const { key } = item
    if (!key) {
      this.#writer.line(`${to} = I(${items}[${index}], ${index})`)
      return
    }
    const [only, ...more] = key.parts
    if (more.length === 0 && only?.kind === 'output') {
      this.#writer.line(`${to} = G(${this.#values.value(only.value)}, c.env)`)
      return
    }
    writeText(this.#target, 'z', key.parts, 'attribute')
    this.#writer.line(`${to} = z`)
  }

  /** Which explicit key is meant, for the error about a duplicate; -1 for rows without. */
  #keyPlace(item: ListItem): number {
    return item.key ? this.#values.place(item.key.at) : -1
  }
}

/** Whether a value is put together from static texts alone. */
function isChoice(parts: readonly Flat[]): boolean {
  return parts.every(
    (part) =>
      part.kind === 'text' ||
      (part.kind === 'if' &&
        part.branches.every(({ body }) => body.every(({ kind }) => kind === 'text'))),
  )
}

/** Code of a call to a region's function. */
function call(mode: Mode, region: Region, where: string): string {
  return `${mode}${region.id}(${['c', where, ...region.parameters.map((local) => `v${local}`)].join(', ')})`
}

/** Code that notes an entry to be written: a record and an index, then the value. */
function journal(entry: string, value: string): string {
  const [, index] = /^r\[(.+)\]$/.exec(entry)!
  return `j.push(r, ${index}, ${value})`
}
