import { environment, type RenderInput, TemplateEngine } from '../../src/template.ts'
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
const now = '2026-03-05T14:30:15.123Z'

/** Renders a case with our own engine, as plain text. */
export function renderCase(vector: Vector): Outcome {
  try {
    const engine = new TemplateEngine({
      templates: vector.templates,
      stringIfInvalid: vector.string_if_invalid,
      limits: { loopRounds: 2 ** 28, outputLength: 2 ** 28 },
      ...surroundings(vector.options.autoescape),
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

/** What every case is rendered in. */
export function surroundings(
  autoescape = true,
): Pick<RenderInput, 'env' | 'staticUrl' | 'mediaUrl'> {
  return {
    env: environment({ now: () => new Date(now), autoescape }),
    staticUrl: (path) => joined('/static/', path),
    mediaUrl: (path) => joined('/media/', path),
  }
}

/** Joins a prefix and a path as Django does without a storage for static files. */
function joined(prefix: string, path: string): string {
  const quoted = encodeURIComponent(path)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
  if (/^\/\/[^/]/.test(quoted)) return quoted
  const [first, ...rest] = (quoted.startsWith('/') ? quoted : prefix + quoted).split('/')
  const last = rest.pop() ?? ''
  const middle = quoted.startsWith('/') ? rest : rest.filter((part) => part !== '')
  const steps: string[] = []
  for (const step of [...middle, last]) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  if (last === '.' || last === '..') steps.push('')
  return [first, ...steps].join('/')
}
