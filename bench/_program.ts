import {
  compileProgram,
  defaultRenderLimits,
  environment,
  makeVocabulary,
  MemoryFragmentCache,
  type Program,
  type RenderInput,
  TextParts,
  TextTemplates,
} from '../dist/template.js'
import type { Rendered } from '../dist/render/program.js'
import { notAField } from '../dist/render/render-input.js'
import { encodeServerFrame } from '../dist/wire/encode.js'

const vocabulary = makeVocabulary()

/**
 * Compiles the text of a page.
 *
 * @param load gives the texts of templates that it names
 * @param verified the pages that were verified before
 */
export function makeProgram(
  text: string,
  load: (name: string) => string = noTemplate,
  verified?: Set<string>,
): Program {
  const source = (name: string, content: string) => ({ name, file: name, text: content })
  return compileProgram(source('page', text), {
    load: (name) => source(name, load(name)),
    nameParent: noTemplate,
    vocabulary,
    title: 'Page',
    ...(verified && { verified }),
  })
}

export function noTemplate(): never {
  throw new Error('These pages are of one template')
}

const templates = new TextTemplates({ load: noTemplate, vocabulary })

/** What a session does not make anew for each turn. */
const site = {
  env: environment(),
  templates,
  parts: new TextParts(templates),
  cache: new MemoryFragmentCache(),
}

/** What a page is drawn with, when it reads its names from an object. */
export class PageInput implements RenderInput {
  readonly env = site.env
  readonly templates = site.templates
  readonly parts = site.parts
  readonly cache = site.cache
  readonly limits = defaultRenderLimits
  readonly isDebug = false
  readonly #names: Readonly<Record<string, unknown>>

  constructor(names: object) {
    this.#names = names as Record<string, unknown>
  }

  read(name: string): unknown {
    return this.#names[name]
  }

  field(name: string): unknown {
    const own = Object.getOwnPropertyDescriptor(this.#names, name)
    return own !== undefined && 'value' in own ? own.value : notAField
  }

  reverse(route: string): string {
    return `/${route}/`
  }

  staticUrl(path: string): string {
    return `/static/${path}`
  }

  mediaUrl(path: string): string {
    return `/media/${path}`
  }

  scripts(): string {
    return ''
  }
}

/** A page that is shown, as its session has it. */
export class LivePage {
  readonly #program: Program
  readonly #input: () => PageInput
  readonly #rendered: Rendered
  #number = 0

  constructor(program: Program, names: object, inputOf = (given: object) => new PageInput(given)) {
    this.#program = program
    this.#input = () => inputOf(names)
    this.#rendered = program.paint(this.#input()).rendered
  }

  /** Compares the page with what is shown. @returns the frame that tells the browser */
  update(): string {
    const update = this.#program.diff(this.#input(), this.#rendered)
    update.commit()
    this.#number += 1
    return encodeServerFrame({
      kind: 'update',
      session: 0,
      number: this.#number,
      upTo: this.#number,
      patch: update.patch,
      commands: [],
      errors: [],
    })
  }
}
