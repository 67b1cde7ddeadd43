import fc, { type Arbitrary } from 'fast-check'

const tags =
  `a address article aside audio b blockquote body button caption center code col colgroup dd details div dl dt
em fieldset figure font footer form g h1 h2 head header hr html i iframe img input label legend li link main map mark math
menu meta mi nav noscript object ol optgroup option p path picture pre progress rb rp rt ruby s script section select small
span strong style sub summary sup svg table tbody td template text textarea tfoot th thead title tr tt u ul var video wbr
foreignObject desc annotation-xml nobr marquee listing xmp plaintext image frame frameset`.split(
    /\s+/,
  )

/** Those with rules of their own, whose end tags may mostly be left out. */
const particular =
  `a b button caption colgroup dd div dt form h1 h2 li math option optgroup p rp rt ruby select span svg table
tbody td tfoot th thead tr ul`.split(/\s+/)

const voids = new Set('col hr img input link meta wbr frame'.split(' '))

/** Makes templates in which any element stands in any other. Most are no HTML, and have to be refused. */
export function randomNesting(): Arbitrary<string> {
  const { nodes } = fc.letrec<{ nodes: string; node: string }>((tie) => ({
    nodes: fc
      .array(tie('node'), { maxLength: 3, depthIdentifier: 'nesting' })
      .map((all) => all.join('')),
    node: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'nesting' },
      fc.constantFrom('{{ label }}', 'text', ' '),
      fc.tuple(fc.constantFrom(...tags), tie('nodes')).map(([tag, body]) => element(tag, body)),
      fc
        .tuple(fc.constantFrom(...particular), tie('nodes'), fc.boolean())
        .map(([tag, body, isClosed]) => element(tag, body, isClosed)),
      tie('nodes').map((body) => `{% if flag %}${body}{% endif %}`),
      tie('nodes').map((body) => `{% for word in words %}${body}{% endfor %}`),
    ),
  }))
  return nodes.map((body) => `<div dj-root>${body}</div>`)
}

function element(tag: string, body: string, isClosed = true): string {
  if (voids.has(tag)) return `<${tag} title="{{ label }}">`
  return `<${tag}>${body}${isClosed ? `</${tag}>` : ''}`
}
