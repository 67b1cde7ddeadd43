import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { part } from '../expression.ts'
import type { Flat } from '../nodes.ts'
import { checkTextOnly } from './check-text-only.ts'
import { firstOfData, type Trusts } from './escaping.ts'
import type { PlacedElement } from './placed.ts'
import { afterScriptNodes, afterScriptText, type ScriptState } from './script-text.ts'

/** Reads the content of a title or textarea, script or style sheet, or of what browsers show as it is, or not at all. */
export class TextContent {
  readonly where: string
  readonly start: Location
  readonly #element: PlacedElement
  readonly #trusts: Trusts
  /** Where a script has come to. */
  #script: ScriptState = 'code'
  #isEnded = false

  constructor(element: PlacedElement, trusts: Trusts) {
    this.where = `<${element.tag}>`
    this.start = element.at
    this.#element = element
    this.#trusts = trusts
  }

  /** Whether its end tag comes next. */
  get isEnded(): boolean {
    return this.#isEnded
  }

  /** @returns the index of its end tag, or of the end of the text */
  read(text: string, from: number, at: Location): number {
    const { tag, text: content } = this.#element
    const endTag = new RegExp(`</${tag}[\\s/>]`, 'gi')
    endTag.lastIndex = from
    const found = endTag.exec(text)
    const end = found ? found.index : text.length
    if (end > from) {
      const piece = text.slice(from, end)
      content.push({ kind: 'text', text: piece, at: part(at, from, end) })
      if (tag === 'script') this.#script = afterScriptText(piece, this.#script)
    }
    this.#isEnded = found !== null
    return end
  }

  place(node: Flat): void {
    const { tag, text, content } = this.#element
    const isSource = content === 'source'
    checkTextOnly([node], this.where, isSource ? new RegExp(`</${tag}`, 'i') : /<\//)
    if (tag === 'script' && !this.#trusts('script')) {
      this.#script = afterScriptNodes([node], this.#script, (data, state) => {
        throw inScript(data, state)
      })
    }
    const data = tag === 'style' && !this.#trusts('style') && firstOfData([node])
    if (data) throw inStyle(data)
    text.push(node)
  }
}

/**
 * Refuses data in a script or style sheet of SVG: they are markup like any other, and escaping is undone before they are
 * read.
 *
 * @param element in which it stands
 */
export function checkForeignSource(
  node: Flat,
  element: PlacedElement | undefined,
  trusts: Trusts,
): void {
  if (!element || element.namespace === 'html') return
  const { tag } = element
  if ((tag !== 'script' && tag !== 'style') || trusts(tag)) return
  const data = firstOfData([node])
  if (data) throw tag === 'script' ? inScript(data, 'unknown') : inStyle(data)
}

function inStyle({ at }: Flat): TemplateError {
  return new TemplateError(
    'value_in_source',
    'A value inside <style> cannot be made safe by escaping. Switch a class with {% if %}, or choose between rules of yours with it.',
    at,
  )
}

function inScript({ at }: Flat, state: ScriptState): TemplateError {
  const isQuoted = state === 'double quotes' || state === 'single quotes'
  return new TemplateError(
    'value_in_source',
    isQuoted
      ? 'A value inside <script> is not made safe by the escaping of markup. Put it through escapejs, as in "{{ value|escapejs }}", or use {{ value|json_script:"id" }} outside.'
      : 'A value inside <script> can be made safe as a text in quotes only: "{{ value|escapejs }}". Put it into a data-… attribute and read that, or use {{ value|json_script:"id" }} outside.',
    at,
  )
}
