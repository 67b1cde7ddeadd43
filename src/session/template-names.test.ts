import { describe, expect, it, vi } from 'vitest'
import { TestSite, type TestSiteOptions } from '../../test/support/site.ts'
import { environment } from '../template/values/env.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { include, path } from '../view/routes.ts'

type Options = Partial<TestSiteOptions>

function siteOf(View: ViewClass, options: Options = {}): TestSite {
  return new TestSite({ urls: [path('', View), path('items/<int:id>/', View)], ...options })
}

function viewOf(text: string): ViewClass {
  return class PageView extends LiveView {
    static template = text
  }
}

/** What the body of a page shows, without anchors. */
async function shown(template: string, options: Options = {}, uri = '/'): Promise<string> {
  const { html } = await siteOf(viewOf(`<p>${template}</p>`), options).open(uri)
  return /<p>(.*)<\/p>/s.exec(html.replace(/<!--.*?-->/g, ''))?.[1] ?? ''
}

describe('request', () => {
  it('has the query, the path and the route', async () => {
    const template =
      '{{ request.GET.page }} {{ request.path }} {{ request.resolver_match.kwargs.id }}'
    expect(await shown(template, {}, '/items/3/?page=2')).toBe('2 /items/3/ 3')
  })

  it('knows the language of the page', async () => {
    const options = { environment: () => environment({ locale: 'de' }) }
    expect(await shown('{{ request.LANGUAGE_CODE }}', options)).toBe('de')
  })

  it('does not give cookies and other headers away', async () => {
    const template =
      '{{ request.headers }}{{ request.COOKIES }}{{ request.META }}{{ request.text }}'
    expect(await shown(template)).toBe('')
  })

  it('follows the address of the page', async () => {
    class MovingView extends LiveView {
      static template = '<p>{{ request.GET.page }} {{ request.get_full_path }}</p>'
      seen: string[] = []
      @eventHandler go() {
        this.livePatch({ params: { page: 3 } })
        this.seen.push(new URL(this.request.url).search)
      }
    }
    const page = await siteOf(MovingView).join('/items/1/?page=1')
    expect(await page.visit('/items/2/?page=2')).toMatchObject({
      patch: [0, '2', 1, '/items/2/?page=2'],
    })
    expect(await page.call('go')).toMatchObject({ patch: [0, '3', 1, '/items/2/?page=3'] })
  })
})

describe('perms', () => {
  const granted = new Set(['shop', 'shop.add_item', 'blog.size', 'source.edit'])
  const hasPerm = vi.fn((_user: unknown, permission: string) => granted.has(permission))
  const options = { getUser: () => ({ username: 'ada' }), hasPerm }

  it.each([
    ['{{ perms.shop.add_item }} {{ perms.shop.delete_item }}', 'True False'],
    ['{% if perms.shop.add_item %}a{% endif %}{% if perms.shop.delete_item %}b{% endif %}', 'a'],
    ['{% if perms.shop %}a{% endif %}{% if perms.blog %}b{% endif %}', 'a'],
    ['{% if "shop.add_item" in perms %}a{% endif %}{% if "shop.x" in perms %}b{% endif %}', 'a'],
    ['{% if "shop" in perms %}a{% endif %}{% if "blog" in perms %}b{% endif %}', 'a'],
    ['{% if "shop.x" not in perms %}a{% endif %}', 'a'],
    ['{{ perms.blog.size }} {{ perms.blog.items }}', 'True False'],
    ['{{ perms.source.edit }} {{ perms.flags.edit }}', 'True False'],
    ['{% with perms.shop as shop %}{{ shop.add_item }}{% endwith %}', 'True'],
    ['{% for each in perms %}x{% endfor %}', ''],
  ])('%s', async (template, expected) => {
    expect(await shown(template, options)).toBe(expected)
  })

  it('asks for what is read and nothing else', async () => {
    hasPerm.mockClear()
    await shown('{{ perms.shop.add_item }}', options)
    expect([...new Set(hasPerm.mock.calls.map(([, permission]) => permission))]).toEqual([
      'shop.add_item',
    ])
  })

  it('are none for nobody', async () => {
    const template = '{{ perms.shop.add_item }}{% if "shop.add_item" in perms %}x{% endif %}'
    expect(await shown(template, { hasPerm })).toBe('False')
  })

  it('are asked again at each render', async () => {
    class EditView extends LiveView {
      static template = '<p>{{ perms.shop.edit }}</p>'
      @eventHandler nothing() {}
    }
    const rights = new Set<string>()
    const site = siteOf(EditView, {
      getUser: () => ({ username: 'ada' }),
      hasPerm: (_, permission) => rights.has(permission),
    })
    const page = await site.join()
    rights.add('shop.edit')
    expect(await page.call('nothing')).toMatchObject({ patch: [0, 'True'] })
  })

  it('are an error when nothing can tell, or only later', async () => {
    await expect(shown('{{ perms.shop.add_item }}')).rejects.toThrow('auth: { getUser, hasPerm:')
    const later = { ...options, hasPerm: (async () => true) as never }
    for (const template of ['{{ perms.shop.add }}', '{% if "shop.add" in perms %}x{% endif %}']) {
      await expect(shown(template, later)).rejects.toThrow('a template cannot wait')
    }
  })
})

describe('messages', () => {
  it('are their text, and have tags for style sheets', async () => {
    class FlashView extends LiveView {
      static template =
        '{% for message in messages %}<p class="{{ message.tags }}">{{ message }}|{{ message.level_tag }}</p>{% endfor %}'
      override mount() {
        this.putFlash('success', 'Saved <b>')
      }
    }
    const { html } = await siteOf(FlashView).open()
    expect(html.replace(/<!--.*?-->/g, '')).toContain(
      '<p class="success">Saved &lt;b&gt;|success</p>',
    )
  })
})

describe('context processors', () => {
  it('give names to every template, of which the last one counts', async () => {
    const contextProcessors = [
      () => ({ site: 'Books', year: 2025 }),
      (request: Request) => ({ year: 2026, at: new URL(request.url).pathname }),
    ]
    expect(await shown('{{ site }} {{ year }} {{ at }}', { contextProcessors }, '/items/1/')).toBe(
      'Books 2026 /items/1/',
    )
  })

  it('run once in a render, and not at all when the view has every name', async () => {
    class CountView extends LiveView {
      static template = '<p>{{ count }}{{ request.path }}</p>'
      count = 0
    }
    const processor = vi.fn(() => ({ a: 1 }))
    await siteOf(CountView, { contextProcessors: [processor] }).open()
    expect(processor).toHaveBeenCalledTimes(0)
    await shown('{{ a }}{{ b }}{{ c }}{{ a }}', { contextProcessors: [processor] })
    expect(processor).toHaveBeenCalledTimes(1)
  })

  it('run again at each render, with the address that the page has now', async () => {
    class ClockView extends LiveView {
      static template = '<p>{{ now }} {{ at }}</p>'
      @eventHandler nothing() {}
    }
    let now = 1
    const contextProcessors = [
      (request: Request) => ({ now: now++, at: new URL(request.url).search }),
    ]
    const page = await siteOf(ClockView, { contextProcessors }).join()
    expect(await page.call('nothing')).toMatchObject({ patch: [0, '2'] })
    expect(await page.visit('/?a=1')).toMatchObject({ patch: [0, '3', 1, '?a=1'] })
  })

  it('give way to names of the view and of the framework', async () => {
    class OwnView extends LiveView {
      static template = '<p>{{ site }} {{ user.username }}</p>'
      site = 'mine'
    }
    const contextProcessors = [() => ({ site: 'theirs', user: { username: 'theirs' } })]
    const getUser = () => ({ username: 'ada' })
    const { html } = await siteOf(OwnView, { contextProcessors, getUser }).open()
    expect(html.replace(/<!--.*?-->/g, '')).toContain('<p>mine ada</p>')
  })

  it('that give no object are an error', async () => {
    for (const result of [undefined, 'Books', ['Books'], Promise.resolve({ a: 1 })]) {
      const contextProcessors = [
        function siteName() {
          return result as never
        },
      ]
      await expect(shown('{{ a }}', { contextProcessors })).rejects.toThrow(
        'The context processor siteName did not return an object.',
      )
    }
  })

  it('can choose the base of a page', async () => {
    const View = viewOf('{% extends base %}{% block b %}x{% endblock %}')
    const site = siteOf(View, {
      templates: { 'a.html': '<i>{% block b %}{% endblock %}</i>' },
      contextProcessors: [() => ({ base: 'a.html' })],
    })
    expect((await site.open()).html).toContain('<i>x</i>')
  })
})

describe('a name that is given twice', () => {
  class TwiceView extends LiveView {
    static template = '<p>{{ messages }}{{ site }}{{ own }}{{ other }}</p>'
    messages = ['mine']
    site = 'mine'
    own = 1
    @eventHandler nothing() {}
  }
  const contextProcessors = [
    function siteName() {
      return { site: 'theirs', params: 1 }
    },
  ]

  it('is told once in development', async () => {
    const site = siteOf(TwiceView, { contextProcessors, isDevelopment: true })
    const page = await site.join()
    await page.call('nothing')
    await site.open()
    expect(site.logged).toEqual([
      'TwiceView has a name "messages" of its own, so its template does not get the one of djust. Rename it if that is not meant.',
      'The context processor siteName gives "params", which templates get from djust. Rename it.',
      'TwiceView has a name "site" of its own, so its template does not get the one of a context processor. Rename it if that is not meant.',
    ])
  })

  it('is not told elsewhere', async () => {
    class QuietView extends TwiceView {}
    const site = siteOf(QuietView, { contextProcessors })
    await site.open()
    expect(site.logged).toEqual([])
  })
})

describe('the locale and time zone', () => {
  it('are asked once for each page, and hold for its renders', async () => {
    class DayView extends LiveView {
      static template = '<p>{{ day|date:"H" }} {{ count }}</p>'
      day = new Date(0)
      count = 0
      @eventHandler next() {
        this.day = new Date(3_600_000)
      }
    }
    const environmentOf = vi.fn(() => environment({ timeZone: 'Asia/Tokyo' }))
    const page = await siteOf(DayView, { environment: environmentOf }).join()
    expect(page.html).toContain('09')
    expect(await page.call('next')).toMatchObject({ patch: [0, '10'] })
    expect(environmentOf).toHaveBeenCalledTimes(1)
  })
})

describe('{% url %}', () => {
  it('leads into namespaces', async () => {
    const View = viewOf(
      "<p>{% url 'paris:shop:item' 3 %} {% url 'paris:shop:item' id=4 %}{% url 'shop:item' 3 as no %}{{ no }}</p>",
    )
    const shop = include('shop/', [path('<int:id>/', View, { name: 'item' })], {
      namespace: 'shop',
    })
    const site = new TestSite({
      urls: [path('', View), include('paris/', [shop], { namespace: 'paris' })],
    })
    const { html } = await site.open()
    expect(html.replace(/<!--.*?-->/g, '')).toContain('<p>/paris/shop/3/ /paris/shop/4/</p>')
  })

  it('says at the start which namespace was meant', async () => {
    const View = viewOf("<p>{% url 'item' 3 %}</p>")
    const urls = [
      include('shop/', [path('', View), path('<int:id>/', View, { name: 'item' })], {
        namespace: 'shop',
      }),
    ]
    await expect(new TestSite({ urls }).open('/shop/')).rejects.toThrow('Did you mean "shop:item"?')
  })
})
