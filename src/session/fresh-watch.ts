import type { Program, Rendered } from '../render/program.ts'
import type { RenderInput } from '../render/render-input.ts'
import { TemplateError } from '../shared/errors.ts'

/** Notices that a page that has been changed again and again shows something else than one that is drawn anew. */
export class FreshWatch {
  /** Places that the author was told of. */
  readonly #reported = new Set<string>()

  /**
   * @param freshInput gives what the page is drawn with, of which nothing has been read yet
   * @returns what to tell the author, the first time that a place differs
   */
  look(program: Program, freshInput: () => RenderInput, shown: Rendered): TemplateError | null {
    const at = differing(program, freshInput, shown)
    const place = `${at?.file} ${at?.start}`
    if (!at || this.#reported.has(place)) return null
    this.#reported.add(place)
    return new TemplateError(
      'shown_differs',
      'The page does not show here what it shows when it is drawn anew. Mostly a filter or tag says isPure and hangs on more ' +
        'than its arguments, or a getter changes what it reads. If it is neither, it is a mistake in djust: please report it.',
      at,
    )
  }
}

/** A page that cannot be drawn once more is not compared. */
function differing(program: Program, freshInput: () => RenderInput, shown: Rendered) {
  try {
    return program.differingPlace(freshInput, shown)
  } catch {
    return null // it was drawn a moment ago, so this is a value that can be read once only, such as an iterator
  }
}
