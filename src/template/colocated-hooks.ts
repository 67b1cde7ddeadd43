import { fingerprint } from '../shared/fingerprint.ts'
import type { FeatureName } from '../wire/features.ts'
import type { Source } from './template-source.ts'

/** A hook that is written beside its markup. */
export interface ColocatedHook {
  readonly name: string
  /** Under which it is loaded beside the runtime: what it holds decides. */
  readonly feature: string
  /** The file that defines it. */
  readonly script: string
  /** The template that it stands in. */
  readonly file: string
}

/** One in the text of a template: its name, `global`, and its code. */
const written =
  /\{%\s*colocated_hook\s+(["'])([\w.:-]+)\1(?:\s+global)?\s*%\}([^]*?)\{%\s*endcolocated_hook\s*%\}/g

/** Finds the hooks in templates. The code says `export default { … }`, or sets the methods of `hook`. */
export function colocatedHooksIn(sources: Iterable<Source>): ColocatedHook[] {
  return [...sources].flatMap(({ text, file }) =>
    [...text.matchAll(written)].map(([, , name, code]) => {
      const script = scriptOf(name!, code!)
      return { name: name!, feature: `hook-${fingerprint(script)}`, script, file }
    }),
  )
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
