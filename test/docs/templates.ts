import { compileProgram, type Program } from '../../src/render/program.ts'
import type { RenderInput } from '../../src/render/render-context.ts'

/**
 * Compiles the template of a document.
 *
 * @param others the templates that it may extend or include, by name
 * @throws {TemplateError} when it cannot be compiled
 */
export function compilePage(text: string, others: ReadonlyMap<string, string>): Program {
  return compileProgram(
    { name: 'page.html', file: 'page.html', text },
    {
      load(name) {
        const found = others.get(name)
        if (found === undefined) throw new Error(`no block above is named ${name}`)
        return { name, file: name, text: found }
      },
      nameParent: () => 'base.html',
      title: 'Page',
    },
  )
}

/** Draws a page; a name without a value is missing. */
export function paintPage(program: Program, values: Readonly<Record<string, unknown>>): string {
  return program.paint(pageInput(values)).html
}

/** What a page is drawn with when these are its values. */
export function pageInput(values: Readonly<Record<string, unknown>>): RenderInput {
  return {
    read: (name) => values[name],
    env: { timeZone: 'UTC', locale: 'en-us', now: () => new Date(0) },
    reverse: (route) => `/${route}/`,
    staticUrl: (path) => `/static/${path}`,
    scripts: () => '',
  }
}
