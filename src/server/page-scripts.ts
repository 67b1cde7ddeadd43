import type { Program } from '../render/program.ts'
import type { ScriptedPage } from '../session/site.ts'
import { lineCookieName, parseCookies } from './cookies.ts'
import { liveAddress } from './live-address.ts'
import type { MadeFiles } from './made-files.ts'
import { messageKey } from './message-signatures.ts'
import { developmentName, runtimeName } from './own-files.ts'
import type { KeyRing } from './secret.ts'
import type { Settings } from './settings.ts'
import type { StaticFiles } from './static-files.ts'
import { thisWorker } from './worker.ts'

/** Writes what `{% djust_scripts %}` stands for: what the runtime must know of a page, and the scripts it needs. */
export class PageScripts {
  readonly #settings: Settings
  readonly #files: StaticFiles
  readonly #made: MadeFiles
  readonly #messageKey: KeyRing[number]
  /** What is the same for every page of a program that has no components and comes as most do. */
  readonly #known = new WeakMap<Program, string>()

  /** @param messageKeys what messages are signed with, where they are */
  constructor(settings: Settings, files: StaticFiles, made: MadeFiles, messageKeys: KeyRing) {
    this.#settings = settings
    this.#files = files
    this.#made = made
    this.#messageKey = messageKeys[0]
  }

  draw(program: Program, page: ScriptedPage): string {
    const { csrfToken, viewName, reader, liveSession, parts, cookies } = page
    const { signMessages, useWebsocket } = this.#settings
    const own = {
      csrf: csrfToken,
      ...(liveSession && { liveSession }),
      ...(program.compiled.layout.features?.includes('form-drafts') && { reader }),
      ...(signMessages && { sign: messageKey(this.#messageKey, csrfToken) }),
    }
    const byRequests = !signMessages && (!useWebsocket || parseCookies(cookies).has(lineCookieName))
    const shared =
      parts.length === 0 && !byRequests
        ? this.#sharedBy(program, viewName)
        : this.#shared(program, viewName, parts, byRequests)
    return `<script id="djust-page" type="application/json">${JSON.stringify(own).slice(0, -1)},${shared}`
  }

  #sharedBy(program: Program, viewName: string): string {
    const known = this.#known.get(program)
    if (known !== undefined) return known
    const shared = this.#shared(program, viewName, [], false)
    this.#known.set(program, shared)
    return shared
  }

  /** What follows behind what is the page's own. */
  #shared(
    { fingerprint, compiled }: Program,
    viewName: string,
    parts: ScriptedPage['parts'],
    byRequests: boolean,
  ): string {
    const { wsPath, useWebsocket, wireFormat, signMessages, autoNavigate, debug } = this.#settings
    const features = [compiled, ...parts.map((part) => part.compiled)].flatMap(
      ({ layout }) => layout.features ?? [],
    )
    const page = {
      socket: liveAddress(wsPath, thisWorker()),
      ...(!useWebsocket && { useWebsocket }),
      ...(autoNavigate && { autoNavigate }),
      layout: this.#made.layoutPath(fingerprint),
      wholeLayout: this.#made.wholeLayoutPath(fingerprint),
      parts: parts.map((part) => part.fingerprint),
      ...(features.includes('hooks') && { view: viewName }),
      debug,
    }
    const data = JSON.stringify(page).slice(1).replaceAll('<', '\\u003c')
    if (autoNavigate) features.push('navigation')
    if (signMessages) features.push('signed')
    else if (useWebsocket && wireFormat === 'messagepack') features.push('messagepack')
    if (byRequests) features.push('requests')
    const deferred = [...new Set(features)].map(runtimeName)
    if (debug) deferred.push(developmentName)
    // The runtime is not deferred: scripts further down may already speak of `window.djust`.
    const tags = [
      `<script src="${this.#files.path(runtimeName('djust'))}"></script>`,
      ...deferred.map((name) => `<script src="${this.#pathOf(name)}" defer></script>`),
    ]
    return `${data}</script>\n${tags.join('\n')}`
  }

  /** Those of hooks in templates are no files. */
  #pathOf(name: string): string {
    return /\/hook-\w+\.js$/.test(name) ? this.#settings.staticUrl + name : this.#files.path(name)
  }
}
