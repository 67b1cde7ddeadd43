import { describe, expect, it } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { TestSite } from '../../test/support/site.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { durableMemory, moveTo } from '../../test/support/two-sites.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import type { LayoutCommand, UpdateFrame } from '../wire/frames.ts'

const around = (name: string, root = '{% block content %}{% endblock %}') =>
  `<html><head><title>{% block title %}{% endblock %}</title></head><body dj-view="{{ dj_view_id }}"><header>${name} of {{ owner }}</header><main dj-root>\n${root}\n</main></body></html>`

const templates = {
  'base.html': around('base'),
  'wide.html': around('wide').replace('\n{% block content', '  {% block content'),
  'narrow.html': `{% extends "wide.html" %}{% block title %}narrow {{ count }}{% endblock %}`,
  'other.html': around('other', '<b>more</b>{% block content %}{% endblock %}'),
  'page.html': `{% extends "base.html" %}{% block content %}<p>{{ count }}</p>{% if count > 1 %}<b>{{ count }}</b>{% endif %}{% endblock %}`,
  'alone.html': '<p>{{ count }}</p>',
}

class EditorView extends LiveView {
  static templateName = 'page.html'
  static handlers = handlers<EditorView>()({ add: {}, put: { params: { into: 'str?' } }, err: {} })
  count = 0
  owner = 'Ada'

  add() {
    this.count += 1
  }

  put({ into }: { into?: string }) {
    this.setLayout(into ?? null)
    this.count += 1
  }

  err() {
    this.setLayout(7 as never)
  }
}

class WideView extends EditorView {
  mount() {
    this.setLayout('wide.html')
  }
}

class AloneView extends EditorView {
  static override templateName = 'alone.html'
}

const siteOf = (View = EditorView, more = {}) =>
  new TestSite({ urls: [path('', View)], templates, ...more })

const put = (page: TestPage, into?: string) =>
  page.call('put', into === undefined ? {} : { into }) as Promise<UpdateFrame>

/** What the browser does with it. */
function show(page: TestPage, frame: unknown): string {
  const { commands } = frame as { commands: readonly LayoutCommand[] }
  const command = commands.find(({ kind }) => kind === 'layout')
  if (!command) return ''
  page.token = /dj-view="([^"]*)"/.exec(command.html)![1]!
  return command.html.replace(/dj-view="[^"]*"/, '')
}

const wide = '<body ><header>wide of Ada</header><main dj-root></main></body>'

describe('setLayout', () => {
  it('sends the page around the live part, and then all values', async () => {
    const page = await siteOf().join()
    const frame = await put(page, 'wide.html')
    expect(frame).toMatchObject({ upTo: 1, patch: null })
    expect(show(page, frame)).toContain(wide)
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['1', [1]] })
    expect(await page.call('add')).toMatchObject({ upTo: 2, patch: [0, '2', 1, [0, ['2']]] })
  })

  it('puts the page where a base says so that extends another, with the slots of its head', async () => {
    const page = await siteOf().join()
    const frame = await put(page, 'narrow.html')
    expect((frame.commands[0] as LayoutCommand).head).toMatchObject({ title: 2 })
    expect(show(page, frame)).toContain('<title>narrow 1</title>')
    expect(await page.next()).toMatchObject({ values: ['1', [1], 'narrow 1'] })
    show(page, await put(page))
    expect(await page.next()).toMatchObject({ values: ['2', [0, ['2']]] })
  })

  it('in mount draws the first page in it', async () => {
    const page = await siteOf(WideView).join()
    expect(page.html).toContain('<header>wide of Ada</header>')
    expect(await page.call('add')).toMatchObject({ patch: [0, '1'], commands: [] })
  })

  it('says nothing where the page is there already', async () => {
    const page = await siteOf(WideView).join()
    expect(await put(page, 'wide.html')).toMatchObject({ patch: [0, '1'], commands: [] })
  })

  it('of what is no name fails', async () => {
    const page = await siteOf(EditorView, { isDevelopment: true }).join()
    expect((await page.call('err')).errors[0]!.message).toContain('this is 7')
  })

  it.each([
    ['nowhere.html', 'template_not_found', 'nowhere.html'],
    ['other.html', 'other_live_part', 'dj-root'],
  ])('of %j fails with %s, and the page goes on as it was', async (into, code, message) => {
    const site = siteOf(EditorView, { isDevelopment: true })
    const page = await site.join()
    expect(await put(page, into)).toMatchObject({
      patch: null,
      errors: [{ event: 1, message: expect.stringContaining(message) }],
    })
    expect(site.logged.join()).toContain(code === 'template_not_found' ? 'no template' : message)
    expect(await page.call('add')).toMatchObject({ patch: [0, '1'] })
  })

  it('of a page that extends nothing says what to write', async () => {
    const page = await siteOf(AloneView, { isDevelopment: true }).join()
    expect((await put(page, 'wide.html')).errors[0]!.message).toContain('{% extends "base.html" %}')
  })
})

describe('a document that comes back', () => {
  it('gets the layout that it has missed, and no other twice', async () => {
    const page = await siteOf().join()
    page.event('put', { into: 'wide.html' })
    await settled()
    page.drop()
    await page.join()
    expect(show(page, await page.next())).toContain(wide)
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['1', [1]] })
    page.drop()
    expect(await page.join()).toMatchObject({ how: 'resumed' })
    expect(await page.call('add')).toMatchObject({ patch: [0, '2', 1, [0, ['2']]], commands: [] })
  })

  it('goes on in it in another process', async () => {
    const store = durableMemory()
    const first = siteOf()
    const second = siteOf()
    for (const { site } of [first, second])
      Object.assign(site.vault, { store, durability: 'beforeReply' })
    const page = await first.join()
    show(page, await put(page, 'wide.html'))
    await page.next()
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['1', [1]] })
    expect(await moved.call('add')).toMatchObject({ patch: [0, '2', 1, [0, ['2']]], commands: [] })
  })

  it('is put back where its view begins anew', async () => {
    const page = await siteOf().join()
    show(page, await put(page, 'wide.html'))
    await page.next()
    const moved = await moveTo(siteOf(), page)
    await moved.join()
    moved.send({ kind: 'resync', session: 0 })
    expect(show(moved, await moved.next())).toContain('<header>base of Ada</header>')
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['0', [1]] })
  })
})
