import { Component, eventHandler, HandlerError, LiveComponent, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { rule } from '../support/rule.ts'
import { isCutOff, isLive, openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { Line } from './support/line.ts'
import { serveViews } from './support/serve-views.ts'

const browser = useBrowser()

/** A page with a hook that notes what happens to it. */
const pageWith = (content: string, script = '') => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Test</title><link rel="icon" href="data:,">
{% djust_scripts %}
<script>
window.told = []
const tell = (name) => function () { told.push(name + ' ' + this.el.id + (this.own ?? '')) }
djust.hooks.Note = {
  mounted() { this.own = '!'; tell('mounted').call(this) },
  beforeUpdate() { told.push('before ' + this.el.id + ' ' + this.el.textContent.trim()) },
  updated() { told.push('updated ' + this.el.id + ' ' + this.el.textContent.trim()) },
  destroyed: tell('destroyed'), disconnected: tell('disconnected'), reconnected: tell('reconnected'),
}
${script}
</script></head>
<body dj-view="{{ dj_view_id }}"><main dj-root>${content}</main></body></html>`

/** What hooks were told since this was asked last. */
const told = (page: Page): Promise<string[]> => page.evaluate(() => (window as any).told.splice(0))
const heard = (page: Page): Promise<unknown[]> => page.evaluate(() => (window as any).told)

describe('a hook', () => {
  class Rows extends LiveView {
    static template = pageWith(`
      <button dj-click="change">Change</button><button dj-click="turn">Turn</button>
      <button dj-click="drop">Drop</button><button dj-click="swap">Swap</button><output>{{ n }}</output>
      <p id="far" dj-hook="Note">far</p>
      <ul>{% for row in rows %}<li id="r{{ row.id }}" dj-hook="Note">{{ row.id }}{{ row.text }}</li>{% endfor %}</ul>
      {% if isOpen %}<div id="branch" dj-hook="Note"><b id="inner" dj-hook="Note">{{ n }}</b></div>{% endif %}
    `)
    n = 0
    isOpen = false
    rows = [
      { id: 1, text: 'a' },
      { id: 2, text: 'b' },
      { id: 3, text: 'c' },
    ]

    @eventHandler
    change() {
      this.rows[1]!.text += '+'
      this.n++
    }
    @eventHandler
    turn() {
      this.isOpen = !this.isOpen
    }
    @eventHandler
    drop() {
      this.rows.splice(0, 1)
    }
    @eventHandler
    swap() {
      this.rows.reverse()
    }
  }

  feature('dj-hook', 'is told of what happens to its element, and of nothing else', async () => {
    const page = await browser.show(Rows)
    expect(await told(page)).toEqual(['mounted far!', 'mounted r1!', 'mounted r2!', 'mounted r3!'])
    await press(page, 'Change')
    await soonText(page, 'output').toBe('1')
    expect(await told(page)).toEqual(['before r2 2b', 'updated r2 2b+'])
    await press(page, 'Turn')
    await soon(() => heard(page)).toEqual(['mounted branch!', 'mounted inner!'])
    await told(page)
    await press(page, 'Change')
    await soonText(page, 'output').toBe('2')
    expect(await told(page)).toEqual([
      'before r2 2b+',
      'before inner 1',
      'before branch 1',
      'updated r2 2b++',
      'updated inner 2',
      'updated branch 2',
    ])
    await press(page, 'Swap')
    await soonText(page, 'li:first-child').toBe('3c')
    expect(await told(page)).toEqual([])
    await press(page, 'Drop')
    await press(page, 'Turn')
    await soon(() => heard(page)).toEqual([
      'destroyed r3!',
      'destroyed branch!',
      'destroyed inner!',
    ])
  })

  feature(
    'dj-hook',
    'hears of a lost connection, and stays itself when all values come anew',
    async () => {
      const line = await Line.to(await serveViews({ '': Rows }))
      const page = await browser.open(line.url)
      await told(page)
      line.cut()
      await isCutOff(page)
      expect((await told(page)).length).toBe(4)
      line.mend()
      await isLive(page)
      await soon(() => heard(page)).toEqual([
        'reconnected far!',
        'reconnected r1!',
        'reconnected r2!',
        'reconnected r3!',
      ])
      await told(page)
      // The anchor of the list goes, so that the page has to be built anew.
      await page.evaluate(() => document.querySelector('ul')!.firstChild!.remove())
      await press(page, 'Drop')
      await soon(() => page.locator('li').count()).toBe(2)
      const all = await told(page)
      expect(all.filter((text) => /^destroyed/.test(text))).toHaveLength(4)
      expect(all.filter((text) => /^mounted/.test(text))).toEqual([
        'mounted far!',
        'mounted r2!',
        'mounted r3!',
      ])
    },
  )

  feature(
    'dj-hook',
    'may be defined late, in an object of its own, or under window.DjustHooks',
    async () => {
      class Late extends LiveView {
        static template = pageWith(
          '<p id="a" dj-hook="Late">a</p><p id="b" dj-hook="Own">b</p><p id="c" dj-hook="Old">c</p>',
          'window.DjustHooks = { Old: { mounted: tell("old") } }',
        )
      }
      const page = await browser.show(Late)
      await soon(() => heard(page)).toEqual(['old c'])
      await page.evaluate(() => {
        const { djust, told } = window as any
        djust.hooks.Late = { mounted: () => told.push('late') }
      })
      await soon(() => heard(page)).toEqual(['old c', 'late'])
      await page.evaluate(() => {
        const { djust, told } = window as any
        djust.hooks = { ...djust.hooks, Own: { mounted: () => told.push('own') } }
      })
      await soon(() => heard(page)).toEqual(['old c', 'late', 'own'])
    },
  )

  feature(
    'dj-hook',
    'of an unknown name is told of in the console, with the nearest that there is',
    async () => {
      class Unknown extends LiveView {
        static template = pageWith('<p dj-hook="Notte">a</p><p dj-hook="constructor">b</p>')
      }
      const page = await browser.page()
      const errors: string[] = []
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      await page.clock.install()
      await openIn(page, await serveViews({ '': Unknown }))
      await page.clock.fastForward(3_000)
      await soon(() => errors).toEqual([
        'No hook Notte. Did you mean Note?',
        'No hook constructor. Did you mean Note?',
      ])
    },
  )

  feature('dj-hook', 'keeps what it has drawn in an element whose content is its own', async () => {
    class Drawing extends LiveView {
      static template = pageWith(
        `<button dj-click="more">More</button><output>{{ n }}</output>
        <div id="chart" dj-hook="Draw" dj-update="ignore" data-n="{{ n }}" dj-hook-value-max-size="{{ n }}">
          <p><b dj-hook-target="place"></b></p>
        </div>`,
        `djust.hooks.Draw = {
          mounted() {
            this.target('place').append(document.createElement('canvas'))
            this.draws = 0
            told.push(this.viewName, this.target('else'))
          },
          updated() { this.target('place').firstChild.title = ++this.draws + ':' + this.el.dataset.n + ':' + this.values.maxSize },
          destroyed() { told.push('destroyed') },
        }`,
      )
      n = 1

      @eventHandler
      more() {
        this.n++
      }
    }
    const page = await browser.show(Drawing)
    await press(page, 'More')
    await page.locator('canvas[title="1:2:2"]').waitFor()
    // The page has to be built anew.
    await page.evaluate(() => document.querySelector('output')!.remove())
    await press(page, 'More')
    await soonText(page, 'output').toBe('3')
    await page.locator('canvas[title^="2:3"]').waitFor()
    expect(await page.locator('canvas').count()).toBe(1)
    expect(await told(page)).toEqual(['Drawing', null])
  })

  feature('dj-hook', 'leaves with the page of a view, and comes with the next one', async () => {
    const script =
      'djust.hooks.Page = { mounted() { told.push(`in ${this.viewName}`) }, destroyed() { told.push(`out ${this.el.id}`) } }'
    class First extends LiveView {
      static template = pageWith(
        '<p id="a" dj-hook="Page">a</p><a dj-navigate="/second">Go</a>',
        script,
      )
    }
    class Second extends LiveView {
      static template = pageWith(
        `<p id="b" dj-hook="Page">b</p><p dj-hook="Own"></p>
        {% colocated_hook "Own" %}hook.mounted = () => told.push('own'){% endcolocated_hook %}`,
        script,
      )
    }
    const page = await browser.open(await serveViews({ '': First, second: Second }))
    await page.click('a')
    await soon(() => heard(page)).toEqual(['in First', 'out a', 'in Second', 'own'])
    await page.goBack()
    await soon(async () => (await heard(page)).slice(4)).toEqual(['out b', 'in First'])
  })

  it('that throws disturbs nobody else', async () => {
    browser.allow(/broken/)
    class Throwing extends LiveView {
      static template = pageWith(
        '<p id="a" dj-hook="Broken">a</p><p id="b" dj-hook="Note">{{ n }}</p><button dj-click="add">Add</button>',
        'djust.hooks.Broken = { mounted() { throw new Error("broken") } }',
      )
      n = 0

      @eventHandler
      add() {
        this.n++
      }
    }
    const page = await browser.show(Throwing)
    await press(page, 'Add')
    await soon(() => heard(page)).toEqual(['mounted b!', 'before b 0', 'updated b 1'])
  })

  it('is loaded by pages that have one, and by no others', async () => {
    class Plain extends LiveView {
      static template = pageWith('<p>a</p>')
    }
    const page = await browser.open(await serveViews({ '': Plain, with: Rows }))
    expect(await page.locator('script[src$="hooks.js"]').count()).toBe(0)
    await page.goto(`${page.url()}with`)
    expect(await page.locator('script[src$="hooks.js"]').count()).toBe(1)
  })
})

describe('pushEvent of a hook', () => {
  class Answering extends LiveView {
    static template = pageWith(
      '<p id="a" dj-hook="Ask">{{ sum }}</p>{{ part }}',
      'djust.hooks.Ask = { mounted() { window["ask" + this.el.id] = this } }',
    )
    sum = 0
    part = new Part()

    @eventHandler({ params: { by: 'int', list: 'json' } })
    async add({ by, list }: { by: number; list: unknown }) {
      this.sum += by
      return { sum: this.sum, list, at: new Date(0) }
    }

    @eventHandler
    count() {
      return this.sum
    }

    @eventHandler
    refuse() {
      throw new HandlerError('too_late', 'It is over.')
    }
  }

  class Part extends LiveComponent {
    static template = '<i id="b" dj-hook="Ask">{{ n }}</i>'
    n = 0

    @eventHandler({ params: { n: 'int' } })
    set({ n }: { n: number }) {
      this.n = n
      return { was: n }
    }
  }

  const ask = (page: Page, hook: string, event: string, payload?: object): Promise<unknown> =>
    page.evaluate(
      async ([hook, event, payload]) => {
        try {
          return await (window as any)[`ask${hook}`].pushEvent(event, payload)
        } catch (error) {
          return (error as { code: string }).code
        }
      },
      [hook, event, payload] as const,
    )

  feature(
    'pushEvent in hooks',
    'calls a handler of its view or component, and gets what that returns',
    async () => {
      const page = await browser.show(Answering)
      const payload = { by: 2, list: [1, { two: null }] }
      expect(await ask(page, 'a', 'add', payload)).toEqual({
        sum: 2,
        list: payload.list,
        at: '1970-01-01T00:00:00.000Z',
      })
      expect(await page.textContent('#a')).toBe('2')
      expect(await ask(page, 'b', 'set', { n: 7 })).toEqual({ was: 7 })
      expect(await page.textContent('#b')).toBe('7')
      // What is no object is not meant for the browser.
      expect(await ask(page, 'a', 'count')).toBeUndefined()
    },
  )

  feature('pushEvent in hooks', 'is refused with a code', async () => {
    const page = await browser.show(Answering)
    expect(await ask(page, 'a', 'add', { by: 'x', list: [] })).toBe('bad_params')
    expect(await ask(page, 'a', 'refuse')).toBe('too_late')
    expect(await ask(page, 'a', 'mount')).toBe('not_callable')
  })

  it('gets its answer behind a connection that was lost with it', async () => {
    const line = await Line.to(await serveViews({ '': Answering }))
    const page = await browser.open(line.url)
    line.lose('answers')
    const answer = ask(page, 'a', 'add', { by: 5, list: [] })
    await soon(() => line.lostBytes > 0).toBe(true)
    line.cut()
    await isCutOff(page)
    line.mend()
    expect(await answer).toMatchObject({ sum: 5 })
    await soonText(page, '#a').toBe('5')
  })
})

describe('pushEvent of a view', () => {
  class Pushing extends LiveView {
    static template = pageWith(
      '<button dj-click="add">Add</button><p id="a" dj-hook="Hear">{{ n }}</p>{{ part }}',
      `addEventListener('djust:push_event', ({ detail }) => told.push(detail))
      djust.hooks.Hear = {
        mounted() {
          this.handleEvent('sum', ({ n }) => told.push('sum ' + n + ' of ' + this.el.textContent))
          const end = this.handleEvent('once', () => { told.push('once'); end() })
        },
      }`,
    )
    n = 0
    part = new Loud()

    mount() {
      this.pushEvent('hello')
    }

    @eventHandler
    add() {
      const told = { n: ++this.n }
      this.pushEvent('sum', told)
      told.n = -1
      this.pushEvent('sum', { n: this.n * 10 })
      this.pushEvent('once')
    }
  }

  class Loud extends LiveComponent {
    static template = '<button dj-click="shout">Shout</button>'

    @eventHandler
    shout() {
      this.pushEvent('shout', ['<b>'])
      setTimeout(() => this.pushEvent('later'), 10)
    }
  }

  feature('effects in mount', 'sends what mount pushes once the page is connected', async () => {
    const page = await browser.show(Pushing)
    await soon(() => heard(page)).toEqual([{ event: 'hello' }])
  })

  feature(
    'pushEvent in views',
    'is heard in order, behind what the same turn changes',
    async () => {
      const page = await browser.show(Pushing)
      await soon(() => told(page)).toEqual([{ event: 'hello' }])
      await press(page, 'Add')
      const sums = [{ event: 'sum', payload: { n: 1 } }, 'sum 1 of 1']
      const tens = [{ event: 'sum', payload: { n: 10 } }, 'sum 10 of 1']
      await soon(() => heard(page)).toEqual([...sums, ...tens, { event: 'once' }, 'once'])
      await told(page)
      await press(page, 'Add')
      await soon(async () => (await heard(page)).at(-1)).toEqual({ event: 'once' })
      expect(await told(page)).not.toContain('once')
      await press(page, 'Shout')
      await soon(() => heard(page)).toEqual([
        { event: 'shout', payload: ['<b>'] },
        { event: 'later' },
      ])
    },
  )

  feature(
    'pushEvent in views',
    'is heard exactly once, whatever becomes of the connection',
    async () => {
      const line = await Line.to(await serveViews({ '': Pushing }))
      const page = await browser.open(line.url)
      await soon(() => told(page)).toEqual([{ event: 'hello' }])
      line.lose('answers')
      await press(page, 'Add')
      await soon(() => line.lostBytes > 0).toBe(true)
      line.cut()
      await isCutOff(page)
      line.mend()
      await isLive(page)
      const isSum = (each: unknown) => typeof each === 'string' && each.startsWith('sum')
      await soon(async () => (await heard(page)).filter(isSum)).toEqual([
        'sum 1 of 1',
        'sum 10 of 1',
      ])
      line.lose('events')
      await page.evaluate(() => {})
      line.cut()
      await isCutOff(page)
      line.mend()
      await isLive(page)
      await press(page, 'Add')
      await soon(async () => (await heard(page)).filter(isSum)).toEqual([
        'sum 1 of 1',
        'sum 10 of 1',
        'sum 2 of 2',
        'sum 20 of 2',
      ])
    },
  )
})

describe('a hook beside its markup', () => {
  class Beside extends LiveView {
    static template = pageWith(`<p id="a" dj-hook="Beside">a</p><p id="b" dj-hook="Old">b</p>
      {% colocated_hook "Beside" %}
      const mark = '{{ no template }}'
      export default {
        mounted() { this.el.title = mark },
      }
      {% endcolocated_hook %}
      {% colocated_hook 'Old' global %}
      hook.mounted = function () { this.el.title = 'old' }
      {% endcolocated_hook %}`)
  }

  feature('colocated_hook', 'is served as a file, which a strict policy allows', async () => {
    const strict = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:"
    const template = Beside.template.replace(/<script>[^]*?<\/script>/, '')
    const View = class extends Beside {
      static override template = template
    }
    const url = await serveViews({ '': View }, { contentSecurityPolicy: strict })
    const page = await browser.open(url)
    await page.locator('#a[title="{{ no template }}"]').waitFor()
    await page.locator('#b[title=old]').waitFor()
    expect(await page.textContent('body')).not.toContain('mounted')
  })

  feature(
    'hookNamespacing',
    'has the name of its class, where asked for, so that two of one name get along',
    async () => {
      const hook = (title: string, how = '') =>
        `{% colocated_hook "Mark"${how} %}hook.mounted = function () { this.el.title = '${title}' }{% endcolocated_hook %}`
      class Badge extends Component {
        static template = `<i id="part" dj-hook="Mark">part</i>${hook('badge')}`
      }
      class First extends LiveView {
        static template = pageWith(
          `<p id="a" dj-hook="Mark">a</p><p id="all" dj-hook="All">all</p>{{ badge }}${hook('first')}
          {% colocated_hook "All" global %}hook.mounted = function () { this.el.title = 'all' }{% endcolocated_hook %}`,
        )
        badge = new Badge()
      }
      class Second extends LiveView {
        static template = pageWith(`<p id="b" dj-hook="Mark">b</p>${hook('second')}`)
      }
      class Plain extends LiveView {
        static hookNamespacing = 'lax' as const
        static template = pageWith(`<p id="c" dj-hook="Mark">c</p>${hook('plain')}`)
      }
      const views = { '': First, second: Second, plain: Plain }
      const url = await serveViews(views, { hookNamespacing: 'strict' })
      const page = await browser.open(url)
      await page.locator('#a[title=first][dj-hook="First.Mark"]').waitFor()
      await page.locator('#part[title=badge][dj-hook="Badge.Mark"]').waitFor()
      await page.locator('#all[title=all][dj-hook=All]').waitFor()
      await page.goto(`${url}second`)
      await page.locator('#b[title=second]').waitFor()
      await page.goto(`${url}plain`)
      await page.locator('#c[title=plain][dj-hook=Mark]').waitFor()
    },
  )

  it('is refused when two of one name differ', async () => {
    class Other extends LiveView {
      static template = pageWith('{% colocated_hook "Beside" %}hook.a = 1{% endcolocated_hook %}')
    }
    await expect(serveViews({ '': Beside, other: Other })).rejects.toThrow(
      expect.objectContaining({ code: 'hook_twice' }),
    )
  })
})

describe('a hook in what is sent as one', () => {
  const marks = '<p id="a" dj-hook="Note">{{ a }}</p><p id="b" dj-hook="Note"><i>{{ b }}</i></p>'

  rule.each(
    'hooks in coarse regions',
    'stays with its element, and is told when that changes: %s',
    [
      [`{% if n %}<ul>{% endif %}${marks}{% if n %}</ul>{% endif %}`],
      [`{% spaceless %}${marks}{% endspaceless %}`],
    ],
    async (content) => {
      class Sent extends LiveView {
        static template = pageWith(`
          <button dj-click="change">Change</button><output>{{ n }}</output>
          <section>${content}</section>
        `)
        n = 1
        a = 'a'
        b = 'b'

        @eventHandler
        change() {
          this.n++
          this.b += '+'
        }
      }
      const page = await browser.show(Sent)
      expect(await told(page)).toEqual(['mounted a!', 'mounted b!'])
      await press(page, 'Change')
      await soonText(page, 'output').toBe('2')
      expect(await told(page)).toEqual(['before b b', 'updated b b+'])
    },
  )
})
