import type { Program } from '../render/program.ts'
import { isFunctionView } from '../view/function-view.ts'
import { createView } from '../view/create-view.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { restoreFields } from '../view/stored-fields.ts'
import { MountedView, type MountedSession } from './mounted-view.ts'
import { type PageParts, ShownPage } from './shown-page.ts'
import type { Site } from './site.ts'
import { decodeSnapshot, encodeSnapshot, readState, restOfNothing } from './snapshot.ts'

/**
 * A page whose view is only text, while nothing happens to it. What the browser shows of it is forgotten: all values go
 * out when it wakes.
 */
export class SleepingPage {
  readonly #state: string
  readonly #parts: Omit<PageParts, 'mounted'>
  readonly #token: string
  readonly #program: Program
  readonly #layout: string | null

  private constructor(
    state: string,
    { host, address, env, csrfToken, token, layout }: ShownPage,
    program: Program,
  ) {
    this.#state = state
    this.#parts = { host, address, env, csrfToken }
    this.#token = token
    this.#program = program
    this.#layout = layout
  }

  /** @returns null for a page that cannot be text: where it would lose anything */
  static of(page: ShownPage): SleepingPage | null {
    const { mounted, host, program } = page
    const { view, components, fields, isActing } = mounted
    const isSimple = components === null && fields === null && !host.hasStreamed && !isActing
    if (!isSimple || program === null || isFunctionView(view.constructor)) return null
    if (view.unmount !== LiveView.prototype.unmount) return null
    try {
      const state = encodeSnapshot(view, restOfNothing, mounted.storedParts)
      return new SleepingPage(state, page, program)
    } catch {
      return null
    }
  }

  get host(): PageParts['host'] {
    return this.#parts.host
  }

  get address(): PageParts['address'] {
    return this.#parts.address
  }

  /** Makes the view again, with the fields that it had; what `restored` makes is still missing. */
  wake(site: Site, session: MountedSession, View: ViewClass): ShownPage {
    const view = createView(View, this.#parts.host)
    restoreFields(view, readState(decodeSnapshot(this.#state), View).fields)
    const mounted = new MountedView(site, session, view)
    const page = new ShownPage(site, { mounted, ...this.#parts })
    page.goOn(this.#token, this.#program, this.#layout)
    return page
  }
}
