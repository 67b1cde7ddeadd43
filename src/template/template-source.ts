import type { Location } from '../shared/location.ts'
import type { Expression } from './nodes.ts'
import type { Vocabulary } from './parser.ts'

/** The text of one template. */
export interface Source {
  readonly name: string
  readonly file: string
  readonly text: string
}

/**
 * Finds a template by name.
 *
 * @param at the tag that names it, for the error
 * @param skip files to pass over: a template may extend one of its own name in a later folder
 * @throws {TemplateError} when there is none, naming every place searched
 */
export type LoadTemplate = (name: string, at?: Location, skip?: ReadonlySet<string>) => Source

/** Gives the parent that an `{% extends variable %}` stands for: its name, or the template itself. */
export type NameParent = (parent: Expression) => string | Source

export interface LinkOptions {
  readonly load: LoadTemplate
  readonly nameParent: NameParent
  /** The template that the page is put into, in place of the last base that it names itself (default: that). */
  readonly layout?: string | null
  readonly vocabulary: Vocabulary
}
