import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { pageOf, TestSite } from '../../test/support/site.ts'
import { clientState } from '../view/client-state.ts'
import { checkViewClass } from '../view/check-view.ts'
import { eventHandler } from '../view/event-handler.ts'
import { handler, liveView } from '../view/function-view.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { optimistic } from '../view/optimistic.ts'

/** The program that a view is drawn by. */
function programOf(View: ViewClass) {
  return new TestSite({ urls: [path('', View)] }).site.programs.of(View, () => undefined)
}

/** A view of one template that predicts `liked`, from the secret `answer` and the field `count`. */
function predicting(template: string): ViewClass {
  return class LikeView extends LiveView {
    static template = template
    static handlers = handlers<LikeView>()({
      toggle: { optimistic: { liked: 'not liked' }, run: toggle },
      more: { optimistic: { count: 'count|add:1' }, run: () => {} },
    })
    liked = false
    count: unknown = 0
    answer = 'secret'
  }
}

function toggle(this: LiveView): void {
  const view = this as unknown as { liked: boolean }
  view.liked = !view.liked
}

/** A view of one template whose `tab` the browser keeps. */
function keeping(template: string): ViewClass {
  return class TabView extends LiveView {
    static template = template
    static handlers = handlers<TabView>()({
      setTab: { params: { tab: 'slug' }, clientState: ['tab'], run: () => {} },
      look: { run: look },
    })
    tab = 'one'
    seen = ''
    items = [{ id: 'one' }, { id: 'two' }]
    markup = new Date(0)
  }
}

function look(this: LiveView): void {
  const view = this as unknown as { tab: string; seen: string }
  view.seen = view.tab
}

describe('a page with predicted fields', () => {
  it('sends the fields, and none of the places that the browser works out', async () => {
    const { page } = await pageOf(
      predicting(
        '<main dj-root class="x"><b>{{ liked }}</b>{% if liked %}<i>♥</i>{% endif %}</main>',
      ),
    )
    expect(page.html).toContain('<!--1[[]]-->')
    expect(page.html).toContain('<!--{"liked":false,"count":0}-->')
    expect(await page.call('toggle')).toMatchObject({ patch: [2, { liked: true, count: 0 }] })
  })

  it('has the server compare what is made of more than that, and tells nothing of the rest', async () => {
    const View = predicting(
      '<main dj-root><b>{% if liked == answer %}{{ answer }}{% endif %}</b><i>{% if liked %}{{ answer }}{% endif %}</i><u>{{ liked|upper }}</u></main>',
    )
    const { page } = await pageOf(View)
    expect(page.html).not.toContain('secret')
    expect(await page.call('toggle')).toMatchObject({
      patch: [1, [0, ['secret']], 2, 'TRUE', 3, { liked: true, count: 0 }],
    })
    expect(programOf(View).compiled.layout.shared?.places).toEqual({})
  })

  it('costs other pages nothing', () => {
    class PlainView extends LiveView {
      static template = '<p>{{ liked }}</p>'
      liked = false
      @eventHandler toggle() {}
    }
    expect(programOf(PlainView).compiled.layout).not.toHaveProperty('shared')
  })

  it('refuses values that the browser cannot have', async () => {
    const View = predicting('<p>{{ count }}</p>')
    class Dated extends View {
      count = new Date(0)
    }
    await expect(pageOf(Dated)).rejects.toThrow('"count" goes to the browser')
  })

  it('has nothing in a value end the comment that it stands in', async () => {
    const View = predicting('<p>{{ count }}</p>')
    class Hostile extends View {
      count = '--><script>alert(1)</script><!--'
    }
    const { page } = await pageOf(Hostile)
    expect(page.html).toContain('"count":"--\\u003e\\u003cscript\\u003e')
  })
})

describe('a function view', () => {
  it('predicts as its handlers say', async () => {
    const View = liveView({ template: '<main dj-root><b>{{ n }}</b></main>' }, () => ({
      n: 1,
      more: handler({ optimistic: { n: 'n|add:1' } }, function more(this: { n: number }) {
        this.n += 1
      }),
    }))
    const { page } = await pageOf(View)
    expect(page.html).toContain('<!--{"n":1}-->')
    expect(await page.call('more')).toMatchObject({ patch: [1, { n: 2 }] })
  })
})

describe('a prediction', () => {
  const refusal = (View: ViewClass) => {
    try {
      checkViewClass(View)
    } catch (error) {
      return (error as Error).message
    }
    return 'none'
  }

  it('is read from the source, or has to be said', () => {
    class Sums extends LiveView {
      static template = 'x'
      total = 0
      @optimistic async add() {
        this.total = await Promise.resolve(1)
      }
    }
    expect(refusal(Sums)).toContain(`@optimistic Sums.add: its source assigns "total" in a way`)
    expect(refusal(Sums)).toContain("@optimistic({ total: 'not total' })")
    class Idle extends LiveView {
      static template = 'x'
      @optimistic nothing() {}
    }
    expect(refusal(Idle)).toContain('assigns no public field')
  })

  it.each([
    ['save()', 'has "("'],
    ['count|upper', 'has the filter "upper"'],
    ['user.name', 'reaches into "user"'],
    ['params.nothing', 'names "nothing", which is no parameter'],
  ])('is refused outside of the language: %s', (text, problem) => {
    class Odd extends LiveView {
      static template = 'x'
      static handlers = handlers<Odd>()({ go: { optimistic: { n: text }, run: () => {} } })
      n = 0
    }
    expect(refusal(Odd)).toContain(problem)
  })

  it('of a function is one without parameters', () => {
    class Odd extends LiveView {
      static template = 'x'
      static handlers = handlers<Odd>()({
        go: { params: { n: 'int' }, optimistic: { n: () => 1 }, run: () => {} },
      })
      n = 0
    }
    expect(refusal(Odd)).toContain('does not get the handler')
  })
})

describe('fields that the browser keeps', () => {
  const tabs = '<p>{% if tab == "two" %}2{% endif %}</p><b>{{ seen }}</b>'

  it('are checked, and set before the handler runs', async () => {
    const { page } = await pageOf(keeping(tabs))
    expect(await page.call('look', {}, {}, { tab: 'two' })).toMatchObject({
      patch: [1, 'two', 2, { tab: 'two' }],
    })
    expect(await page.call('look', {}, {}, { tab: 'no slug' })).toMatchObject({
      errors: [{ code: 'bad_params' }],
    })
    expect(await page.call('look', {}, {}, { seen: 'x', __proto__: 1 })).toMatchObject({
      patch: null,
    })
  })

  it('are checked by a schema', async () => {
    class SchemaView extends LiveView {
      static template = '<p>{{ page }}</p><b>{{ seen }}</b>'
      page = 1
      size = 10
      seen = ''
      @clientState(['page', 'size'])
      @eventHandler({ params: z.object({ page: z.coerce.number().max(9), size: z.number() }) })
      turn(_: { page: number; size: number }) {}
      @eventHandler look() {
        this.seen = String(this.page)
      }
    }
    SchemaView.template = '<p>{{ page }} {{ size }}</p><b>{{ seen }}</b>'
    const { page } = await pageOf(SchemaView)
    expect(await page.call('look', {}, {}, { page: '4' })).toMatchObject({
      patch: [2, '4', 3, { page: 4, size: 10 }],
    })
    expect(await page.call('look', {}, {}, { page: 10 })).toMatchObject({
      errors: [{ code: 'bad_params' }],
    })
  })

  it.each([
    ['<p>{{ tab|upper }}</p>', 'This place reads "tab"'],
    ['<p>{% for x in tab %}{{ x }}{% endfor %}</p>', '{% for %} reads "tab"'],
    ['<p>{% filter upper %}{{ tab }}{% endfilter %}</p>', 'reads "tab"'],
    ['<p title="{% for x in items %}{% if tab == x.id %}a{% endif %}{% endfor %}"></p>', 'reads'],
    ['<p>{{ seen }}</p>', 'its template does not read it'],
  ])('are read in the language alone: %s', (template, problem) => {
    expect(() => programOf(keeping(template))).toThrow(problem)
  })

  it('may stand behind a name of the template', () => {
    const View = keeping('{% with t=tab %}<p class="{{ t }}">{{ t }}</p>{% endwith %}')
    expect(programOf(View).compiled.layout.shared?.places).toEqual({
      0: [0, ['~', ['$', 'tab']], 1, ['~', ['$', 'tab']]],
    })
  })

  it('may be in the title of the document', async () => {
    const View = keeping(
      '<html><head><title>{{ tab }}, {{ seen }}</title>{% djust_scripts %}</head><body dj-view="{{ dj_view_id }}"><b>{{ tab }}</b></body></html>',
    )
    const { layout } = programOf(View).compiled
    expect(layout.shared?.places[0]).toContainEqual(['~', ['$', 'tab'], ', ', ['$', '_0']])
    const { page } = await pageOf(View)
    expect(page.html).toContain('<title>one, </title>')
    expect(await page.call('look')).toMatchObject({ patch: [2, { tab: 'one', _0: 'one' }] })
  })

  it('take along the values beside them, but no objects', async () => {
    const rows =
      '<ul>{% for item in items %}<li>{% if tab == item.id %}x{% endif %}</li>{% endfor %}</ul>'
    const { page } = await pageOf(keeping(rows))
    expect(page.html).toContain('<!--{"_0":"two"}-->')
    const dated = '<p>{% if tab == markup %}x{% endif %}</p>'
    await expect(pageOf(keeping(dated))).rejects.toThrow('A value beside a field')
  })

  it('guard nothing', () => {
    class Reading extends LiveView {
      static template = tabs
      tab = 'one'
      @clientState(['tab'])
      @eventHandler({ params: { tab: 'str' } })
      setTab(_: { tab: string }) {}
      override checkPermissions() {
        return this.tab === 'one'
      }
    }
    expect(() => checkViewClass(Reading)).toThrow('checkPermissions reads "tab"')
  })

  it('are parameters of their handler', () => {
    class Odd extends LiveView {
      static template = tabs
      tab = 'one'
      @clientState(['tab']) setTab() {}
    }
    expect(() => checkViewClass(Odd)).toThrow('names "tab", which is no parameter of it')
  })
})
