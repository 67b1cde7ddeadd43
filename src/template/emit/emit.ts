import type { Location } from '../../shared/location.ts'
import type { Expression } from '../nodes.ts'
import type { Placed, PlacedAssign, PlacedCallee } from '../place/placed.ts'
import { assignsFor, assignsInTag, localsOfText } from '../regions/free-locals.ts'
import type { RegionPlan } from '../regions/region.ts'
import { writeAssign } from './control.ts'
import { type MarkupSink, writeFlat, writeMarkup, writeTag } from './markup.ts'
import { regionFunctions } from './region-code.ts'
import { writeText } from './text.ts'
import { type Constant, ValueCode } from './values.ts'
import { literal, Writer } from './writer.ts'

/** Generated code, and the tables it refers to by index. */
export interface Emitted {
  /**
   * The body of a function `(h, k)`: `h` holds the helpers of `render/helpers.ts` by their one-letter names, `k` the
   * constants. It returns the functions of a Program.
   */
  readonly code: string
  readonly names: readonly string[]
  readonly constants: readonly Constant[]
  readonly places: readonly Location[]
}

/**
 * Writes the code of a page.
 *
 * - `plain(c)` draws it without anchors: what Django would send;
 * - `page(c, r)` draws it with anchors in its live part, and records what that shows;
 * - `fill(c, r)` and `diff(c, r, j)` do for the live part what `region-code.ts` says;
 * - `outside(c)` lists the values that stand outside of the live part, with their places.
 *
 * @param isTraced whether the code notes in `c.at` which value it is at: slower, for finding the place of an error
 */
export function emit(page: readonly Placed[], plan: RegionPlan, isTraced = false): Emitted {
  const values = new ValueCode(isTraced)
  const functions = [
    plainFunctions(page, values),
    ...plan.regions.flatMap((region) =>
      regionFunctions(region, values, (writer) => paintSink(values, writer)),
    ),
    pageFunction(page, plan, values),
    rootFunction('fill', page, plan, values),
    rootFunction('diff', page, plan, values),
    outsideFunction(page, plan, values),
  ]
  const code = [
    '"use strict"',
    'const { A, B, C, D, E, F, G, H, I, L, M, N, O, Q, R, S, T, U, V, W, X, Y } = h',
    values.stepFunctions(),
    ...functions,
    'return { plain, page, fill, diff, outside }',
  ].join('\n')
  return { code, names: values.names, constants: values.constants, places: values.places }
}

function paintSink(
  values: ValueCode,
  writer: Writer,
  calls: MarkupSink['call'] = noCall,
): MarkupSink {
  return {
    text: (html) => writer.text(html),
    output: (value, ending) =>
      writer.output(
        ending === ''
          ? `H(${values.value(value)}, c.env)`
          : `A(${values.value(value)}, ${literal(ending)}, c.env)`,
      ),
    url(variable, draw) {
      writer.line(`if (U(${variable}) === ${variable}) {`)
      draw()
      writer.line('} else {')
      writer.output(`U(${variable})`)
      writer.line('}')
    },
    scripts: () => writer.output('H(c.scripts())'),
    call: calls,
  }
}

function noCall(): void {
  throw new Error('a recursive include in a tag')
}

/** The page without anchors, with a function for each recursive include. */
function plainFunctions(page: readonly Placed[], values: ValueCode): string {
  const callees = new Map<PlacedCallee, string>()
  const functions: string[] = []

  const draw = (name: string, nodes: readonly Placed[], parameters: readonly string[]): void => {
    const writer = new Writer()
    const sink = paintSink(values, writer, (node) => {
      writer.line('c.enter()')
      writer.output(
        `${nameOf(node.callee)}(${['c', ...node.args.map((arg) => values.value(arg))].join(', ')})`,
      )
      writer.line('c.leave()')
    })
    writeMarkup({ values, writer }, sink, nodes)
    functions.push(writer.toFunction(name, ['c', ...parameters], 'let o = ""', 'o'))
  }

  const nameOf = (callee: PlacedCallee): string => {
    let name = callees.get(callee)
    if (name === undefined) {
      name = `plain${callees.size}`
      callees.set(callee, name)
      draw(
        name,
        callee.body,
        callee.parameters.map((local) => `v${local}`),
      )
    }
    return name
  }

  draw('plain', page, [])
  return functions.join('\n')
}

/** The page with anchors in its live part. */
function pageFunction(page: readonly Placed[], plan: RegionPlan, values: ValueCode): string {
  const writer = new Writer()
  const target = { values, writer }
  const sink: MarkupSink = {
    ...paintSink(values, writer),
    element(element) {
      if (element === plan.live) {
        writeTag(target, sink, element)
        writer.output(`paint0(${['c', 'r', '0', ...rootArguments(plan)].join(', ')})`)
        writer.text(element.close)
        return true
      }
      if (element === plan.title?.element) {
        writeTag(target, sink, element)
        writeText(target, 'z', element.text, 'content')
        writer.line(`r[${plan.title.slot.entry}] = z`)
        writeFlat(target, sink, element.text, '<')
        writer.text(element.close)
        return true
      }
      return false
    },
  }
  writeMarkup(target, sink, page)
  return writer.toFunction('page', ['c', 'r'], 'let o = ""', 'o')
}

function rootFunction(
  mode: 'fill' | 'diff',
  page: readonly Placed[],
  plan: RegionPlan,
  values: ValueCode,
): string {
  const writer = new Writer()
  const target = { values, writer }
  for (const assign of neededAssigns(page, plan)) writeAssign(target, assign)
  const journal = mode === 'diff' ? ['j'] : []
  writer.line(
    `const result = ${mode}0(${['c', 'r', '0', ...journal, ...rootArguments(plan)].join(', ')})`,
  )
  if (plan.title) {
    const { element, slot } = plan.title
    writeText(target, 'z', element.text, 'content')
    if (mode === 'fill') writer.line(`r[${slot.entry}] = result[${slot.slot}] = z`)
    else {
      writer.line(`if (z !== r[${slot.entry}]) {`)
      writer.line(`j.push(r, ${slot.entry}, z)`)
      writer.line(`return [...(result ?? []), ${slot.slot}, z]`)
      writer.line('}')
    }
  }
  return writer.toFunction(mode, ['c', 'r', ...journal], '', 'result')
}

function rootArguments({ regions }: RegionPlan): string[] {
  return regions[0]!.parameters.map((local) => `v${local}`)
}

/** The assignments outside the live part that it needs, in document order. */
function neededAssigns(
  page: readonly Placed[],
  { live, title, regions }: RegionPlan,
): PlacedAssign[] {
  const assigns: PlacedAssign[] = []
  const collect = (nodes: readonly Placed[]): void => {
    for (const node of nodes) {
      if (node.kind === 'assign') assigns.push(node)
      if (node.kind !== 'element') continue
      assigns.push(...assignsInTag(node))
      if (node !== live) collect(node.children)
    }
  }
  collect(page)
  return assignsFor(
    [...regions[0]!.parameters, ...localsOfText(title?.element.text ?? [])],
    assigns,
  )
}

/** Values of the framework that may differ between two renders without any harm. */
const perRender = new Set(['csrf_token', 'dj_view_id'])

function outsideFunction(page: readonly Placed[], plan: RegionPlan, values: ValueCode): string {
  const writer = new Writer()
  const target = { values, writer }
  const isPerRender = (value: Expression): boolean =>
    value.kind === 'path' && perRender.has(value.name)
  const sink: MarkupSink = {
    text() {},
    url: () => writer.line('o.push(-1, u)'),
    scripts() {},
    call() {},
    output(value, _place, at) {
      if (!isPerRender(value))
        writer.line(`o.push(${values.place(at)}, X(${values.value(value)}, c.env))`)
    },
    element(element) {
      if (element === plan.title?.element) return true
      if (element !== plan.live) return false
      writeTag(target, sink, element)
      return true
    },
  }
  writeMarkup(target, sink, page)
  return writer.toFunction('outside', ['c'], 'const o = []', 'o')
}
