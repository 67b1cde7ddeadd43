import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { part } from '../expression.ts'

/** What comes next in a text that is read as markup: of an opening tag its `<`, and nothing yet of a comment. */
export interface ContentPiece {
  readonly kind: 'text' | 'comment' | 'declaration' | 'end tag' | 'opening tag'
  readonly text: string
  readonly at: Location
  /** The index behind it. */
  readonly end: number
}

/** @param from an index before the end of the text */
export function nextPiece(text: string, from: number, at: Location): ContentPiece {
  const piece = (kind: ContentPiece['kind'], end: number): ContentPiece => {
    return { kind, text: text.slice(from, end), at: part(at, from, end), end }
  }
  const mark = /<(?:!--|[!?]|\/?[a-zA-Z])/g
  mark.lastIndex = from
  const found = mark.exec(text)
  if (!found || found.index > from) return piece('text', found?.index ?? text.length)
  if (found[0] === '<!--') return piece('comment', from)
  if (found[0] === '<!' || found[0] === '<?')
    return piece('declaration', behindMark(text, from, at, 'A "<!" declaration'))
  if (found[0].startsWith('</')) return piece('end tag', behindMark(text, from, at, 'An end tag'))
  return piece('opening tag', from + 1)
}

/** The index behind the `>` of something that cannot have a value in it. */
function behindMark(text: string, from: number, at: Location, what: string): number {
  const found = text.indexOf('>', from)
  if (found >= 0) return found + 1
  throw new TemplateError(
    'html_syntax',
    `${what} is cut by the template's end or by a value.`,
    part(at, from, from + 2),
  )
}
