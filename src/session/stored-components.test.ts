import { beforeEach, describe, expect, it } from 'vitest'
import { durableMemory, moveTo, twoSites } from '../../test/support/two-sites.ts'
import { codec } from '../state/codec.ts'
import { LiveComponent } from '../view/component.ts'
import { liveView } from '../view/function-view.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { registerComponent } from '../view/register-component.ts'

class Money {
  readonly cents: number

  constructor(cents: number) {
    this.cents = cents
  }
}

let calls: string[] = []
beforeEach(() => {
  calls = []
})

class Counter extends LiveComponent<{ start?: number; name?: string }> {
  static template = '{{ props.name }}:{{ count }}:{{ paid.cents }}:{{ line }}'
  static handlers = handlers<Counter>()({ add: {} })
  static codecs = [
    codec(
      Money,
      ({ cents }) => cents,
      (cents: number) => new Money(cents),
    ),
  ]
  static transient = ['line']

  count = this.props.start ?? 0
  paid = new Money(0)
  line = ''

  mount() {
    this.line = 'on'
    calls.push(`mount ${this.props.name}`)
  }

  restored() {
    this.line = 'again'
    calls.push(`restored ${this.props.name}`)
  }

  unmount() {
    calls.push(`unmount ${this.props.name}`)
  }

  add() {
    this.count += 1
    this.paid = new Money(this.count * 5)
    this.sendParent('counted', this.count)
  }
}

/** A view, two pages of it in two processes, and what the second shows first. */
async function moved(View: ViewClass, use: [handler: string, componentId?: string][]) {
  const { first, second } = twoSites(View, 'beforeReply', durableMemory())
  const page = await first.join()
  for (const [handler, componentId] of use)
    await page.call(handler, {}, componentId ? { componentId } : {})
  calls = []
  const other = await moveTo(second, page)
  calls = []
  const answer = await other.join()
  return {
    page: other,
    answer,
    fill: await other.next(),
    logged: [...first.logged, ...second.logged],
  }
}

describe('the components of a page whose process dies', () => {
  class CounterView extends LiveView {
    static template = '<p>{{ counter }}</p><b>{{ heard }}</b>'
    counter = new Counter({ start: 2, name: 'one' })
    heard = 0

    handleComponentEvent(_: string, count: number) {
      this.heard = count
    }
  }

  it('go on with their fields, are told so, and are mounted no second time', async () => {
    const { fill, page } = await moved(CounterView, [
      ['add', 'counter'],
      ['add', 'counter'],
    ])
    expect(JSON.stringify(fill)).toContain('"one","4","20","again"')
    expect(calls).toEqual(['restored one'])
    expect(await page.call('add', {}, { componentId: 'counter' })).toMatchObject({ upTo: 3 })
    expect(calls).toEqual(['restored one'])
  })

  it('are told from each other by the ids that they had', async () => {
    registerComponent('test-row', class Row extends Counter {})
    const Row = (await import('../shared/part-registry.ts')).partClass('test-row') as typeof Counter
    class RowsView extends LiveView {
      static template =
        '{% for row in rows %}<p dj-key="{{ row.props.name }}">{{ row }}</p>{% endfor %}'
      static handlers = handlers<RowsView>()({ drop: {} })
      rows: Counter[] = []
      byName = new Map<string, Counter>()

      mount() {
        this.rows = ['a', 'b', 'c'].map((name) => new Row({ name }))
        this.byName = new Map(this.rows.map((row) => [row.props.name!, row]))
      }

      drop() {
        this.rows.shift()
      }
    }
    const { fill, page } = await moved(RowsView, [['add', 'rows.2'], ['drop'], ['add', 'rows.1']])
    expect(JSON.stringify(fill)).toContain('"b","1","5","again"')
    expect(JSON.stringify(fill)).toContain('"c","1","5","again"')
    expect(JSON.stringify(await page.call('add', {}, { componentId: 'rows.2' }))).toContain('"2"')
    expect(calls.toSorted()).toEqual(['restored a', 'restored b', 'restored c'])
  })

  it('that a template has made go on too', async () => {
    registerComponent('test-made', class Made extends Counter {})
    class MadeView extends LiveView {
      static template =
        '{% for n in names %}<p dj-key="{{ n }}">{% component "test-made" name=n %}</p>{% endfor %}'
      names = ['x', 'y']
    }
    const { fill, page } = await moved(MadeView, [['add', 'test-made-0.y']])
    expect(JSON.stringify(fill)).toContain('"x","0","0","again"')
    expect(JSON.stringify(fill)).toContain('"y","1","5","again"')
    expect(calls.toSorted()).toEqual(['restored x', 'restored y'])
    expect(JSON.stringify(await page.call('add', {}, { componentId: 'test-made-0.y' }))).toContain(
      '"2"',
    )
  })

  it('stand in each other, and tell their owners', async () => {
    class Box extends LiveComponent {
      static template = '<i>{{ inner }}</i>{{ heard }}'
      inner = new Counter({ name: 'inner' })
      heard = 0

      handleComponentEvent(_: string, count: number) {
        this.heard = count
      }
    }
    class BoxView extends LiveView {
      static template = '<div>{{ box }}</div>'
      box = new Box()
    }
    const { fill, page } = await moved(BoxView, [['add', 'box.inner']])
    expect(JSON.stringify(fill)).toContain('"inner","1","5","again"')
    const update = await page.call('add', {}, { componentId: 'box.inner' })
    expect(JSON.stringify(update)).toContain('"2"')
    expect(JSON.stringify(update)).toContain('"10"')
  })

  it('of a function view go on too', async () => {
    const View = liveView({ template: '<p>{{ counter }}</p>' }, () => ({
      counter: new Counter({ name: 'f' }),
    }))
    const { fill } = await moved(View, [['add', 'counter']])
    expect(JSON.stringify(fill)).toContain('"f","1","5","again"')
  })

  it('of a class that nobody could find again are named, with what to write', async () => {
    class Lost extends Counter {}
    class LostView extends LiveView {
      static template = '<p>{{ lost }}</p>'
      lost: Counter | null = null

      mount() {
        this.lost = new Lost({ name: 'lost' })
      }
    }
    const { fill, logged } = await moved(LostView, [['add', 'lost']])
    expect(fill).toMatchObject({ values: ['None'] })
    expect(logged.join()).toContain("registerComponent('my-component', Lost)")
  })

  it('bring older fields up to date, or the page begins anew', async () => {
    const counterOf = (more: object) => Object.assign(class Versioned extends Counter {}, more)
    const viewOf = (Class: typeof Counter) =>
      class VersionedView extends LiveView {
        static template = '<p>{{ counter }}</p>'
        counter = new Class({ name: 'v' })
      }
    const fillOf = async (later: object) => {
      const store = durableMemory()
      const page = await twoSites(viewOf(counterOf({})), 'beforeReply', store).first.join()
      await page.call('add', {}, { componentId: 'counter' })
      const { second } = twoSites(viewOf(counterOf(later)), 'beforeReply', store)
      const other = await moveTo(second, page)
      await other.join()
      return { fill: JSON.stringify(await other.next()), logged: second.logged.join() }
    }
    const migrate = (fields: Record<string, any>) => ({ ...fields, count: fields.count + 100 })
    expect((await fillOf({ stateVersion: 2, migrate })).fill).toContain('"v","101"')
    const anew = await fillOf({ stateVersion: 2 })
    expect(anew.fill).toContain('"v","0","0","on"')
    expect(anew.logged).toContain('static migrate')
  })
})
