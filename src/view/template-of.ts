import { ConfigError } from '../shared/errors.ts'
import { rootOf } from './roots.ts'
import { templateOptions } from './view-options.ts'

/** Where a template is that a class states. */
export type TemplateSource =
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

/**
 * The template of a class of views or components: its own, or that of the nearest parent with one.
 *
 * @throws {ConfigError} when there is none
 */
export function templateOf(Class: {
  readonly name: string
  readonly prototype: object
}): TemplateSource {
  const root = rootOf(Class.prototype).constructor
  for (let at: object = Class; at !== root; at = Object.getPrototypeOf(at)) {
    const name = templateOptions.find((option) => Object.hasOwn(at, option))
    if (!name) continue
    const text = (at as { [K in typeof name]: string })[name]
    return name === 'templateName' ? { kind: 'file', name: text } : { kind: 'text', text }
  }
  throw new ConfigError(
    'no_template',
    `${Class.name} has no template. Write static templateName = 'file.html', ` +
      "or static template = '<p>{{ … }}</p>'.",
  )
}
