import { TemplateError } from '../../shared/errors.ts'
import type { Binding, Node } from '../nodes.ts'
import { binding, type Parser, type Tag, usage, value } from '../parser.ts'

/** `{% extends "base.html" %}` */
export function parseExtends(tag: Tag): Node {
  const [parent, ...more] = tag.args
  if (!parent || more.length > 0) throw usage(tag, '{% extends "base.html" %}')
  return { kind: 'extends', parent: value(parent), at: tag.at }
}

/** `{% block name %}…{% endblock [name] %}` */
export function parseBlock(tag: Tag, parser: Parser): Node {
  const [name, ...more] = tag.args
  if (!name || more.length > 0) throw usage(tag, '{% block name %}')
  const { nodes: body, end } = parser.parseUntil(['endblock'], tag)
  const endName = end.args[0]?.text
  if (endName !== undefined && endName !== name.text) {
    throw new TemplateError(
      'tag_not_open',
      `{% endblock ${endName} %} does not close {% block ${name.text} %}. Write {% endblock ${name.text} %}.`,
      end.at,
    )
  }
  return { kind: 'block', name: name.text, body, at: tag.at }
}

/** `{% include "part.html" [with a=x b=y] [only] %}` */
export function parseInclude(tag: Tag): Node {
  const form = '{% include "part.html" with name=value only %}'
  const [template, ...options] = tag.args
  if (!template) throw usage(tag, form)
  const only = options.at(-1)?.text === 'only'
  if (only) options.pop()
  const bindings: Binding[] = []
  if (options.length > 0) {
    if (options[0]!.text !== 'with' || options.length === 1) throw usage(tag, form, options[0]!.at)
    for (const bit of options.slice(1)) {
      const bound = binding(bit)
      if (!bound) throw usage(tag, form, bit.at)
      bindings.push(bound)
    }
  }
  return { kind: 'include', template: value(template), bindings, only, at: tag.at }
}
