import { environment } from '../../src/template/values/env.ts'
import { compilePartProgram, compileProgram, type Program } from '../../src/render/program.ts'
import { notAField, type PartSource, type RenderInput } from '../../src/render/render-input.ts'
import { lineAndColumn } from '../../src/shared/code-frame.ts'
import { TemplateError } from '../../src/shared/errors.ts'
import { partClass } from '../../src/shared/part-registry.ts'
import { describePart, Part, type PartDescription } from '../../src/shared/part.ts'
import { defaultRenderLimits } from '../../src/render/budget.ts'
import { TextTemplates } from '../../src/render/text-templates.ts'
import { MemoryFragmentCache } from '../../src/template/fragment-cache.ts'
import type { PageHead } from '../../src/template/document.ts'
import type { FieldUses } from '../../src/template/emit/comparing.ts'
import type { LoadTemplate } from '../../src/template/template-source.ts'
import type { Escaping } from '../../src/template/place/escaping.ts'
import type { SharedFields } from '../../src/template/shared-fields.ts'
import { makeVocabulary } from '../../src/template/vocabulary.ts'
import type { PartLayouts } from '../../src/wire/frames.ts'

/** Templates by name: those that a template under test includes or extends. */
export type OtherTemplates = Readonly<Record<string, string>>

/** Names of a page and their values. */
export type Context = Readonly<Record<string, unknown>>

/** Compiles a template that is called `page.html`. `{% extends variable %}` stands for `base.html`. */
export function program(
  text: string,
  others: OtherTemplates = {},
  escaping: Escaping = {},
  fields: FieldUses = { fixed: [], temporary: [] },
  shared: SharedFields | null = null,
  head?: PageHead,
): Program {
  const sources: OtherTemplates = { ...others, 'page.html': text }
  return compileProgram(source('page.html', text), {
    load: loadFrom(sources),
    nameParent: () => 'base.html',
    vocabulary,
    escaping,
    title: 'A title',
    fields,
    shared,
    ...(head && { head }),
  })
}

/** What pages are drawn with in tests: routes and static files that show how they were asked for. */
export function input(context: Context, others: OtherTemplates = {}): RenderInput {
  return {
    ...readerOf(context),
    env: environment({ now: () => new Date(0) }),
    reverse(route, positional, named) {
      if (route === 'missing') throw new Error('There is no route "missing".')
      const values = Object.entries(named).map(([name, value]) => `${name}=${String(value)}`)
      return `/${[route, ...positional, ...values].join('/')}`
    },
    staticUrl: (path) => `/static/${path}`,
    mediaUrl: (path) => `/media/${path}`,
    templates: new TextTemplates({ load: loadFrom(others), vocabulary }),
    parts: testParts,
    cache: new MemoryFragmentCache(),
    limits: defaultRenderLimits,
    isDebug: false,
    scripts: () => '<script src="djust.js"></script>',
  }
}

function readerOf(context: Context): Pick<RenderInput, 'read' | 'field'> {
  return {
    read: (name) => context[name],
    field(name) {
      const own = Object.getOwnPropertyDescriptor(context, name)
      return own && 'value' in own && typeof own.value !== 'function' ? own.value : notAField
    },
  }
}

/** Draws a piece of a page as Django would, without the page around it. */
export function draw(
  text: string,
  context: Context = {},
  others: OtherTemplates = {},
  escaping: Escaping = {},
): string {
  const [before, after] = [
    '<html><head>{% djust_scripts %}</head><body dj-view="">',
    '</body></html>',
  ]
  const html = program(before + text + after, others, escaping).plain(input(context, others))
  return html.slice(html.indexOf('<body dj-view="">') + 17, -after.length)
}

/** Draws a whole template as Django would. */
export function drawPage(text: string, context: Context = {}, others: OtherTemplates = {}): string {
  return program(text, others).plain(input(context, others))
}

/** Why a template cannot be compiled, or drawn, and where. */
export interface Refusal {
  readonly code: string
  /** `line:column` in the template it stands in. */
  readonly at: string | undefined
  readonly message: string
}

/** Compiles and draws a template that must be refused. */
export function refusal(text: string, context: Context = {}, others: OtherTemplates = {}): Refusal {
  return refusalOf(text, () => program(text, others).plain(input(context, others)))
}

/** Why something cannot be done with a template. @param run does it */
export function refusalOf(template: string, run: () => unknown): Refusal {
  try {
    run()
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    const { code, at, message } = error
    const { line, column } = at ? lineAndColumn(at.source, at.start) : {}
    return { code, at: at && `${line}:${column}`, message: message.split('\n')[0]! }
  }
  throw new Error(`This template was not refused: ${template}`)
}

const vocabulary = makeVocabulary()

/** A component: a template, and values that may change in place. */
export class TestPart extends Part {
  readonly text: string
  readonly names: Record<string, unknown>

  constructor(text: string, names: Record<string, unknown> = {}) {
    super()
    this.text = text
    this.names = names
  }

  [describePart](): PartDescription {
    const read = (name: string): unknown => this.names[name]
    return { name: 'TestPart', template: { kind: 'text', text: this.text }, read }
  }
}

/** The program of a component's template. */
export function partProgram(text: string, others: OtherTemplates = {}): Program {
  let found = partPrograms.get(text)
  if (!found) {
    const options = { load: loadFrom(others), nameParent: () => 'base.html', vocabulary }
    found = compilePartProgram(source('part.html', text), options)
    partPrograms.set(text, found)
  }
  return found
}

/** The layouts of all components so far, by their fingerprints. */
export function partLayouts(): PartLayouts {
  const programs = [...partPrograms.values()]
  return Object.fromEntries(
    programs.map(({ fingerprint, compiled }) => [fingerprint, compiled.layout]),
  )
}

const partPrograms = new Map<string, Program>()

/** Draws the components of tests. */
export const testParts: PartSource = {
  open(part, around) {
    const { text, names } = part as TestPart
    return { template: partProgram(text), input: { ...around, ...readerOf(names) }, identity: part }
  },
  openPlain: (part, around) => testParts.open(part, around),
  make: (name, props) => new (partClass(name))(props),
}

function loadFrom(sources: OtherTemplates): LoadTemplate {
  return (name, at) => {
    const found = sources[name]
    if (found === undefined)
      throw new TemplateError('template_not_found', `There is no template "${name}".`, at)
    return source(name, found)
  }
}

function source(name: string, text: string) {
  return { name, file: name, text }
}
