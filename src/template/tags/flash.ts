import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { didYouMean } from '../../shared/suggest.ts'
import { htmlFilters } from '../filters/html.ts'
import type { Expression, Node } from '../nodes.ts'
import { type Tag, usage } from '../parser.ts'

/** Tells the session after how many milliseconds it lets a message go. */
export const dismissAttribute = 'data-auto-dismiss'

const form = '{% dj_flash %}, or {% dj_flash auto_dismiss=5000 position="top-right" %}'

const options: Readonly<Record<string, RegExp>> = {
  auto_dismiss: /^([1-9]\d{2,6})$/,
  position: /^["']([a-z][a-z-]*)["']$/,
}

/** `{% dj_flash %}`: what `putFlash` said, announced to those who do not see it. */
export function parseFlash(tag: Tag): Node {
  const given = Object.fromEntries(tag.args.map(({ text, at }) => readOption(tag, text, at)))
  const { auto_dismiss: ms, position } = given
  const { at } = tag
  const place = position ? ` dj-flash-${position}` : ''
  const dismiss = ms ? ` ${dismissAttribute}="${ms}"` : ''
  const body: Node[] = [
    { kind: 'text', text: '<p class="dj-flash-message ', at },
    shown(at, 'level'),
    { kind: 'text', text: '">', at },
    shown(at, 'message'),
    { kind: 'text', text: '</p>', at },
  ]
  return {
    kind: 'with',
    bindings: [],
    only: false,
    isInclude: false,
    body: [
      // It stands there before there is a message: what is put into it then is announced.
      { kind: 'text', text: `<div class="dj-flash${place}" role="status"${dismiss}>`, at },
      {
        kind: 'for',
        names: ['message'],
        items: path(at, 'messages'),
        reversed: false,
        body,
        empty: null,
        at,
      },
      { kind: 'text', text: '</div>', at },
    ],
    at,
  }
}

function readOption(tag: Tag, text: string, at: Location): [name: string, value: string] {
  const [name = '', value = ''] = text.split(/=(.*)/s)
  const wanted = options[name]
  if (!wanted) {
    const hint = didYouMean(name, Object.keys(options))
    throw new TemplateError('tag_arguments', `{% dj_flash %} has no "${name}".${hint}`, at)
  }
  const [, found] = wanted.exec(value) ?? []
  if (found === undefined) throw usage(tag, form, at)
  return [name, found]
}

/** A part of a message, escaped whatever stands around the tag. */
function shown(at: Location, step: string): Node {
  const filter = htmlFilters.escape!
  const input = path(at, 'message', step)
  return {
    kind: 'output',
    value: { kind: 'filter', input, name: 'escape', filter, argument: null, at },
    at,
  }
}

function path(at: Location, name: string, ...steps: string[]): Expression {
  return { kind: 'path', name, steps, at }
}
