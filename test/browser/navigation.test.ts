import { eventHandler, LiveView, NavigationMixin, notFound, redirect } from 'djust'
import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import {
  isSameDocument,
  markDocument,
  openIn,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

describe('another view', () => {
  feature('dj-navigate', 'comes into the same document, over the same socket', async () => {
    const { page, sockets, log } = await openShop()
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    expect(pathOf(page)).toBe('/people/1/')
    expect(await page.title()).toBe('Person')
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await press(page, 'Greet')
    await soonText(page, 'output').toBe('1')
    expect(await isSameDocument(page)).toBe(true)
    expect(sockets.length).toBe(1)
    expect(log).toEqual(['mount home', 'mount 1', 'unmount home'])
  })

  feature('dj-navigate', 'asks its own guards', async () => {
    const { page, log } = await openShop()
    await follow(page, 'Secret')
    await soonText(page, 'h1').toBe('Log in')
    expect(pathOf(page)).toBe('/log-in/')
    expect(new URL(page.url()).searchParams.get('next')).toBe('/secret/')
    expect(await isSameDocument(page)).toBe(true)
    expect(log).not.toContain('mount secret')
  })

  feature('dj-navigate', 'that is not live, or refuses, is loaded in full', async () => {
    for (const [link, heading] of [
      ['Plain', 'Plain'],
      ['Missing', 'Not found'],
      ['Forbidden', 'Forbidden'],
    ] as const) {
      const { page, log } = await openShop()
      await follow(page, link)
      await soonText(page, 'h1').toContain(heading)
      expect(await isSameDocument(page)).toBe(false)
      // What is not live is run for nobody but the document that gets it.
      expect(log.filter((line) => line === 'plain').length).toBe(link === 'Plain' ? 1 : 0)
    }
  })

  it('is where its mount sends the browser', async () => {
    const { page } = await openShop()
    await follow(page, 'Moved')
    await soonText(page, 'h1').toBe('Person 7')
    expect(pathOf(page)).toBe('/people/7/')
    expect(await isSameDocument(page)).toBe(true)
  })

  it('keeps what scripts have put into the page beside it, and brings its own style', async () => {
    const { page } = await openShop()
    await page.evaluate(() => {
      const style = document.createElement('meta')
      style.id = 'third-party'
      document.head.append(style)
    })
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    expect(await page.locator('#third-party').count()).toBe(1)
    expect(await page.locator('meta[name=description]').getAttribute('content')).toBe('Person 1')
    await follow(page, 'Home')
    await soonText(page, 'h1').toBe('Home')
    expect(await page.locator('meta[name=description]').count()).toBe(0)
    expect(await page.locator('#third-party').count()).toBe(1)
  })

  it('is the last one that was asked for', async () => {
    const { page } = await openShop()
    await follow(page, 'Slow')
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    await page.waitForTimeout(500)
    expect(pathOf(page)).toBe('/people/1/')
  })

  it('takes its time in sight: the old page stays, below a bar', async () => {
    const { page } = await openShop()
    const events = await watchEvents(page)
    await follow(page, 'Slow')
    await page.locator('.dj-loading-bar').waitFor()
    expect(await page.locator('h1').textContent()).toBe('Home')
    expect(pathOf(page)).toBe('/')
    await soonText(page, 'h1').toBe('Slow')
    expect(await page.locator('.dj-loading-bar').count()).toBe(0)
    expect(await events()).toEqual(['start /slow/', 'end /slow/'])
  })

  it('marks the links that lead to it', async () => {
    const { page } = await openShop()
    const current = () => page.locator('[aria-current=page]').allTextContents()
    await soon(current).toEqual(['Home'])
    await follow(page, 'Ada')
    await soon(current).toEqual(['Ada'])
    await press(page, 'Greet')
    await soonText(page, 'output').toBe('1')
    expect(await current()).toEqual(['Ada'])
  })
})

describe('a handler', () => {
  feature('liveRedirect', 'leads to another view in the same document', async () => {
    const { page, sockets } = await openShop()
    await press(page, 'Go to Bea')
    await soonText(page, 'h1').toBe('Person 2')
    expect(new URL(page.url()).search).toBe('?from=home')
    await press(page, 'Greet')
    await soonText(page, 'output').toBe('1')
    expect(await isSameDocument(page)).toBe(true)
    expect(sockets.length).toBe(1)
    await page.goBack()
    await soonText(page, 'h1').toBe('Home')
  })

  feature('liveRedirect', 'may leave nothing to go back to', async () => {
    const { page } = await openShop()
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    await press(page, 'Replace')
    await soonText(page, 'h1').toBe('Person 3')
    await page.goBack()
    await soonText(page, 'h1').toBe('Home')
  })

  feature('liveRedirect', 'loads in full what is not live', async () => {
    const { page } = await openShop()
    await press(page, 'Go to plain')
    await soonText(page, 'h1').toBe('Plain')
    expect(await isSameDocument(page)).toBe(false)
  })

  feature('liveRedirect', 'leaves the site only where it says so', async () => {
    const { page, url } = await openShop()
    const other = url.replace('127.0.0.1', 'localhost')
    await page.goto(`${url}people/1/`)
    await press(page, 'Leave')
    await soonText(page, 'h1').toBe('Home')
    expect(page.url()).toBe(url)
    await page.goto(`${url}people/1/?out=${encodeURIComponent(other)}`)
    await press(page, 'Leave')
    await soon(() => page.url()).toBe(other)
  })

  feature('NavigationMixin', 'has what every view has', async () => {
    const { page } = await openShop()
    await follow(page, 'Mixed')
    await soonText(page, 'h1').toBe('Mixed')
    await press(page, 'Home')
    await soonText(page, 'h1').toBe('Home')
    expect(await isSameDocument(page)).toBe(true)
  })
})

describe('back and forward', () => {
  feature('back and forward', 'lead to other views, where the reader was', async () => {
    const { page } = await openShop()
    await follow(page, 'Far down')
    await soonText(page, 'h1').toBe('Person 4')
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await page.evaluate(() => scrollTo(0, 700))
    await page.goBack()
    await soonText(page, 'h1').toBe('Home')
    await soon(() => page.evaluate(() => scrollY)).toBeGreaterThan(1_000)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Far down')
    await page.goForward()
    await soonText(page, 'h1').toBe('Person 4')
    await soon(() => page.evaluate(() => scrollY)).toBe(700)
    expect(await isSameDocument(page)).toBe(true)
    await press(page, 'Greet')
    await soonText(page, 'output').toBe('1')
  })

  feature('back and forward', 'tell the view of its own addresses', async () => {
    const { page, log } = await openShop()
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    await press(page, 'Greet')
    await follow(page, 'Letters')
    await soonText(page, 'em').toBe('letters')
    await follow(page, 'Home')
    await soonText(page, 'h1').toBe('Home')
    await page.goBack()
    await soonText(page, 'em').toBe('letters')
    await page.goBack()
    await soonText(page, 'em').toBe('all')
    expect(log.filter((line) => line === 'mount 1').length).toBe(2)
    expect(await isSameDocument(page)).toBe(true)
  })

  feature('back and forward', 'go on with a page that the browser has kept', async () => {
    const { page, log } = await openShop()
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    await press(page, 'Greet')
    await soonText(page, 'output').toBe('1')
    await page.evaluate(() => location.assign('/plain/'))
    await soonText(page, 'h1').toBe('Plain')
    await page.goBack({ waitUntil: 'commit' })
    await soonText(page, 'h1').toBe('Person 1')
    await press(page, 'Greet')
    await soonText(page, 'output').toBe('2')
    expect(log.filter((line) => line === 'mount 1').length).toBe(1)
  })

  it('lead through documents that were loaded in full', async () => {
    const { page } = await openShop()
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    await page.reload()
    await follow(page, 'Letters')
    await soonText(page, 'em').toBe('letters')
    await page.goBack()
    await soonText(page, 'em').toBe('all')
    await page.goBack()
    await soonText(page, 'h1').toBe('Home')
    await page.goForward()
    await soonText(page, 'h1').toBe('Person 1')
  })
})

describe('links', () => {
  feature('navigation links are links', 'they lead on without JavaScript', async () => {
    const { url } = await openShop()
    const plain = await browser.page({ javaScriptEnabled: false })
    await plain.goto(url)
    await follow(plain, 'Ada')
    expect(await plain.locator('h1').textContent()).toBe('Person 1')
    await follow(plain, 'Letters')
    expect(await plain.locator('em').textContent()).toBe('letters')
  })

  feature('navigation links are links', 'by keyboard, and into another tab', async () => {
    const { page } = await openShop()
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Ada' }).click({ button: 'middle' }),
    ])
    await soonText(tab, 'h1').toBe('Person 1')
    expect(await page.locator('h1').textContent()).toBe('Home')
    await page.getByRole('link', { name: 'Ada' }).focus()
    await page.keyboard.press('Enter')
    await soonText(page, 'h1').toBe('Person 1')
    expect(await isSameDocument(page)).toBe(true)
  })

  feature('navigation links are links', 'never to an address that runs code', async () => {
    const { page } = await openShop()
    const link = page.getByText('Bad')
    expect(await link.getAttribute('href')).toBe('about:blank#blocked')
    await link.click()
    expect(await page.locator('h1').textContent()).toBe('Home')
  })

  feature('plain links', 'load their page, live or not', async () => {
    const { page } = await openShop()
    await follow(page, 'By href')
    await soonText(page, 'h1').toBe('Person 5')
    expect(await isSameDocument(page)).toBe(false)
  })
})

describe('a page that is likely to be wanted', () => {
  feature('instant navigation', 'is fetched under the pointer, and shown at once', async () => {
    const { page, log, requests } = await openShop()
    await page.getByRole('link', { name: 'Eager' }).hover()
    await soon(() => log).toContain('unmount 6')
    await soon(() => requests).toContain('/people/6/')
    await page.route('**/people/**', (route) => route.abort())
    await page.getByRole('link', { name: 'Eager' }).click()
    await soonText(page, 'h1').toBe('Person 6')
    await press(page, 'Greet')
    await soonText(page, 'output').toBe('1')
    // Once for the fetch, and once for the page.
    expect(log.filter((line) => line === 'mount 6').length).toBe(2)
  })

  feature('instant navigation', 'is fetched for the keyboard, too', async () => {
    const { page, requests } = await openShop()
    await page.getByRole('link', { name: 'Eager' }).focus()
    await soon(() => requests).toContain('/people/6/')
  })

  feature('instant navigation', 'is not where the link says so', async () => {
    const { page, requests } = await openShop()
    await page.getByRole('link', { name: 'Ada' }).hover()
    await page.waitForTimeout(300)
    expect(requests).not.toContain('/people/1/')
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    expect(requests.filter((path) => path === '/people/1/').length).toBe(1)
  })

  feature('instant navigation', 'takes one request where it was not fetched', async () => {
    const { page, log } = await openShop()
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    await press(page, 'Greet')
    await soonText(page, 'output').toBe('1')
    expect(log.filter((line) => line === 'mount 1').length).toBe(1)
  })
})

describe('another address of the same view', () => {
  feature('dj-patch', 'is shown without a new mount', async () => {
    const { page, log } = await openShop()
    await follow(page, 'Ada')
    await press(page, 'Greet')
    await follow(page, 'Letters')
    await soonText(page, 'em').toBe('letters')
    expect(new URL(page.url()).search).toBe('?show=letters')
    expect(await page.locator('output').textContent()).toBe('1')
    expect(log.filter((line) => line === 'mount 1').length).toBe(1)
    await page.reload()
    await soonText(page, 'em').toBe('letters')
  })

  feature('dj-patch', 'follows a select and a box', async () => {
    const { page } = await openShop()
    await follow(page, 'Ada')
    await page.getByLabel('Show').selectOption('books')
    await soonText(page, 'em').toBe('books')
    await page.getByLabel('Old').check()
    await soonText(page, 'em').toBe('books old')
    expect(new URL(page.url()).search).toBe('?show=books&old=on')
    await page.getByLabel('Old').uncheck()
    await soonText(page, 'em').toBe('books')
    await page.goBack()
    await soonText(page, 'em').toBe('books old')
    expect(await page.getByLabel('Old').isChecked()).toBe(true)
  })

  feature('dj-patch', 'to another view leads there', async () => {
    const { page } = await openShop()
    await follow(page, 'Ada')
    await soonText(page, 'h1').toBe('Person 1')
    await follow(page, 'Next person')
    await soonText(page, 'h1').toBe('Person 2')
    expect(pathOf(page)).toBe('/people/2/')
    await follow(page, 'Home by patch')
    await soonText(page, 'h1').toBe('Home')
    expect(pathOf(page)).toBe('/')
    expect(await isSameDocument(page)).toBe(true)
    await page.goBack()
    await soonText(page, 'h1').toBe('Person 2')
  })

  feature('livePatch', 'is chosen by a handler', async () => {
    const { page, log } = await openShop()
    await follow(page, 'Ada')
    await press(page, 'Show books')
    await soonText(page, 'em').toBe('books')
    expect(new URL(page.url()).search).toBe('?show=books')
    await press(page, 'Neighbour')
    await soonText(page, 'h1').toBe('Person 2')
    expect(page.url()).toContain('/people/2/?show=books')
    await page.goBack()
    await soonText(page, 'h1').toBe('Person 1')
    await page.goBack()
    await soonText(page, 'em').toBe('all')
    expect(log.filter((line) => line.startsWith('mount ')).length).toBe(2)
  })

  feature('multi-step pages', 'can be gone through, back and forth, and bookmarked', async () => {
    const { page, url } = await openShop()
    await page.goto(`${url}order/`)
    await press(page, 'Next')
    await soonText(page, 'h1').toBe('address')
    expect(new URL(page.url()).search).toBe('?step=address')
    // A step that is not done stays, and says so.
    await press(page, 'Next')
    await soonText(page, '[role=alert]').toBe('Where do you live?')
    expect(new URL(page.url()).search).toBe('?step=address')
    await page.getByLabel('Town').fill('Łódź')
    await press(page, 'Next')
    await soonText(page, 'h1').toBe('done: Łódź')
    await page.goBack()
    await soonText(page, 'h1').toBe('address')
    expect(await page.getByLabel('Town').inputValue()).toBe('Łódź')
    await page.goBack()
    await soonText(page, 'h1').toBe('basket')
    await page.goForward()
    await page.goForward()
    await soonText(page, 'h1').toBe('done: Łódź')
    // Whoever keeps the address of a step that needs others first is sent to the first of those.
    await page.goto(`${url}order/?step=done`)
    await soonText(page, 'h1').toBe('address')
    expect(new URL(page.url()).search).toBe('?step=address')
  })
})

function follow(page: Page, name: string): Promise<void> {
  return page.getByRole('link', { name, exact: true }).click()
}

function pathOf(page: Page): string {
  return new URL(page.url()).pathname
}

/** Notes when navigations begin and end. */
async function watchEvents(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const events: string[] = []
    Object.assign(window, { events })
    for (const what of ['start', 'end'])
      document.addEventListener(`djust:navigate-${what}`, (event) => {
        events.push(`${what} ${new URL((event as CustomEvent).detail.url).pathname}`)
      })
  })
  return () => page.evaluate(() => (window as unknown as { events: string[] }).events)
}

async function openShop() {
  const log: string[] = []
  class Home extends LiveView {
    static template = pageOf(`
      <h1>Home</h1>
      <nav>
        <a dj-navigate="/">Home</a>
        <a dj-navigate="/people/1/" dj-prefetch="false">Ada</a>
        <a dj-navigate="/people/6/">Eager</a>
        <a dj-navigate="/secret/">Secret</a> <a dj-navigate="/plain/">Plain</a>
        <a dj-navigate="/missing/">Missing</a> <a dj-navigate="/forbidden/">Forbidden</a>
        <a dj-navigate="/moved/">Moved</a> <a dj-navigate="/slow/" dj-prefetch="false">Slow</a>
        <a dj-navigate="/mixed/">Mixed</a> <a href="/people/5/">By href</a>
        <a dj-navigate="{{ bad }}">Bad</a>
      </nav>
      <button dj-click="bea">Go to Bea</button>
      <button dj-click="plain">Go to plain</button>
      <svg height="2000"></svg>
      <p><a dj-navigate="/people/4/">Far down</a></p>
    `)
    bad = 'javascript:alert(1)'

    override mount() {
      log.push('mount home')
    }

    override unmount() {
      log.push('unmount home')
    }

    @eventHandler
    bea() {
      this.liveRedirect('/people/2/', { params: { from: 'home', nothing: null } })
    }

    @eventHandler
    plain() {
      this.liveRedirect('/plain/')
    }
  }
  class Person extends LiveView {
    static template = pageOf(
      `<h1>Person {{ params.id }}</h1>
      <nav><a dj-navigate="/">Home</a> <a dj-navigate="/people/1/" dj-prefetch="false">Ada</a></nav>
      <button dj-click="greet">Greet</button> <output>{{ greetings }}</output>
      <a dj-patch="?show=letters">Letters</a> <em>{{ show }}{% if old %} old{% endif %}</em>
      <a dj-patch="/people/2/">Next person</a> <a dj-patch="/">Home by patch</a>
      <label>Show <select name="show" dj-patch><option>all<option>books</select></label>
      <label>Old <input type="checkbox" name="old" dj-patch {% if old %}checked{% endif %}></label>
      <button dj-click="books">Show books</button> <button dj-click="neighbour">Neighbour</button>
      <button dj-click="replace">Replace</button> <button dj-click="leave">Leave</button>
      <svg height="2000"></svg>`,
      '<meta name="description" content="Person {{ params.id }}">',
    )
      .replace('Test', 'Person')
      .replace('lang="en"', 'lang="de"')
    greetings = 0
    show = 'all'
    old = false
    _out = ''

    override mount(_request: unknown, { id }: { id: number }) {
      log.push(`mount ${id}`)
    }

    override handleParams({ show = 'all', old, out = '' }: Record<string, string>) {
      this.show = show
      this.old = old === 'on'
      this._out = out
    }

    override unmount() {
      log.push(`unmount ${this.params.id}`)
    }

    @eventHandler
    greet() {
      this.greetings++
    }

    @eventHandler
    books() {
      this.livePatch({ params: { show: 'books' } })
    }

    @eventHandler
    neighbour() {
      this.livePatch({ path: `/people/${Number(this.params.id) + 1}/` })
    }

    @eventHandler
    replace() {
      this.liveRedirect('/people/3/', { replace: true })
    }

    @eventHandler
    leave() {
      this.liveRedirect(this._out || 'http://localhost/', { external: this._out !== '' })
    }
  }
  class Secret extends LiveView {
    static template = pageOf('<h1>Secret</h1>')
    static loginRequired = true
    override mount() {
      log.push('mount secret')
    }
  }
  class Forbidden extends LiveView {
    static template = pageOf('<h1>Hidden</h1>')
    override checkPermissions() {
      return false
    }
  }
  class LogIn extends LiveView {
    static template = pageOf('<h1>Log in</h1>')
  }
  class Moved extends LiveView {
    static template = pageOf('<h1>Moved</h1>')
    override mount() {
      return this.liveRedirect('/people/7/')
    }
  }
  class Slow extends LiveView {
    static template = pageOf('<h1>Slow</h1>')
    override async mount() {
      await new Promise((resolve) => setTimeout(resolve, 700))
    }
  }
  class Mixed extends NavigationMixin(LiveView) {
    static template = pageOf('<h1>Mixed</h1><button dj-click="home">Home</button>')
    @eventHandler
    home() {
      this.liveRedirect('/')
    }
  }
  class Order extends LiveView {
    static template = pageOf(`
      <h1>{{ step }}{% if step == "done" %}: {{ town }}{% endif %}</h1>
      {% if step == "address" %}
        <label>Town <input name="town" value="{{ town }}" dj-change="setTown"></label>
        {% if error %}<p role="alert">{{ error }}</p>{% endif %}
      {% endif %}
      <button dj-click="next">Next</button>
    `)
    step = 'basket'
    town = ''
    error = ''

    override handleParams({ step = 'basket' }: { step?: string }) {
      if (step === 'done' && !this.town) return this.livePatch({ params: { step: 'address' } })
      this.step = step
      this.error = ''
    }

    @eventHandler
    setTown({ value }: { value: string }) {
      this.town = value
    }

    @eventHandler
    next() {
      if (this.step === 'address' && !this.town) this.error = 'Where do you live?'
      else this.livePatch({ params: { step: this.step === 'basket' ? 'address' : 'done' } })
    }
  }
  const html = { headers: { 'Content-Type': 'text/html' } }
  const url = await serveViews(
    {
      '': Home,
      'people/<int:id>/': Person,
      'secret/': Secret,
      'forbidden/': Forbidden,
      'log-in/': LogIn,
      'moved/': Moved,
      'slow/': Slow,
      'mixed/': Mixed,
      'order/': Order,
      'plain/': () => {
        log.push('plain')
        return new Response('<h1>Plain</h1>', html)
      },
      'gone/': () => notFound(),
      'old/': () => redirect('/'),
    },
    { loginUrl: '/log-in/' },
  )
  const page = await browser.page()
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  const requests: string[] = []
  page.on('request', (request: Request) => requests.push(new URL(request.url()).pathname))
  await openIn(page, url)
  await markDocument(page)
  return { page, sockets, requests, log, url }
}
