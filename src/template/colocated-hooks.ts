import { fingerprint } from '../shared/fingerprint.ts'
import { TemplateError } from '../shared/errors.ts'
import { escapeHtml } from '../shared/html.ts'
import type { FeatureName } from '../wire/features.ts'
import { replaceStatic } from './place/edit-tag.ts'
import { type Placed, placedElements } from './place/placed.ts'
import { possibleValues } from './possible-values.ts'
import type { Source } from './template-source.ts'

/** A hook that is written beside its markup. */
export interface ColocatedHook {
  /** As its template calls it. */
  readonly written: string
  /** As the browser knows it. */
  readonly name: string
  /** Under which it is loaded beside the runtime: what it holds decides. */
  readonly feature: string
  /** The file that defines it. */
  readonly script: string
  /** The template that it stands in. */
  readonly file: string
}

/** One in the text of a template: its name, `global`, and its code. */
const inText =
  /\{%\s*colocated_hook\s+(["'])([\w.:-]+)\1(\s+global)?\s*%\}([^]*?)\{%\s*endcolocated_hook\s*%\}/g

/**
 * Finds the hooks in templates. The code says `export default { … }`, or sets the methods of `hook`.
 *
 * @param owner the class whose name stands before those of its hooks; null where names are as they are written
 */
export function colocatedHooksIn(
  sources: Iterable<Source>,
  owner: string | null = null,
): ColocatedHook[] {
  return [...sources].flatMap(({ text, file }) =>
    [...text.matchAll(inText)].map(([, , written = '', global, code = '']) => {
      const name = owner === null || global ? written : `${owner}.${written}`
      const script = scriptOf(name, code)
      return { written, name, feature: `hook-${fingerprint(script)}`, script, file }
    }),
  )
}

/**
 * Has elements ask for hooks of their own templates by the names that the browser knows.
 *
 * @throws {TemplateError} `hook_name` where a value chooses one that has another name there
 */
export function nameHooks(page: readonly Placed[], hooks: readonly ColocatedHook[]): void {
  const names = new Map(
    hooks
      .filter(({ written, name }) => written !== name)
      .map(({ written, name }) => [written, name]),
  )
  if (names.size === 0) return
  for (const element of placedElements(page)) {
    const attribute = element.attributes.find(({ name }) => name === 'dj-hook')
    if (!attribute) continue
    const { value, slot, at } = attribute
    const name = names.get(value?.trim() ?? '')
    if (name !== undefined) replaceStatic(element, 'dj-hook', escapeHtml(name))
    const chosen = slot && possibleValues(element, slot).pieces.find((piece) => names.has(piece))
    if (chosen) {
      throw new TemplateError(
        'hook_name',
        `dj-hook: the hook "${chosen}" is "${names.get(chosen)}" in the browser. Where values choose it, write that name.`,
        at,
      )
    }
  }
}

function scriptOf(name: string, code: string): string {
  const body = code.replace(/^(\s*)export\s+default\s/m, '$1hook = ')
  const key = JSON.stringify(name)
  return `(() => {\n'use strict'\nlet hook = {}\n${body}\nwindow.djust.hooks[${key}] = hook\n})()\n`
}

/**
 * Notes the templates that a page is made of.
 *
 * @param entry the one that it begins with
 */
export function noting<L extends (...names: never) => Source>(
  entry: Source,
  load: L,
): { load: L; sources: Set<Source> } {
  const sources = new Set([entry])
  const noted = (...names: never): Source => {
    const source = load(...names)
    sources.add(source)
    return source
  }
  return { load: noted as L, sources }
}

/** The files of these hooks lie beside those of the runtime, and are loaded like them. */
export function withHooks(
  features: readonly FeatureName[],
  hooks: readonly ColocatedHook[],
): readonly FeatureName[] {
  const files = hooks.map(({ feature }) => feature as FeatureName)
  return [...features, ...new Set(files)]
}
