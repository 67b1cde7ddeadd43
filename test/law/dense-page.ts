import type { Piece } from '../fuzz/piece.ts'
import type { Content, ContentMaker } from './random-content.ts'
import { roots } from './roots.ts'

/** An element, where it may stand, and what may stand in it. */
type Place = readonly [tag: string, around: Content, inside: Content]

/** Makes a small page in which one kind of element is full of slots of one kind. */
export function densePage(maker: ContentMaker): Piece {
  const { draw } = maker
  const place = draw.pick(draw.weighed(groups))
  const { start, kind, end } = draw.pick(roots.filter(({ kind }) => kind === place[1]))
  const element = (): Piece => denseElement(maker, place)
  const body = (): Piece =>
    draw.weighed<Piece>([
      [2, element],
      [1, () => maker.tags.loop(kind, element)],
      [2, () => maker.tags.branch(element)],
    ])
  const after = maker.forgotten(kind, 0.2)
  const bodies = { parts: draw.many(3, 5, body) }
  return { parts: ['{% load i18n l10n tz %}', start, bodies, after, end] }
}

function denseElement(maker: ContentMaker, [tag, around, inside]: Place): Piece {
  const { draw, tags, options } = maker
  const leaf = (): Piece => maker.leaf(inside)
  const slot = (): Piece =>
    draw.weighed<Piece>([
      [4, () => tags.loop(inside, leaf)],
      [4, () => tags.branch(leaf)],
      [options.isCoarse ? 6 : 0, () => tags.coarse(inside, leaf)],
      [1, leaf],
      [0.5, () => maker.kept.piece(inside) ?? leaf()],
      [1, () => tags.call(inside) ?? tags.branch(leaf)],
    ])
  return {
    parts: [
      `<${tag}`,
      maker.attributes(3),
      '>',
      draw.chance(0.25) ? leaf() : { parts: draw.many(2, 3, slot) },
      `</${tag}>`,
      maker.leaf(around),
    ],
    bodies: [3],
  }
}

/** Elements that are alike for the runtime, with how often they are met: those more that are rare elsewhere. */
const groups = [
  group(6, 'div flow flow', 'section flow flow'),
  group(5, 'p flow phrase', 'span phrase phrase', 'pre flow phrase'),
  group(3, 'li items flow', 'li items phrase', 'dt terms phrase', 'dd terms flow'),
  group(4, 'ul flow items', 'dl flow terms'),
  group(4, 'table flow sections'),
  group(4, 'tbody sections rows', 'thead sections rows'),
  group(4, 'tr rows cells'),
  group(4, 'td cells flow', 'th cells phrase'),
  group(4, 'select phrase choices'),
  group(4, 'optgroup choices options'),
  group(6, 'option options text'),
  group(3, 'svg flow shapes', 'g shapes shapes', 'text shapes text', 'foreignObject shapes flow'),
  group(4, 'textarea phrase text', 'button phrase text'),
]

function group(weight: number, ...texts: string[]): [number, () => readonly Place[]] {
  const places = texts.map((text) => text.split(' ') as unknown as Place)
  return [weight, () => places]
}
