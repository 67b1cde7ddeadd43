import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'

/** Takes a template's name and that of a part of it apart: `card.html#title`. */
export function splitName(name: string): [template: string, partial: string | null] {
  const cut = name.indexOf('#')
  return cut < 0 ? [name, null] : [name.slice(0, cut), name.slice(cut + 1)]
}

/** Resolves `./name` and `../name` against the template they stand in. */
export function relativeTo(name: string, from: { readonly name: string }, at?: Location): string {
  if (!/^\.\.?\//.test(name)) return name
  const folders = from.name.split('/').slice(0, -1)
  for (const piece of name.split('/')) {
    if (piece === '.') continue
    if (piece !== '..') folders.push(piece)
    else if (folders.pop() === undefined) {
      throw new TemplateError(
        'template_not_found',
        `"${name}" leads out of the template folders.`,
        at,
      )
    }
  }
  return folders.join('/')
}
