import type { Callee, Expression, Flat } from '../nodes.ts'
import type { Placed, PlacedCallee } from '../place/placed.ts'
import { type MarkupSink, writeMarkup } from './markup.ts'
import { envCode, ValueCode } from './values.ts'
import { literal, Writer } from './writer.ts'

export interface EmitOptions {
  /** What a missing variable shows. */
  readonly stringIfInvalid: string
  /** Whether the code notes in `c.at` which value it is at: slower, for finding the place of an error. */
  readonly isTraced: boolean
}

/**
 * Texts are what pages mostly show, so that code escapes them without a call that asks what they are. What is drawn goes
 * to `o`; long loops put it aside into `d`.
 */
export const plainHead = 'const K = c.escape\nlet o = "", d = ""'
export const plainResult = 'd + o'
export const sizeCheck = 'c.size(d.length + o.length)'

/**
 * What was put together of pieces keeps all of them in memory until it is made one. Rows are so many that this is done
 * now and then, before the garbage collector carries the pieces around.
 */
const maxLooseLength = 32_768

/** Writes what follows each row that is drawn. */
export function writeRowEnd(writer: Writer): void {
  writer.line(`if (o.length > ${maxLooseLength}) { d = c.keep(d, o); o = "" }`)
}

function isMostlyText({ kind }: Expression): boolean {
  return kind === 'path' || kind === 'local' || kind === 'cell' || kind === 'filter'
}

/** Writes what is drawn without anchors: pages, recursive includes, the bodies that tags work on. */
export class PlainCode {
  readonly values: ValueCode
  /** The functions of recursive includes. */
  readonly functions: string[] = []
  readonly #callees = new Map<Callee | PlacedCallee, string>()

  readonly options: EmitOptions

  constructor(options: EmitOptions) {
    this.options = options
    this.values = new ValueCode({
      ...options,
      drawFunction: (name, nodes, locals, isCoarse) =>
        this.function(name, nodes, locals, { isCoarse }),
    })
  }

  /** A function that draws nodes. */
  function(
    name: string,
    nodes: readonly (Placed | Flat)[],
    locals: readonly string[],
    { isCallee = false, isCoarse = false } = {},
  ): string {
    const writer = new Writer()
    if (isCallee) writer.line(`${writer.declare('g')} = c.enter()`)
    writeMarkup({ values: this.values, writer }, this.sink(writer, isCoarse), nodes)
    if (isCallee) writer.line('c.leave(g)')
    writer.line(sizeCheck)
    return writer.toFunction(name, ['c', ...locals], plainHead, plainResult)
  }

  /** Draws what the walk through markup meets. @param isCoarse whether it is the content of a coarse region */
  sink(writer: Writer, isCoarse = false): MarkupSink {
    const { values } = this
    let guards = 0
    return {
      text: (html) => writer.text(html),
      output(node, ending) {
        const env = envCode(node.env)
        const show = (code: string): string =>
          ending === ''
            ? `${isCoarse ? 'coarseHtml' : 'contentHtml'}(c, ${code}, ${env})`
            : `A(${code}, ${literal(ending)}, ${env})`
        if (node.env !== null || !isMostlyText(node.value) || ending === ' ')
          writer.output(show(values.shown(node.value)))
        else {
          const { value, text } = values.shownText(node.value, writer)
          writer.output(`(typeof (${value}) === 'string' ? ${text} : ${show('t_')})`)
        }
      },
      guarded(draw, guard) {
        const before = writer.fresh('s')
        writer.line(`${before} = o; o = ""`)
        guards++
        draw()
        guards--
        writer.line(`o = ${before} + ${guard('o')}`)
      },
      scripts: () => writer.output('H(c.scripts(), c.env)'),
      row() {
        if (guards === 0) writeRowEnd(writer)
      },
      call: ({ callee, args }) => {
        const values = args.map((arg) => this.values.value(arg))
        writer.output(`${this.#nameOf(callee)}(${['c', ...values].join(', ')})`)
      },
    }
  }

  #nameOf(callee: Callee | PlacedCallee): string {
    let name = this.#callees.get(callee)
    if (name === undefined) {
      name = `plain${this.#callees.size}`
      this.#callees.set(callee, name)
      const locals = callee.parameters.map((local) => `v${local}`)
      this.functions.push(this.function(name, callee.body, locals, { isCallee: true }))
    }
    return name
  }
}
