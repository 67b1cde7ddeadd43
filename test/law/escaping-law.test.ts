// @vitest-environment happy-dom
import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { runsCode } from './runs-code.ts'
import { input, program } from '../support/templates.ts'
import { livePage } from '../support/live-page.ts'
import { markSafe, SafeString } from '../../src/template/values/safe-string.ts'

type Node = DefaultTreeAdapterTypes.ChildNode

const runs = Number(process.env.LAW_RUNS ?? 8) * 8
const seed = Number(process.env.LAW_SEED ?? 20_251)

/** Every place in which a value may stand without any setting; `x` is the value. */
const attributes = [
  '<p title="{{ x }}"></p>',
  "<p title='{{ x }}'></p>",
  '<p title="a {{ x }} b" id="i"></p>',
  '<p title={{ x }} id=i></p>',
  '<p title=a{{ x }}></p>',
  '<p title={{ x }}{{ x }}/ ></p>',
  '<p {% if x %}title={{ x }}{% endif %} id="i"></p>',
  '<p title={% for y in xs %}{{ y }}{% endfor %} id=i></p>',
  '<p {% if x %}title="{{ x }}"{% endif %}></p>',
  '<p title="{% filter upper %}{{ x }}{% endfilter %}"></p>',
  '<p title="{% autoescape off %}{{ x }}{% endautoescape %}"></p>',
  '<p title={% autoescape off %}{{ x }}{% endautoescape %} id=i></p>',
  '<a href="{{ x }}"></a>',
  '<a href={{ x }} id=i></a>',
  '<a href=" {{ x }}"></a>',
  '<a href="{% autoescape off %}{{ x }}{% endautoescape %}"></a>',
  '<a ping="{{ x }}"></a>',
  '<img src="{{ x }}" srcset="/a 1x, {{ x }} 2x">',
  '<form action="{{ x }}"><button formaction={{ x }}></button></form>',
  '<iframe src="{{ x }}"></iframe>',
  '<object data="{{ x }}"></object>',
  '<video poster="{{ x }}"></video>',
  '<blockquote cite="{{ x }}"></blockquote>',
  '<meta http-equiv="refresh" content="0; url={{ x }}">',
  '<meta http-equiv="refresh" content="{{ x }}">',
  '<svg><a xlink:href="{{ x }}"><path d="{{ x }}"/><set to="{{ x }}"/></a></svg>',
  '<textarea>{{ x }}</textarea>',
  '<textarea>{% autoescape off %}{{ x }}{% endautoescape %}</textarea>',
  '<iframe>{{ x }}</iframe>',
]

/** The same, where only a value that is not a safe string has to stay a text. */
const texts = [
  '<p>{{ x }}</p>',
  'a {{ x }} b',
  '<p>{% if x %}{{ x }}{% endif %}</p>',
  '<table><tr><td>{{ x }}</td></tr></table>',
  '<pre>{{ x }}</pre>',
  '<select><option>{{ x }}</option></select>',
  '<svg><text>{{ x }}</text></svg>',
  '<script>a = "{{ x|escapejs }}"</script>',
  "<script>a = '{{ x|escapejs }}'</script>",
]

const specials = [
  ...[
    '<',
    '>',
    '"',
    "'",
    '`',
    '=',
    '&',
    '/',
    '\\',
    ' ',
    '\t',
    '\n',
    '\r',
    '\f',
    '\0',
    ':',
    ';',
    ',',
  ],
  ...[
    '-->',
    '--!>',
    '<!--',
    '</',
    '/>',
    ']]>',
    '</textarea>',
    '</script>',
    '</iframe>',
    '</title>',
  ],
  ...['<script>', '<img src=x onerror=y>', '" onclick="z', "' onclick='z", ' onclick=z ', '&quot;'],
  ...[
    'javascript:',
    'JaVaScRiPt:',
    'java\tscript:',
    'vbscript:',
    'data:text/html,',
    '&#106;',
    '&colon;',
  ],
  ...['data:image/svg+xml,', 'url=', '0;', '1x', 'alert(1)', 'a', 'é', '\u2028', '\ud800'],
]

const hostile = fc
  .array(fc.constantFrom(...specials), { maxLength: 6 })
  .map((pieces) => pieces.join(''))

/** A value, or one that claims to be markup. */
const value: fc.Arbitrary<string | SafeString> = fc.oneof(
  hostile,
  hostile.map((text) => markSafe(text)),
)

function pageOf(text: string): string {
  return `<html><head></head><body dj-view="">${text}</body></html>`
}

/** The elements of a page with the names of their attributes, without what they hold. */
function shapeOf(html: string): string[] {
  const shape: string[] = []
  const visit = (node: Node): void => {
    if (!('tagName' in node)) return
    shape.push(`<${[node.tagName, ...node.attrs.map(({ name }) => name)].join(' ')}>`)
    for (const { name, value: held } of node.attrs) {
      if (runsCode(node.tagName, name, held)) shape.push(`${name}=${JSON.stringify(held)}`)
    }
    node.childNodes.forEach(visit)
  }
  parse(html).childNodes.forEach(visit)
  return shape
}

function paintsShape(text: string, x: unknown): void {
  const compiled = program(pageOf(text))
  const draw = (shown: unknown): string => compiled.plain(input({ x: shown, xs: [shown] }))
  expect(shapeOf(draw(x))).toEqual(shapeOf(draw('harmless')))
  const { html } = compiled.paint(input({ x, xs: [x] }))
  expect(shapeOf(html)).toEqual(shapeOf(draw('harmless')))
}

describe('no value adds an element, an attribute or an address that runs code', () => {
  it.each(attributes)('drawn in %s', (text) => {
    fc.assert(
      fc.property(value, (x) => {
        // A branch is there for a value that is not empty.
        paintsShape(text, x instanceof SafeString ? markSafe(`${x.html}.`) : `${x}.`)
        if (!text.includes('{% if')) paintsShape(text, x)
      }),
      { seed, numRuns: runs },
    )
  })

  it.each(texts)('drawn in %s', (text) => {
    fc.assert(
      fc.property(hostile, (x) => paintsShape(text, `${x}.`)),
      { seed, numRuns: runs },
    )
  })

  // A script is drawn once; and this document would load what an iframe shows.
  const sent = [...attributes, ...texts].filter((text) => !/<(?:script|iframe)/.test(text))

  it.each(sent)('sent to %s', (text) => {
    const page = livePage(text, { x: 'harmless', xs: ['harmless'] })
    const shape = (): string[] =>
      [...page.root.querySelectorAll('*')].map((element) => {
        const names = element.getAttributeNames()
        const running = names.filter((name) =>
          runsCode(element.localName, name, element.getAttribute(name)!),
        )
        return `<${element.localName} ${names.sort().join(' ')}> ${running.join(' ')}`
      })
    const before = shape()
    const values = attributes.includes(text) ? value : hostile
    fc.assert(
      fc.property(values, (x) => {
        const shown = x instanceof SafeString ? markSafe(`${x.html}.`) : `${x}.`
        expect(page.turn({ x: shown, xs: [shown] })).toBe(true)
        expect(shape()).toEqual(before)
        page.fill()
        expect(shape()).toEqual(before)
      }),
      { seed, numRuns: runs },
    )
  })
})
