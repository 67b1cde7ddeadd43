import { TemplateEngine } from '../../src/template.ts'
import {
  cacheLibrary,
  i18nLibrary,
  l10nLibrary,
  tzLibrary,
} from '../../src/template/i18n/libraries.ts'
import { TemplateError } from '../../src/shared/errors.ts'
import { decode } from '../conformance/values.ts'
import type { Vector } from './case.ts'

/** What became of a case. */
export type Outcome =
  | { readonly kind: 'output'; readonly output: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  /** Something that a template must never lead to. */
  | { readonly kind: 'crash'; readonly message: string }

/** The clock of every case, as the recorded cases have it. */
export const fuzzNow = '2026-03-05T14:30:15.123Z'

/** Renders a case with our own engine, as plain text. */
export function renderCase(vector: Vector): Outcome {
  try {
    const engine = new TemplateEngine({
      templates: vector.templates,
      libraries: { i18n: i18nLibrary, l10n: l10nLibrary, tz: tzLibrary, cache: cacheLibrary },
      stringIfInvalid: vector.string_if_invalid,
      env: { now: () => new Date(fuzzNow), autoescape: vector.options.autoescape },
      staticUrl: (path) => joined('/static/', path),
      mediaUrl: (path) => joined('/media/', path),
    })
    const context = decode(vector.context) as Record<string, unknown>
    return { kind: 'output', output: engine.render(vector.entry, context) }
  } catch (error) {
    if (error instanceof TemplateError) {
      return { kind: 'error', code: error.code, message: error.message }
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { kind: 'crash', message }
  }
}

/** Joins a prefix and a path as Django does without a storage for static files. */
function joined(prefix: string, path: string): string {
  const quoted = encodeURIComponent(path)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
  if (quoted.startsWith('//')) return quoted
  const { pathname } = new URL(quoted === '' ? prefix : quoted, `http://host${prefix}`)
  return pathname
}
