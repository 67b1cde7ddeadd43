import type { Draw } from '../fuzz/draw.ts'
import type { Piece } from '../fuzz/piece.ts'
import { densePage } from './dense-page.ts'
import { ContentMaker, type GrammarOptions } from './random-content.ts'
import { roots } from './roots.ts'

/** A template of pieces, with those that it includes. */
export interface RandomTemplate {
  readonly page: Piece
  readonly others: Readonly<Record<string, Piece>>
}

/**
 * Makes templates: every tag around every other, in every kind of element, with and without white space. Most of
 * them are small pages full of one kind of slot in one kind of element, so that each of these is met often.
 */
export function randomTemplate(draw: Draw, options: GrammarOptions): RandomTemplate {
  const maker = new ContentMaker(draw, options)
  const others = {
    'part.html': part(maker),
    'node.html': node(maker),
    'texts.html': textNode(maker),
  }
  maker.kept.mayStand = true
  return { page: draw.chance(0.7) ? densePage(maker) : page(maker), others }
}

function page(maker: ContentMaker): Piece {
  const { draw } = maker
  const title = draw.chance(0.3) ? { parts: ['<title>', maker.content('text', 0), '</title>'] } : ''
  const { start, kind, end } = draw.pick(roots)
  const body = maker.content(kind, 3)
  const before = maker.forgotten(kind, 0.15)
  const after = maker.forgotten(kind, 0.15)
  return { parts: ['{% load i18n l10n tz %}', title, start, before, body, after, end] }
}

function part(maker: ContentMaker): Piece {
  return { parts: ['{% load i18n l10n tz %}', maker.content('phrase', 1)] }
}

/** A template that includes itself for each child of a node. */
function node(maker: ContentMaker): Piece {
  const inner =
    '{% for child in node.children %}{% include "node.html" with node=child %}{% endfor %}'
  const list = maker.draw.pick([
    `<ul>${inner}</ul>`,
    `{% if node.children %}<ul>${inner}</ul>{% endif %}`,
    `<ul>${inner}<li>end</li></ul>`,
  ])
  return {
    parts: [
      '<li',
      maker.attributes(),
      '>{{ node.name }}',
      maker.content('phrase', 0),
      list,
      '</li>',
    ],
  }
}

function textNode(maker: ContentMaker): Piece {
  const inner =
    '{% for child in node.children %}{% include "texts.html" with node=child only %}, {% endfor %}'
  return { parts: ['{{ node.name }}', maker.content('text', 0), '[', inner, ']'] }
}
