import { tmpdir } from 'node:os'
import { fieldTemplates } from '../../src/forms/field-templates.ts'
import { csrfToken } from '../../src/server/csrf.ts'
import { ProcessBus } from '../../src/session/bus.ts'
import { Dispatcher } from '../../src/session/dispatcher.ts'
import { identify } from '../../src/session/identify.ts'
import { openPage } from '../../src/session/open-page.ts'
import { Programs } from '../../src/session/programs.ts'
import { SessionRegistry } from '../../src/session/registry.ts'
import { RequestHead } from '../../src/session/request-head.ts'
import { sessionId } from '../../src/session/session-id.ts'
import type { Site } from '../../src/session/site.ts'
import { TemplateFiles } from '../../src/session/template-files.ts'
import type { Durability } from '../../src/session/vault.ts'
import type { SessionStore } from '../../src/store/session-store.ts'
import { RouteTable } from '../../src/view/route-table.ts'
import { path } from '../../src/view/routes.ts'
import type { LoadedPage } from '../black-box/document.ts'
import { bareSite, keys } from '../support/bare-site.ts'
import type { Line } from './line.ts'
import { StoreLine } from './store-line.ts'
import { TallyView } from './view.ts'

const routes = new RouteTable([path('', TallyView)])
const files = new TemplateFiles([tmpdir()], fieldTemplates('bootstrap5'))
/** Compiled once: processes of one application have the same. */
const programs = new Programs(files, routes)

const limits = {
  pendingSessionMs: 15_000,
  maxPendingSessions: 100,
  maxPendingSessionsPerAddress: 20,
  detachedSessionMs: 120_000,
}

export interface ProcessOptions {
  readonly store: SessionStore
  readonly isStoreSlow: boolean
  readonly durability: Durability
}

/** The sessions of one server process, made of the real parts. What it hears, and when, others decide. */
export class SimulatedProcess {
  readonly name: string
  readonly store: StoreLine
  readonly registry = new SessionRegistry(limits)
  readonly bus = new ProcessBus()
  /** Handlers that take their time. */
  readonly pausing: (() => void)[] = []
  readonly lines = new Map<Line, Dispatcher>()
  isFrozen = false
  readonly #site: Site

  constructor(name: string, { store, isStoreSlow, durability }: ProcessOptions) {
    this.name = name
    this.store = new StoreLine(store, isStoreSlow)
    const { bus, registry } = this
    const site = bareSite({
      routes,
      programs,
      bus,
      folder: tmpdir(),
      endBrowser: (cookie, but) => registry.endBrowser(cookie, but),
      log: () => {},
    })
    this.#site = {
      ...site,
      vault: {
        ...site.vault,
        store: this.store,
        durability,
        owner: sessionId(),
        lifetimeMs: 1e9,
        seal: (text) => new TextEncoder().encode(text),
        unseal: (data) => new TextDecoder().decode(data),
      },
      isAlone: false,
      handlerTimeoutMs: 1e9,
      scripts: ({ compiled }, page) =>
        `<script id="djust-page">${JSON.stringify([page.csrfToken, compiled.layout])}</script>`,
    }
  }

  /** Draws a page for a browser. */
  async load(browser: string): Promise<LoadedPage> {
    const url = new URL('http://localhost/')
    const { request } = await identify(this.#site, new Request(url), { id: browser, isNew: false })
    const opened = await openPage(this.#site, this.registry, {
      View: TallyView,
      route: routes.match('/')!.route!.pattern,
      request,
      params: {},
      browser: { id: browser, ip: '' },
      csrfToken: csrfToken(keys.csrf, browser),
      post: null,
      posted: null,
      mayJoin: true,
    })
    if (!('html' in opened)) throw new Error('there is no page')
    const { html } = opened
    const token = /dj-view="([^"]*)"/.exec(html)![1]!
    const [csrf, layout] = JSON.parse(/<script id="djust-page">([^<]*)</.exec(html)![1]!)
    return { token, csrf, uri: '/', layout }
  }

  // ── lines ──────────────────────────────────────────────────────────────────────────────────────────────────

  accept(line: Line, browserId: string): void {
    const request = new RequestHead('http://localhost/ws/live/', [])
    const connection = { link: line, browserId, request, flooded: () => {} }
    this.lines.set(line, new Dispatcher(this.#site, this.registry, connection))
    line.isTaken = true
  }

  hear(line: Line): void {
    this.lines.get(line)!.receive(line.toServer.shift()!)
  }

  /** The line is gone. */
  lose(line: Line): void {
    this.lines.get(line)!.close()
    this.lines.delete(line)
  }

  drained(line: Line): void {
    line.isFull = false
    this.lines.get(line)!.drained()
  }
}
