import { TemplateError } from '../../shared/errors.ts'
import { didYouMean } from '../../shared/suggest.ts'
import type { Node } from '../nodes.ts'
import { type Tag, usage } from '../parser.ts'

/** Libraries whose tags are always there; loading one is legal and changes nothing. */
const libraries = ['djust_tags', 'static']
const laterLibraries = ['cache', 'i18n', 'l10n', 'tz']

/** `{% load djust_tags %}` */
export function parseLoad(tag: Tag): Node | null {
  if (tag.args.length === 0) throw usage(tag, '{% load djust_tags %}')
  const from = tag.args.findIndex((bit) => bit.text === 'from')
  for (const { text, at } of from < 0 ? tag.args : tag.args.slice(from + 1)) {
    if (libraries.includes(text)) continue
    if (laterLibraries.includes(text)) {
      throw new TemplateError(
        'library_not_yet',
        `The tag library "${text}" is not there yet in this version.`,
        at,
      )
    }
    throw new TemplateError(
      'unknown_library',
      `There is no tag library "${text}".${didYouMean(text, [...libraries, ...laterLibraries])}`,
      at,
    )
  }
  return null
}
