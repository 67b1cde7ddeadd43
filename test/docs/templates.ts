import { defaultRenderLimits } from '../../src/render/budget.ts'
import { compileProgram, type Program } from '../../src/render/program.ts'
import type { RenderInput } from '../../src/render/render-input.ts'
import { TextTemplates } from '../../src/render/text-templates.ts'
import { MemoryFragmentCache } from '../../src/template/fragment-cache.ts'
import type { Library } from '../../src/template/library.ts'
import type { LoadTemplate } from '../../src/template/template-source.ts'
import { environment } from '../../src/template/values/env.ts'
import { makeVocabulary } from '../../src/template/vocabulary.ts'
import { TestPart, testParts } from '../support/templates.ts'

/**
 * Compiles the template of a document.
 *
 * @param others the templates that it may extend or include, by name
 * @param libraries what it may load
 * @throws {TemplateError} when it cannot be compiled
 */
export function compilePage(
  text: string,
  others: ReadonlyMap<string, string>,
  libraries: Readonly<Record<string, Library>> = {},
): Program {
  return compileProgram(
    { name: 'page.html', file: 'page.html', text },
    {
      load: loader(others),
      nameParent: () => 'base.html',
      vocabulary: makeVocabulary({ libraries }),
      title: 'Page',
    },
  )
}

/**
 * Draws a page; a name without a value is missing.
 *
 * @param others the templates that it may include by a variable
 */
export function paintPage(
  program: Program,
  values: Readonly<Record<string, unknown>>,
  others: ReadonlyMap<string, string>,
): string {
  return program.paint(pageInput(values, others)).html
}

/** What a page is drawn with when these are its values. */
export function pageInput(
  values: Readonly<Record<string, unknown>>,
  others: ReadonlyMap<string, string> = new Map(),
): RenderInput {
  return {
    read: (name) => values[name],
    env: environment({ now: () => new Date(0) }),
    reverse: (route) => `/${route}/`,
    staticUrl: (path) => `/static/${path}`,
    mediaUrl: (path) => `/media/${path}`,
    templates: new TextTemplates({ load: loader(others), vocabulary: makeVocabulary() }),
    // Which components there are is the business of the code around a template.
    parts: { ...testParts, make: () => new TestPart('<b></b>') },
    cache: new MemoryFragmentCache(),
    limits: defaultRenderLimits,
    isDebug: false,
    scripts: () => '',
  }
}

function loader(others: ReadonlyMap<string, string>): LoadTemplate {
  return (name) => {
    const text = others.get(name)
    if (text === undefined) throw new Error(`no block above is named ${name}`)
    return { name, file: name, text }
  }
}
