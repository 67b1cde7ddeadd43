import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import { expect, it } from 'vitest'
import { attributeName, tagName } from './foreign-names.ts'

type Element = DefaultTreeAdapterTypes.Element

/** What a parser of the standard makes of `<svg>` with one element in it. */
function parsed(outer: string, inner: string): Element {
  const document = parse(`<body><${outer}><${inner}></${outer}>`)
  const at = (node: unknown, i: number) => (node as Element).childNodes[i] as Element
  return at(at(at(at(document, 0), 1), 0), 0)
}

it.each([
  'linearGradient',
  'FOREIGNOBJECT',
  'clippath',
  'g',
  'feGaussianBlur',
  'textPath',
  'viewBox',
])('spells the element <%s> of SVG as a browser does', (name) =>
  expect(tagName(name, 'svg')).toBe(parsed('svg', name).tagName),
)

it.each([
  'viewBox',
  'VIEWBOX',
  'preserveaspectratio',
  'dataFoo',
  'class',
  'xlink:href',
  'gradientTransform',
])('spells the attribute %s of SVG as a browser does', (name) => {
  const [attribute] = parsed('svg', `g ${name}="1"`).attrs
  const { prefix, name: local } = attribute!
  expect(attributeName(name, 'svg')).toBe(prefix ? `${prefix}:${local}` : local)
})

it('lower-cases all of HTML and MathML, but for one attribute', () => {
  expect(tagName('DIV', 'html')).toBe('div')
  expect(attributeName('viewBox', 'html')).toBe('viewbox')
  expect(tagName('MI', 'math')).toBe('mi')
  expect(attributeName('definitionurl', 'math')).toBe(
    parsed('math', 'mi definitionurl="1"').attrs[0]!.name,
  )
})
