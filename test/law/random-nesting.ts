import type { Draw } from '../fuzz/draw.ts'
import { optional, type Piece } from '../fuzz/piece.ts'

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
export function randomNesting(draw: Draw): Piece {
  return { parts: ['<div dj-root>', nodes(draw, 4), '</div>'] }
}

function nodes(draw: Draw, depth: number): Piece {
  return { parts: draw.many(0, 3, () => optional(node(draw, depth))) }
}

function node(draw: Draw, depth: number): Piece {
  if (depth === 0) return draw.pick(['{{ label }}', 'text', ' '])
  const inside = (): Piece => nodes(draw, depth - 1)
  return draw.weighed<Piece>([
    [1, () => draw.pick(['{{ label }}', 'text', ' '])],
    [1, () => element(draw.pick(tags), inside())],
    [1, () => element(draw.pick(particular), inside(), draw.chance(0.5))],
    [1, () => ({ parts: ['{% if flag %}', inside(), '{% endif %}'], bodies: [1] })],
    [1, () => ({ parts: ['{% for word in words %}', inside(), '{% endfor %}'], bodies: [1] })],
  ])
}

function element(tag: string, body: Piece, isClosed = true): Piece {
  if (voids.has(tag)) return `<${tag} title="{{ label }}">`
  return { parts: [`<${tag}>`, body, isClosed ? `</${tag}>` : ''], bodies: [1] }
}
