import { TemplateError } from '../../shared/errors.ts'
import { didYouMean } from '../../shared/suggest.ts'
import type { Library } from '../parser.ts'
import { type Parser, type Tag, usage } from '../parser.ts'
import type { Bit } from '../condition.ts'

/** `{% load shop i18n %}`, `{% load price from shop %}` */
export function parseLoad(tag: Tag, parser: Parser): null {
  if (tag.args.length === 0) throw usage(tag, '{% load library %}')
  const from = tag.args.length > 2 && tag.args.at(-2)!.text === 'from' ? tag.args.at(-1)! : null
  if (!from) {
    for (const bit of tag.args) parser.load(library(bit, parser), null)
    return null
  }
  const names = tag.args.slice(0, -2)
  const source = library(from, parser)
  const [missing] = parser.load(
    source,
    names.map(({ text }) => text),
  )
  if (missing !== undefined) {
    const known = [...source.tags.keys(), ...source.filters.keys()]
    throw new TemplateError(
      'unknown_tag',
      `The library "${from.text}" has no tag or filter "${missing}".${didYouMean(missing, known)}`,
      names.find(({ text }) => text === missing)!.at,
    )
  }
  return null
}

function library({ text, at }: Bit, { vocabulary: { libraries } }: Parser): Library {
  const found = libraries.get(text)
  if (found) return found
  throw new TemplateError(
    'unknown_library',
    `There is no tag library "${text}".${didYouMean(text, libraries.keys())} Known are: ${[...libraries.keys()].sort().join(', ')}.`,
    at,
  )
}
