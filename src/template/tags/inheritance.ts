import { TemplateError } from '../../shared/errors.ts'
import type { Binding, Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

/** `{% extends "base.html" %}` */
export function parseExtends(tag: Tag, parser: Parser): Node {
  const [parent, ...more] = tag.args
  if (!parent || more.length > 0) throw usage(tag, '{% extends "base.html" %}')
  if (parser.count > 1) {
    throw new TemplateError(
      'extends_first',
      '{% extends %} must be the first tag of its template.',
      tag.at,
    )
  }
  return { kind: 'extends', parent: parser.value(parent), at: tag.at }
}

/** `{% block name %}…{% endblock [name] %}` */
export function parseBlock(tag: Tag, parser: Parser): Node {
  const [name, ...more] = tag.args
  if (!name || more.length > 0) throw usage(tag, '{% block name %}')
  const { nodes: body, end } = parser.parseUntil(['endblock'], tag)
  const endName = end.args.map(({ text }) => text).join(' ')
  if (endName !== '' && endName !== name.text) {
    throw new TemplateError(
      'tag_not_open',
      `{% endblock ${endName} %} does not close {% block ${name.text} %}. Write {% endblock ${name.text} %}.`,
      end.at,
    )
  }
  return { kind: 'block', name: name.text, body, at: tag.at }
}

/** `{% include "part.html" [with a=x b=y] [only] %}` */
export function parseInclude(tag: Tag, parser: Parser): Node {
  const form = '{% include "part.html" with name=value only %}'
  const [template, ...options] = tag.args
  if (!template) throw usage(tag, form)
  let only = false
  const bindings: Binding[] = []
  while (options.length > 0) {
    const option = options.shift()!
    if (option.text === 'only' && !only) only = true
    else if (option.text === 'with' && bindings.length === 0) {
      for (;;) {
        const bound = options[0] && parser.binding(options[0])
        if (!bound) break
        bindings.push(bound)
        options.shift()
      }
      if (bindings.length === 0) throw usage(tag, form, option.at)
    } else throw usage(tag, form, option.at)
  }
  return { kind: 'include', template: parser.value(template), bindings, only, at: tag.at }
}
