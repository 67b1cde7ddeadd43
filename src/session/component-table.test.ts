import { describe, expect, it } from 'vitest'
import { siteOf } from '../../test/support/site.ts'
import { Component, LiveComponent } from '../view/component.ts'
import { eventHandler } from '../view/event-handler.ts'
import { liveView } from '../view/function-view.ts'
import { LiveView } from '../view/live-view.ts'
import { registerComponent } from '../view/register-component.ts'
import type { Site } from './site.ts'

class Counter extends LiveComponent<{ start?: number }> {
  static template = '<button dj-click="add">{{ n }}</button>'
  n = this.props.start ?? 0
  @eventHandler add() {
    this.n += 1
    this.sendParent('added', this.n)
  }
}

class Label extends Component {
  static template = '<b dj-click="poke">{{ text }}</b>'
  text: string
  constructor(text: string) {
    super()
    this.text = text
  }
}

/** The ids in a page, in document order. */
function idsIn(html: string): string[] {
  return Array.from(html.matchAll(/data-component-id="([^"]*)"/g), ([, id]) => id!)
}

describe('the id of a component', () => {
  it('is the name of the field that holds it, and in collections where it stands', async () => {
    class PageView extends LiveView {
      static template =
        '{{ first }}{% for c in rows %}{{ c }}{% endfor %}{% for k, c in cells.items %}{{ c }}{% endfor %}{{ deep.0.button }}'
      first = new Counter()
      rows = [new Counter(), new Counter()]
      cells = new Map([['a', new Counter()]])
      deep = [{ button: new Counter() }]
    }
    const { html } = await siteOf(PageView).open()
    expect(idsIn(html)).toEqual(['first', 'rows.0', 'rows.1', 'cells.a', 'deep.0.button'])
  })

  it('stays while its list shifts, and is never given to two', async () => {
    class PageView extends LiveView {
      static template = '{% for c in rows %}{{ c }}{% endfor %}'
      rows = [new Counter(), new Counter()]
      @eventHandler shift() {
        this.rows.shift()
        this.rows.push(new Counter())
      }
      @eventHandler ids() {
        this.putFlash('info', this.rows.map(({ componentId }) => componentId).join(' '))
      }
    }
    const site = siteOf(PageView)
    const page = await site.join()
    const { patch } = await page.call('shift')
    expect(JSON.stringify(patch)).toContain('rows.2')
    expect(await page.call('add', {}, { componentId: 'rows.1' })).toMatchObject({ errors: [] })
    expect(await page.call('add', {}, { componentId: 'rows.0' })).toMatchObject({
      errors: [{ code: 'not_callable' }],
    })
  })

  it('follows a component to the field that it is moved to', async () => {
    class PageView extends LiveView {
      static template = '{{ left }}{{ right }}'
      left: Counter | null = new Counter()
      right: Counter | null = null
      @eventHandler swap() {
        ;[this.left, this.right] = [this.right, this.left]
      }
    }
    const page = await siteOf(PageView).join()
    const { patch } = await page.call('swap')
    expect(JSON.stringify(patch)).toContain('["right","0"]')
  })

  it('begins with that of the component around', async () => {
    class Card extends LiveComponent {
      static template = '<div>{{ counter }}{{ props.label }}</div>'
      counter = new Counter()
    }
    class PageView extends LiveView {
      static template = '{{ card }}'
      label = new Label('x')
      card = new Card({ label: this.label } as object)
    }
    const { html } = await siteOf(PageView).open()
    expect(idsIn(html)).toEqual(['card', 'card.counter', 'label'])
  })

  it('is the same after the server has started again', async () => {
    class PageView extends LiveView {
      static template = '{{ first }}'
      first = new Counter({ start: 3 })
    }
    const page = await siteOf(PageView).open()
    const other = siteOf(PageView)
    const again = await other.open()
    const html = again.html
    expect(idsIn(html)).toEqual(idsIn(page.html))
  })
})

describe('an event in a component', () => {
  class PageView extends LiveView {
    static template = '{{ one }}{{ two }}{{ label }}<i>{{ log }}</i>'
    one = new Counter()
    two = new Counter()
    label = new Label('x')
    log = ''
    @eventHandler poke({ componentId }: { componentId: string }) {
      this.log = `${componentId} ${this.component(Label, componentId)?.text}`
      if (this.component(Counter, componentId)) this.log = 'wrong'
    }
    override handleComponentEvent(event: string, data: unknown, sender: Component) {
      this.log = `${event} ${data} ${sender.componentId}`
    }
  }

  it('runs the handler of the component, which may tell its owner', async () => {
    const page = await siteOf(PageView).join()
    expect(await page.call('add', {}, { componentId: 'two' })).toMatchObject({
      patch: [1, [[1, '1']], 3, 'added 1 two'],
    })
  })

  it('runs the handler of the view where it has one, with the id', async () => {
    const page = await siteOf(PageView).join()
    expect(await page.call('poke', {}, { componentId: 'label' })).toMatchObject({
      patch: [3, 'label x'],
    })
  })

  it.each(['', 'three', '__proto__', 'constructor', 'log', 'handleComponentEvent'])(
    'is refused when there is no such component: %j',
    async (componentId) => {
      const page = await siteOf(PageView).join()
      expect(await page.call('add', {}, { componentId })).toMatchObject({
        errors: [{ code: 'not_callable' }],
      })
      expect(await page.call('poke', {}, { componentId })).toMatchObject({ errors: [] })
    },
  )

  it.each(['mount', 'triggerUpdate', 'sendParent', 'unmount', 'constructor', 'n', '__proto__'])(
    'never runs what is no handler of it: %s',
    async (name) => {
      const page = await siteOf(PageView).join()
      expect(await page.call(name, {}, { componentId: 'one' })).toMatchObject({
        errors: [{ code: 'not_callable' }],
      })
    },
  )

  it('reaches a component that is held inside another one, and those around it', async () => {
    class Inner extends LiveComponent {
      static template = '<b dj-click="outerDoes">{{ n }}</b>'
      n = 0
    }
    class Outer extends LiveComponent {
      static template = '<div>{{ inner }}{{ done }}</div>'
      inner = new Inner()
      done = ''
      @eventHandler outerDoes({ componentId }: { componentId: string }) {
        this.done = componentId
      }
    }
    class NestedView extends LiveView {
      static template = '{{ outer }}'
      outer = new Outer()
    }
    const page = await siteOf(NestedView).join()
    expect(await page.call('outerDoes', {}, { componentId: 'outer.inner' })).toMatchObject({
      patch: [0, [[2, 'outer.inner']]],
    })
  })
})

describe('a component', () => {
  it('is seen to change, whoever changes it', async () => {
    class PageView extends LiveView {
      static template = '{{ label }}'
      label = new Label('x')
      @eventHandler poke() {
        this.label.text = 'y'
      }
    }
    const page = await siteOf(PageView).join()
    expect(await page.call('poke')).toMatchObject({ patch: [0, [[1, 'y']]] })
  })

  it('brings its layout along when it is first shown, and again with all values', async () => {
    class PageView extends LiveView {
      static template = '<i>{{ label }}</i>{{ list.0 }}'
      label = new Label('x')
      list: Counter[] = []
      @eventHandler poke() {
        this.list = [new Counter()]
      }
    }
    const site = siteOf(PageView)
    const page = await site.join()
    const frame = await page.call('poke')
    const [print] = Object.keys(frame.layouts!)
    expect(frame.patch).toEqual([1, [print, ['list.0', '0']]])
    expect(site.site.programs.byFingerprint(print!)!.compiled.layout).toEqual(
      frame.layouts![print!],
    )
    expect((await page.call('poke')).layouts).toBeUndefined()
    page.send({ kind: 'resync', session: 0 })
    expect(await page.next()).toMatchObject({ kind: 'fill', layouts: frame.layouts })
  })

  it('names the layouts of the first page in it', async () => {
    class PageView extends LiveView {
      static template = '{{ a }}{{ b }}{{ c }}'
      a = new Label('x')
      b = new Label('y')
      c = new Counter()
    }
    const scripts: Site['scripts'] = (_, { parts }) =>
      `<script id="djust-page">${JSON.stringify({ parts: parts.map((part) => part.fingerprint) })}</script>`
    const { html } = await siteOf(PageView, { scripts }).open()
    const prints = Array.from(html.matchAll(/<!--p(\w+)-->/g), ([, print]) => print)
    expect(JSON.parse(/djust-page">(.*?)<\/script>/.exec(html)![1]!).parts).toEqual([
      ...new Set(prints),
    ])
  })

  it('is mounted once before it is drawn, and waited for', async () => {
    const done: string[] = []
    class Slow extends LiveComponent<{ name: string }> {
      static template = '<b>{{ name }} {{ extra }}</b>'
      name = ''
      override async mount({ name }: { name: string }) {
        await Promise.resolve()
        this.name = name
        done.push(`mount ${name}`)
      }
      override async getContextData() {
        await Promise.resolve()
        return { name: this.name, extra: this.componentId }
      }
      override unmount() {
        done.push(`unmount ${this.name}`)
      }
    }
    class PageView extends LiveView {
      static template = '{% for c in list %}{{ c }}{% endfor %}{% if on %}{{ one }}{% endif %}'
      list = [new Slow({ name: 'a' }), new Slow({ name: 'b' })]
      one: Slow | null = new Slow({ name: 'c' })
      on = true
      @eventHandler drop() {
        this.list.pop()
      }
      @eventHandler hide() {
        this.on = false
      }
      @eventHandler forget() {
        this.one = null
      }
    }
    const site = siteOf(PageView)
    const page = await site.join()
    expect(page.html.replace(/<!--.*?-->/g, '')).toContain('>a list.0</b>')
    expect(done).toEqual(['mount a', 'mount b', 'mount c'])
    await page.call('drop')
    await page.call('hide')
    expect(done.slice(3)).toEqual(['unmount b'])
    await page.call('forget')
    expect(done.slice(4)).toEqual(['unmount c'])
    await site.registry.close(1_000)
    expect(done.slice(5)).toEqual(['unmount a'])
  })

  it('shows what changed outside of an event when it says so', async () => {
    class Clock extends LiveComponent {
      static template = '<b>{{ n }}</b>'
      n = 0
      tick() {
        this.n += 1
        this.triggerUpdate()
        this.sendParent('ticked')
      }
    }
    let made: Clock | undefined
    class PageView extends LiveView {
      static template = '{{ clock }}{{ told }}'
      clock = (made = new Clock())
      told = 0
      override handleComponentEvent() {
        this.told += 1
      }
    }
    const page = await siteOf(PageView).join()
    made!.tick()
    expect(await page.next()).toMatchObject({ patch: [0, [[1, '1']], 1, '1'] })
  })

  it('reads the names of the framework, and none of its view', async () => {
    class Who extends Component {
      static template = '<b>{{ request.path }}{{ secret }}{{ componentId }}{{ site }}</b>'
    }
    class PageView extends LiveView {
      static template = '{{ who }}'
      who = new Who()
      secret = 'x'
    }
    const { html } = await siteOf(PageView, {
      contextProcessors: [() => ({ site: 'Books' })],
    }).open()
    expect(html.replace(/<!--.*?-->/g, '')).toContain('>/whoBooks</b>')
  })

  it('is drawn anew each time where a getter makes it, and keeps its place', async () => {
    class PageView extends LiveView {
      static template = '{{ badge }}'
      n = 0
      get badge() {
        return new Label(`${this.n}`)
      }
      @eventHandler poke() {
        this.n += 1
      }
    }
    const page = await siteOf(PageView).join()
    expect(page.html).toContain('<b dj-click="poke" data-component-id="">0</b>')
    expect(await page.call('poke')).toMatchObject({ patch: [0, [[1, '1']]] })
  })

  it('tells in development that nobody has the handler which it names', async () => {
    class PageView extends LiveView {
      static template = '{{ label }}'
      label = new Label('x')
    }
    await expect(siteOf(PageView, { isDevelopment: true }).open()).rejects.toMatchObject({
      code: 'unknown_handler',
      message: expect.stringContaining('neither Label nor PageView'),
    })
    const site = siteOf(PageView)
    await site.open()
    expect(site.logged.join()).toContain('neither Label nor PageView')
  })
})

describe('a component that a template names', () => {
  class Steps extends LiveComponent<{ label: string }> {
    static template = '<b dj-click="add">{{ props.label }} {{ n }}</b>'
    n = 0
    @eventHandler add() {
      this.n += 1
    }
  }
  class Chip extends Component<{ label: string }> {
    static template = '<i dj-click="add">{{ props.label }} {{ n }}</i>'
    n = 0
    @eventHandler add() {
      this.n += 1
    }
  }
  registerComponent('test-steps', Steps)
  registerComponent('test-chip', Chip)

  it('gets its props with each render, and keeps its state when it has one', async () => {
    class PageView extends LiveView {
      static template =
        '{% component "test-steps" label=label %}{% component "test-chip" label=label %}'
      label = 'x'
      @eventHandler rename() {
        this.label = 'y'
      }
    }
    const page = await siteOf(PageView).join()
    expect(idsIn(page.html)).toEqual(['test-steps-0', 'test-chip-1'])
    expect(await page.call('add', {}, { componentId: 'test-steps-0' })).toMatchObject({
      patch: [0, [[2, '1']]],
    })
    expect(await page.call('add', {}, { componentId: 'test-chip-1' })).toMatchObject({ errors: [] })
    expect(await page.call('rename')).toMatchObject({ patch: [0, [[1, 'y']], 1, [[1, 'y']]] })
    page.send({ kind: 'resync', session: 0 })
    expect(JSON.stringify(await page.next())).toContain('["test-steps-0","y","1"]')
  })

  it('is told from others by the rows around it', async () => {
    class PageView extends LiveView {
      static template =
        '{% for row in rows %}<p>{% component "test-steps" label=row.id %}{% component "test-steps" label="k" key=row.name %}</p>{% endfor %}'
      rows = [
        { id: 7, name: 'a' },
        { id: 8, name: 'b' },
      ]
      @eventHandler swap() {
        this.rows.reverse()
      }
      @eventHandler drop() {
        this.rows.shift()
      }
    }
    const page = await siteOf(PageView).join()
    expect(idsIn(page.html)).toEqual([
      'test-steps-0.7',
      'test-steps-1.a',
      'test-steps-0.8',
      'test-steps-1.b',
    ])
    await page.call('add', {}, { componentId: 'test-steps-0.8' })
    expect(await page.call('swap')).toMatchObject({ patch: [0, [[0, [0, 1], 0]]] })
    expect(await page.call('drop')).toMatchObject({ patch: [0, [[[0], 0, 0]]] })
    expect(await page.call('add', {}, { componentId: 'test-steps-0.8' })).toMatchObject({
      errors: [{ code: 'not_callable' }],
    })
  })

  it('gets texts as texts, and safe values as they are', async () => {
    class PageView extends LiveView {
      static template =
        '{% component "test-chip" label="a & <b>" %}{% component "test-chip" label=html|safe %}'
      html = '<u>u</u>'
    }
    const { html } = await siteOf(PageView).open()
    expect(html).toContain('a &amp; &lt;b&gt;')
    expect(html).toContain('<u>u</u>')
  })

  it('stands in a table, as what the view holds does', async () => {
    class Row extends Component<{ n: number }> {
      static template = '<tr><td>{{ props.n }}</td></tr>'
    }
    class PageView extends LiveView {
      static template =
        '<table><tbody>{% for row in rows %}{% component row %}{% endfor %}</tbody></table>'
      rows = [new Row({ n: 1 }), new Row({ n: 2 })]
    }
    const site = siteOf(PageView)
    const { html } = await site.open()
    expect(html.replace(/<!--.*?-->/g, '')).toContain(
      '<tbody><tr data-component-id="rows.0"><td>1</td></tr><tr data-component-id="rows.1"><td>2</td></tr></tbody>',
    )
    expect(site.site.programs.of(PageView, () => undefined).compiled.coarse).toEqual([])
  })

  it.each([
    ['{% component "test-chips" %}', 'unknown_component'],
    ['{% component name %}', 'unknown_component'],
    ['{% component count %}', 'component_value'],
    ['{% component chip label="x" %}', 'component_value'],
    ['{% component %}', 'tag_arguments'],
    ['{% component "test-chip" "x" %}', 'tag_arguments'],
  ])('is refused: %s', async (template, code) => {
    class PageView extends LiveView {
      static template = template
      name = 'no-such'
      count = 7
      chip = new Chip({ label: 'x' })
    }
    await expect(siteOf(PageView).open()).rejects.toMatchObject({ code })
  })
})

describe('a form in a component', () => {
  class Form extends LiveComponent<{ start: string }> {
    static template = '<form dj-submit="save"><input name="text" value="{{ text }}"></form>'
    text = this.props.start
    @eventHandler({ params: { text: 'str' } }) save({ text }: { text: string }) {
      this.text = `saved ${text}`
    }
  }
  registerComponent('test-form', Form)
  class PageView extends LiveView {
    static template = '{{ one }}{% component "test-form" start="b" %}'
    one = new Form({ start: 'a' })
  }

  it('says which one it belongs to when it is posted without JavaScript', async () => {
    const site = siteOf(PageView)
    const { html } = await site.open()
    expect(html).toContain('action="?_event=save&amp;component-id=one"')
    expect(html).toContain('action="?_event=save&amp;component-id=test-form-0"')
    const values = async (componentId: string) => {
      const post = { handler: 'save', params: { text: 'x', componentId } }
      const page = await site.open('/', { post })
      return Array.from(page.html.matchAll(/name="text" value="([^"]*)"/g), ([, value]) => value)
    }
    expect(await values('one')).toEqual(['saved x', 'b'])
    expect(await values('test-form-0')).toEqual(['a', 'saved x'])
  })
})

it('a view that is a function holds components and hears of them', async () => {
  const view = liveView({ template: '{{ counter }}{{ told }}' }, () => ({
    counter: new Counter({ start: 2 }),
    told: '',
    handleComponentEvent(event: string, data: number) {
      this.told = `${event} ${data}`
    },
  }))
  const page = await siteOf(view as never).join()
  expect(await page.call('add', {}, { componentId: 'counter' })).toMatchObject({
    patch: [0, [[1, '3']], 1, 'added 3'],
  })
})
