import type { Program } from '../render/program.ts'
import type { RenderInput } from '../render/render-input.ts'
import { type NamedPage, pageInput, programFor } from './page-input.ts'
import { hashOf } from './session-id.ts'
import { userName } from './user-name.ts'

/** What a page is drawn with as a whole, with its scripts. */
export interface WholePage {
  readonly input: RenderInput
  readonly program: Program
  /** Puts those scripts right that it turned out to need. @param html what was drawn */
  withScripts(html: string): string
}

/** Draws a page as a whole: at first, and around its live part where that moves into another layout. */
export function wholePage(page: NamedPage): WholePage {
  let scripts = ''
  const drawScripts = (): string => (scripts = scriptsOf(page, program))
  const input = pageInput(page, drawScripts)
  const program = programFor(page.site, page.mounted, input, page.host.layout)
  const withScripts = (html: string): string => {
    // Components that are drawn behind the scripts may need more of them. No value holds what has the page's token.
    const drawn = scripts
    const isSettled = drawn === '' || !page.mounted.components || drawn === drawScripts()
    return isSettled ? html : html.replace(drawn, () => scripts)
  }
  return { input, program, withScripts }
}

function scriptsOf(
  { site, mounted, host, address, csrfToken }: NamedPage,
  program: Program,
): string {
  const user = userName(address.user)
  return site.scripts(program, {
    csrfToken,
    viewName: mounted.view.constructor.name,
    reader: user && hashOf(`reader ${user}`),
    liveSession: address.liveSession,
    parts: mounted.components?.layouts.list() ?? [],
    cookies: host.request.headers.get('cookie'),
  })
}
