import { TemplateError } from '../../shared/errors.ts'
import { Part } from '../../shared/part.ts'
import type { Binding, Expression, Node } from '../nodes.ts'
import { outputOrAssign, type Parser, splitAs, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { describe } from '../values/iterate.ts'
import { SafeString } from '../values/safe-string.ts'

const form = '{% component "my-button" label="Save" %}, or {% component row %}'

/**
 * `{% component "my-button" label="Save" %}`: a component of a name, with its props. `{% component row %}` shows one that
 * is there already, also where no text could stand, such as directly in a `<tbody>`.
 */
export function parseComponent(tag: Tag, parser: Parser): Node {
  const { args, name } = splitAs(tag)
  const [what, ...rest] = args
  if (!what || parser.binding(what)) throw usage(tag, form)
  const named = rest.map((bit): Binding => {
    const bound = parser.binding(bit)
    if (!bound) throw usage(tag, form, bit.at)
    return bound
  })
  // Texts that are written in the template are markup to it, and props like any others to a component.
  const written = named.filter(({ value }) => value.kind === 'literal').map((each) => each.name)
  const value: Expression = {
    kind: 'tag',
    tag: componentTag(new Set(written)),
    args: [parser.value(what)],
    named,
    takesContext: false,
    at: tag.at,
  }
  return outputOrAssign(tag, value, name)
}

/** Whether a value can be nothing but a component. */
export function isComponent(value: Expression): boolean {
  if (value.kind === 'raw') return isComponent(value.value)
  return value.kind === 'tag' && value.tag.hasPlace === true
}

function componentTag(written: ReadonlySet<string>): TagFunction {
  return {
    name: 'component',
    hasPlace: true,
    takesMissing: true,
    run([what, site, ...items], { key, ...named }, tools) {
      if (what === undefined || what === null || what === '') return ''
      if (what instanceof Part) {
        const [extra] = Object.keys(named)
        if (extra === undefined) return what
        throw new TemplateError(
          'component_value',
          `{% component %} was given a component that is there already, and "${extra}" for it. ` +
            'Set that in the view, or name the component by a text.',
        )
      }
      const name = what instanceof SafeString ? what.html : what
      if (typeof name !== 'string') {
        throw new TemplateError(
          'component_value',
          `{% component %} takes the name of a component, or a component, but this is ${describe(what)}.`,
        )
      }
      const props = Object.entries(named).map(([prop, value]) => {
        const isText = written.has(prop) && value instanceof SafeString
        return [prop, isText ? value.html : value]
      })
      const place = key === undefined ? [site, ...items] : [site, key]
      return tools.component(name, Object.fromEntries(props), place)
    },
  }
}
