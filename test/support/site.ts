import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { csrfToken } from '../../src/server/csrf.ts'
import { ProcessBus, type Subscriber } from '../../src/session/bus.ts'
import { Dispatcher } from '../../src/session/dispatcher.ts'
import { openPage, type OpenedPage } from '../../src/session/open-page.ts'
import type { PageRequest } from '../../src/session/page-request.ts'
import { Programs } from '../../src/session/programs.ts'
import { type RegistryLimits, SessionRegistry } from '../../src/session/registry.ts'
import type { Site } from '../../src/session/site.ts'
import { TemplateFiles } from '../../src/session/template-files.ts'
import { RequestHead } from '../../src/session/request-head.ts'
import { identify } from '../../src/session/identify.ts'
import { fieldTemplates } from '../../src/forms/field-templates.ts'
import { isViewClass, type ViewClass } from '../../src/view/live-view.ts'
import type { UrlList } from '../../src/view/route-types.ts'
import { RouteTable } from '../../src/view/route-table.ts'
import { path, registerRoutes } from '../../src/view/routes.ts'
import type { Visit } from '../../src/session/visit.ts'
import { bareSite, keys } from './bare-site.ts'
import { type Connect, TestPage } from './test-page.ts'

const limits: RegistryLimits = {
  pendingSessionMs: 15_000,
  maxPendingSessions: 100,
  maxPendingSessionsPerAddress: 20,
  detachedSessionMs: 120_000,
}

export interface TestSiteOptions extends Partial<Site> {
  readonly urls: UrlList
  /** Templates by name. */
  readonly templates?: Readonly<Record<string, string>>
  readonly limits?: Partial<RegistryLimits>
}

/** Who asks for a page, and how. */
export interface Visitor {
  readonly id?: string
  readonly ip?: string
  readonly post?: PageRequest['post']
  readonly posted?: PageRequest['posted']
  readonly mayJoin?: boolean
}

/** A bus that counts who listens. */
class TestBus extends ProcessBus {
  subscribers = 0

  override subscribe(topic: string, subscriber: Subscriber): () => void {
    const end = super.subscribe(topic, subscriber)
    this.subscribers += 1
    return () => {
      this.subscribers -= 1
      end()
    }
  }
}

/** A site of one view. */
export function siteOf(View: ViewClass, given: Partial<TestSiteOptions> = {}): TestSite {
  return new TestSite({ urls: [path('', View)], ...given })
}

/** A page of a view that has joined, and its site. */
export async function pageOf(View: ViewClass, given: Partial<TestSiteOptions> = {}) {
  const site = siteOf(View, given)
  return { site, page: await site.join() }
}

/** The sessions of a site made of real parts, without a server. It ends with its test. */
export class TestSite {
  readonly site: Site
  readonly bus = new TestBus()
  readonly registry: SessionRegistry
  /** What was logged: the messages, and of errors their messages too. */
  readonly logged: string[] = []

  constructor({ urls, templates = {}, limits: someLimits, ...given }: TestSiteOptions) {
    const routes = new RouteTable(urls)
    registerRoutes(routes)
    this.registry = new SessionRegistry({ ...limits, ...someLimits })
    const files = new TemplateFiles([writeTemplates(templates)], fieldTemplates('bootstrap5'))
    const own = {
      routes,
      programs: new Programs(files, routes),
      bus: this.bus,
      folder: writeTemplates({}),
      endBrowser: (cookie: string, but: Visit) => this.registry.endBrowser(cookie, but),
      log: (message: string, error?: unknown) =>
        void this.logged.push(error ? `${message}: ${error}` : message),
    }
    this.site = { ...bareSite(own), ...given }
    onTestFinished(() => this.registry.close(1_000))
  }

  /** Asks for a page. */
  async get(uri: string, visitor: Visitor = {}): Promise<OpenedPage> {
    const { id = 'browser-1', ip = '127.0.0.1', post = null, posted = null } = visitor
    const { mayJoin = true } = visitor
    const url = new URL(uri, 'http://localhost')
    const match = this.site.routes.match(url.pathname)
    if (!match?.route || !isViewClass(match.route.view)) throw new Error(`no view at ${uri}`)
    const { request } = await identify(this.site, new Request(url), { id, isNew: false })
    return openPage(this.site, this.registry, {
      View: match.route.view,
      route: match.route.pattern,
      request,
      params: match.params,
      browser: { id, ip },
      csrfToken: csrfToken(keys.csrf, id),
      post,
      posted,
      mayJoin,
    })
  }

  /** Asks for a page that leads to no other, or posts a form and asks for its own. */
  async open(uri = '/', visitor: Visitor = {}): Promise<TestPage> {
    const opened = await this.get(uri, visitor)
    if (opened.redirect !== undefined && opened.posted !== undefined)
      return this.open(opened.redirect, { ...visitor, post: null, posted: opened.posted })
    if (opened.status !== undefined) throw new Error(`refused with ${opened.status}`)
    if (opened.redirect !== undefined) throw new Error(`redirected to ${opened.redirect}`)
    return new TestPage(opened.html, uri, this.#connect(visitor))
  }

  /** Asks for a page, and joins. */
  async join(uri = '/', visitor: Visitor = {}): Promise<TestPage> {
    const page = await this.open(uri, visitor)
    const answer = await page.join()
    if (answer.kind !== 'joined') throw new Error(`not joined, but ${JSON.stringify(answer)}`)
    return page
  }

  #connect({ id = 'browser-1' }: Visitor): Connect {
    return ({ received, closed }) => {
      let isOpen = true
      const end = (code: number) => {
        if (!isOpen) return
        isOpen = false
        dispatcher.close()
        closed(code)
      }
      const link = {
        isFull: false,
        takesBytes: false,
        send: (frame: string | Uint8Array) => isOpen && received(String(frame)),
        close: end,
      }
      const request = new RequestHead('http://localhost/ws/live/', [])
      const flooded = () => this.logged.push('flooded')
      const opened = { link, browserId: id, request, flooded }
      const dispatcher = new Dispatcher(this.site, this.registry, opened)
      return { send: (text) => isOpen && dispatcher.receive(text), drop: () => end(1006) }
    }
  }
}

/** Writes templates into a folder of their own. */
export function writeTemplates(templates: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'djust-templates-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(templates)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}
