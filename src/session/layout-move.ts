import type { Program } from '../render/program.ts'
import type { RenderInput } from '../render/render-input.ts'
import { ConfigError } from '../shared/errors.ts'
import type { LayoutCommand } from '../wire/frames.ts'
import { type NamedPage, pageInput, programFor } from './page-input.ts'
import { wholePage } from './whole-page.ts'

/** A page that may stand in another layout than the one that its template names. */
interface MovablePage extends NamedPage {
  /** What draws it where it stands; null before it is drawn. */
  readonly program: Program | null
}

/** How the live part of a page gets into the layout that its view has named: the page around it is drawn anew. */
export class LayoutMove {
  /** Null for the one that the template names. */
  readonly layout: string | null
  readonly program: Program
  /** What the live part is drawn with there. */
  readonly input: RenderInput
  /** The signed value of `dj-view` there. */
  readonly token: string
  readonly #page: NamedPage

  constructor(page: NamedPage) {
    const { site, mounted, host, address, env, csrfToken } = page
    this.layout = host.layout
    this.program = programFor(site, mounted, pageInput(page), this.layout)
    this.token = site.signToken({
      ...site.readToken(page.token)!,
      pending: '',
      program: this.program.fingerprint,
      layout: this.layout ?? '',
    })
    this.#page = { site, mounted, host, address, env, csrfToken, token: this.token }
    this.input = pageInput(this.#page)
  }

  /** Draws the page around the live part. @returns what tells the browser of it; all values have to follow */
  paintAround(): LayoutCommand {
    const { input, program, withScripts } = wholePage(this.#page)
    const { title, meta, features } = program.compiled.layout
    const head = {
      ...(title !== undefined && { title }),
      ...(meta !== undefined && { meta }),
      ...(features && { features }),
    }
    return { kind: 'layout', html: withScripts(program.paintAround(input)), head }
  }
}

/**
 * Makes sure that a page can be put into another layout.
 *
 * @param layout null for the one that the template names
 * @throws {TemplateError} when there is no such template, or the page cannot stand in it
 * @throws {ConfigError} when that has another live part than the page that is shown
 */
export function checkLayout(page: MovablePage, layout: string | null): void {
  const program = programFor(page.site, page.mounted, pageInput(page), layout)
  if (!page.program || program.isAlike(page.program)) return
  throw new ConfigError(
    'other_live_part',
    `The live part is not the same in ${layout === null ? 'the page’s own layout' : `"${layout}"`} as in the layout that is shown, so its nodes cannot move there. In both, the element with dj-root holds the same blocks, and around them the same markup.`,
  )
}

/** Whether a page can be put into a layout that it was in before: templates may be others by now. */
export function canMoveTo(page: MovablePage, layout: string | null): boolean {
  try {
    checkLayout(page, layout)
    return true
  } catch (error) {
    page.site.log(`${page.mounted.view.constructor.name} goes on in its own layout`, error)
    return false
  }
}
