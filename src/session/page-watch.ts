import type { Program, Rendered } from '../render/program.ts'
import type { RenderInput } from '../render/render-input.ts'
import type { DjustError } from '../shared/errors.ts'
import { FixedFieldsWatch } from './fixed-fields-watch.ts'
import { FreshWatch } from './fresh-watch.ts'
import { unseenHead } from './head-watch.ts'
import type { Outbox } from './outbox.ts'
import { OutsideWatch } from './outside-watch.ts'
import { type NamedPage, pageInput } from './page-input.ts'

/** Tells the author, in development, where a page does not show what its view is. */
export class PageWatch {
  readonly #page: NamedPage
  /** Null where the page was not drawn here. */
  #outside: OutsideWatch | null = null
  readonly #fixed: FixedFieldsWatch | null
  readonly #fresh = new FreshWatch()

  constructor(page: NamedPage) {
    this.#page = page
    const { fields, view } = page.mounted
    this.#fixed = fields && new FixedFieldsWatch(fields, view.constructor.name)
  }

  /** The whole page was drawn. */
  painted(program: Program, input: RenderInput): void {
    this.#outside = new OutsideWatch(program.outside(input))
    this.#fixed?.look()
  }

  /** The page around the live part is another one. */
  moved(program: Program, input: RenderInput): void {
    if (this.#outside) this.#outside = new OutsideWatch(program.outside(input))
  }

  /** What was drawn is about to be sent. */
  drawn({ compiled }: Program, outbox: Outbox): void {
    this.#report(outbox, this.#fixed?.look())
    this.#report(outbox, unseenHead(this.#page.mounted.view, compiled.names))
  }

  /** A patch is about to be sent. @param shown what the page shows with it */
  patched(program: Program, shown: Rendered, outbox: Outbox): void {
    if (this.#fixed?.hasChanged) return
    this.#report(
      outbox,
      this.#fresh.look(program, () => pageInput(this.#page), shown),
    )
  }

  /** What the live part shows was sent. */
  sent(program: Program, input: RenderInput): void {
    const { site, host, mounted } = this.#page
    // A page that is about to be left need not show it.
    if (!this.#outside || host.hasLeft) return
    try {
      const warning = this.#outside.warning(program.outside(input))
      if (warning) site.log(`${mounted.view.constructor.name}: ${warning}`)
    } catch (error) {
      site.log('What is outside of the live part could not be compared', error)
    }
  }

  #report(outbox: Outbox, mistake: DjustError | null | undefined): void {
    if (!mistake) return
    const { site, mounted } = this.#page
    const { code, message } = mistake
    site.log(`${mounted.view.constructor.name}: ${code}`, mistake)
    outbox.fail({ event: 0, code, message })
  }
}
