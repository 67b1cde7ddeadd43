import { eventHandler, LiveView } from 'djust'
import { library } from 'djust/template'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

describe('what is displayed is compared, so it is seen without a call that', () => {
  class Thermometer {
    #degrees = 20

    get degrees() {
      return this.#degrees
    }

    warm() {
      this.#degrees += 1
    }
  }

  class Everything extends LiveView {
    static template = pageOf(`
      <p id="todo">{{ todos.1.done|yesno }}</p>
      <p id="count">{{ todos|length }}</p>
      <p id="map">{% for name, price in prices.items %}{{ name }} {{ price }} {% endfor %}</p>
      <p id="set">{% if "b" in tags %}b is in{% else %}b is out{% endif %}</p>
      <p id="date">{{ due|date:"Y-m-d" }}</p>
      <p id="private">{{ outside.degrees }}</p>
      <p id="alias">{{ same.0.text }}</p>
      {% for name in names %}<button dj-click="{{ name }}">{{ name }}</button>{% endfor %}
    `)

    names = ['nested', 'push', 'map', 'set', 'date', 'hidden', 'alias']
    todos = [
      { text: 'read', done: false },
      { text: 'write', done: false },
    ]
    same = this.todos
    prices = new Map([['tea', 3]])
    tags = new Set(['a'])
    due = new Date(Date.UTC(2026, 0, 31))
    outside = new Thermometer()

    @eventHandler nested() {
      this.todos[1]!.done = true
    }
    @eventHandler push() {
      this.todos.push({ text: 'rest', done: false })
    }
    @eventHandler map() {
      this.prices.set('tea', 4)
    }
    @eventHandler set() {
      this.tags.add('b')
    }
    @eventHandler date() {
      this.due.setUTCFullYear(2027)
    }
    @eventHandler hidden() {
      this.outside.warm()
    }
    @eventHandler alias() {
      this.todos[0]!.text = 'reread'
    }
  }

  rule.each(
    'compared as displayed',
    '%s is changed',
    [
      ['a field of an item', 'nested', '#todo', 'no', 'yes'],
      ['an item that is pushed', 'push', '#count', '2', '3'],
      ['a Map', 'map', '#map', 'tea 3 ', 'tea 4 '],
      ['a Set', 'set', '#set', 'b is out', 'b is in'],
      ['a Date', 'date', '#date', '2026-01-31', '2027-01-31'],
      ['a private field behind a getter', 'hidden', '#private', '20', '21'],
      ['an object that has two names', 'alias', '#alias', 'read', 'reread'],
    ],
    async (_, button, place, before, after) => {
      const page = await browser.show(Everything)
      expect(await page.locator(place).textContent()).toBe(before)
      await press(page, button)
      await soonText(page, place).toBe(after)
    },
  )
})

describe('a turn', () => {
  rule('inputs are kept', 'runs filters again only where their input changed', async () => {
    class Names extends LiveView {
      static template = pageOf(`
        <h1>{{ name|counted }}</h1>
        <ol>{% for each in names %}<li>{{ each.name|counted }}</li>{% endfor %}</ol>
        <p>{{ clicks }}</p>
        <button dj-click="click">Click</button>
        <button dj-click="rename">Rename</button>
      `)

      name = 'ada'
      names = [{ name: 'bob' }, { name: 'cy' }]
      clicks = 0

      @eventHandler
      click() {
        this.clicks += 1
      }

      @eventHandler
      rename() {
        this.name = 'grace'
        this.names[1]!.name = 'dan'
      }
    }
    const { page, inputs } = await openCounting(Names)
    await press(page, 'Click')
    await soonText(page, 'p').toBe('1')
    expect(inputs).toEqual([])
    await press(page, 'Rename')
    await soonText(page, 'h1').toBe('GRACE')
    expect(await page.locator('li').allTextContents()).toEqual(['BOB', 'DAN'])
    expect(inputs).toEqual(['grace', 'dan'])
  })

  rule('unmoved fields', 'looks only at places of which a field has moved', async () => {
    class Names extends LiveView {
      static template = pageOf(`
        <h1 title="{{ first|counted }} {{ last|counted }}">{{ first|counted|cut:last }}</h1>
        <p>{{ clicks }}</p>
        <button dj-click="click">Click</button>
        <button dj-click="rename">Rename</button>
      `)

      first = 'ada'
      last = 'king'
      clicks = 0

      @eventHandler
      click() {
        this.clicks += 1
        this.first = ['a', 'd', 'a'].join('')
      }

      @eventHandler
      rename() {
        this.last = 'A'
      }
    }
    const { page, inputs } = await openCounting(Names)
    await press(page, 'Click')
    await soonText(page, 'p').toBe('1')
    expect(inputs).toEqual([])
    await press(page, 'Rename')
    await soonText(page, 'h1').toBe('D')
    expect(await page.locator('h1').getAttribute('title')).toBe('ADA A')
  })

  rule(
    'outputs are compared',
    'shows what is another value though no field has moved',
    async () => {
      const todos = [1]
      const telling = library().filter('told', () => todos.length, { isPure: false })
      const values = [
        '{{ todos|length }}',
        '{{ name|told }}',
        '{{ told }}',
        '{{ teller.tell }}',
        '{% if 2 in todos %}2{% else %}1{% endif %}',
      ]
      class Telling extends LiveView {
        static template = pageOf(`
        ${values.map((value) => `<p title="${value}">${value}</p>`).join('')}
        <button dj-click="work">Work</button>
      `)

        name = 'a name'
        todos = todos
        teller = { tell: () => todos.length }

        get told() {
          return todos.length
        }

        @eventHandler
        work() {
          todos.push(2)
        }
      }
      const page = await browser.show(Telling, { libraries: { telling }, builtins: ['telling'] })
      const shown = () =>
        page
          .locator('main p')
          .evaluateAll((all) => all.map((p) => `${p.getAttribute('title')} ${p.textContent}`))
      expect(await shown()).toEqual(values.map(() => '1 1'))
      await press(page, 'Work')
      await soon(shown).toEqual(values.map(() => '2 2'))
    },
  )

  rule('names given by a method', 'compares all where getContextData is overridden', async () => {
    let shown = 1
    class Given extends LiveView {
      static template = pageOf(
        '<p>{{ n|add:one|add:one }}</p><button dj-click="work">Work</button>',
      )

      n = 0
      one = 1

      override getContextData() {
        return { ...super.getContextData(), n: shown }
      }

      @eventHandler
      work() {
        shown += 1
      }
    }
    const page = await browser.show(Given)
    await soonText(page, 'p').toBe('3')
    await press(page, 'Work')
    await soonText(page, 'p').toBe('4')
  })

  rule('getters once a turn', 'asks a getter once, however often it is shown', async () => {
    let asked = 0
    class Asking extends LiveView {
      static template = pageOf(`
        <h1 title="{{ total }}">{{ total }}</h1>
        {% if total %}<p>{{ total|add:1 }}</p>{% endif %}
        <ol>{% for n in numbers %}<li>{{ n }} of {{ total }}</li>{% endfor %}</ol>
        <button dj-click="work">Work</button>
      `)

      numbers = [1, 2]

      get total() {
        asked += 1
        return this.numbers.length
      }

      @eventHandler
      work() {
        this.numbers.push(3)
      }
    }
    const page = await browser.show(Asking)
    asked = 0
    await press(page, 'Work')
    await soonText(page, 'li >> nth=-1').toBe('3 of 3')
    expect(asked).toBe(1)
  })

  rule('another language or zone', 'shows all anew that hangs on them', async () => {
    class Abroad extends LiveView {
      static template = `{% load i18n tz %}${pageOf(`
        {% language code %}<p>{{ when|date:"l" }}</p><p>{{ price|floatformat:2 }}</p>{% endlanguage %}
        {% timezone zone %}<p>{{ when|date:"H" }}</p>{% endtimezone %}
        <button dj-click="go">Go</button>
      `)}`

      code = 'en'
      zone = 'UTC'
      price = 1.5
      when = new Date(Date.UTC(2026, 0, 31, 12))

      @eventHandler
      go() {
        this.code = 'de'
        this.zone = 'Asia/Tokyo'
      }
    }
    const page = await browser.show(Abroad)
    const shown = () => page.locator('main p').allTextContents()
    expect(await shown()).toEqual(['Saturday', '1.50', '12'])
    await press(page, 'Go')
    await soon(shown).toEqual(['Samstag', '1,50', '21'])
  })

  rule(
    'two phases',
    'that fails half-way leaves the page as it was, and the next one shows everything',
    async () => {
      class Fragile extends LiveView {
        static template = pageOf(`
        <h1>{{ first }}</h1>
        <ol>{% for n in numbers %}<li>{{ n }}</li>{% endfor %}</ol>
        <p>{{ second }}</p>
        <button dj-click="spoil">Spoil</button>
        <button dj-click="mend">Mend</button>
      `)

        first = 'one'
        numbers = [1, 2]
        isSpoilt = false

        get second() {
          if (this.isSpoilt) throw new Error('this getter fails')
          return `second to ${this.first}`
        }

        @eventHandler
        spoil() {
          this.first = 'two'
          this.numbers.reverse()
          this.isSpoilt = true
        }

        @eventHandler
        mend() {
          this.numbers.push(3)
          this.isSpoilt = false
        }
      }
      const { page, frames } = await openWithFrames(Fragile)
      await press(page, 'Spoil')
      await soon(() => frames.received.some((frame) => frame.includes('render_failed'))).toBe(true)
      expect(await page.locator('h1').textContent()).toBe('one')
      expect(await page.locator('li').allTextContents()).toEqual(['1', '2'])
      await press(page, 'Mend')
      await soonText(page, 'h1').toBe('two')
      expect(await page.locator('li').allTextContents()).toEqual(['2', '1', '3'])
      expect(await page.locator('p').textContent()).toBe('second to two')
    },
  )

  rule(
    'nothing shown, nothing sent',
    'sends nothing but the answer when nothing that is displayed changed',
    async () => {
      class Quiet extends LiveView {
        static template = pageOf(`<p>{{ shown }}</p><button dj-click="work">Work</button>`)

        shown = 'the same'
        hidden = 0

        @eventHandler
        work() {
          this.hidden += 1
          this.shown = ['the', 'same'].join(' ')
        }
      }
      const { page, frames } = await openWithFrames(Quiet)
      frames.forget()
      await press(page, 'Work')
      await soon(() => frames.received).toEqual(['[0,1,1]'])
    },
  )
})

describe('templates read, they do not act', () => {
  rule(
    'templates read',
    'a method that changes its object, a handler and a member of LiveView show nothing',
    async () => {
      class Reading extends LiveView {
        static template = pageOf(`
        <p id="acts">{{ todos.pop }}{{ todos.shift }}{{ add }}{{ clearFlash }}{{ todos.constructor }}</p>
        <p id="reads">{{ todos.length }} {{ prices.size }}</p>
        <button dj-click="add">Add</button>
      `)

        todos = ['read', 'write']
        prices = new Map([['tea', 3]])

        @eventHandler
        add() {
          this.todos.push('rest')
        }
      }
      const page = await browser.show(Reading)
      await press(page, 'Add')
      await soonText(page, '#reads').toBe('3 1')
      expect(await page.locator('#acts').textContent()).toBe('')
    },
  )
})

describe('rows of a list', () => {
  class Keyed extends LiveView {
    static template = pageOf(`
      <ol>{% for row in rows %}<li dj-key="{{ row.id }}">{{ row.name }}</li>{% endfor %}</ol>
      <button dj-click="insert">Insert</button>
      <button dj-click="repeat">Repeat</button>
    `)

    rows = Array.from({ length: 1000 }, (_, id) => ({ id, name: `row ${id}` }))

    @eventHandler
    insert() {
      this.rows.unshift({ id: -1, name: 'first' })
    }

    @eventHandler
    repeat() {
      this.rows = [1, 2, 2, 3].map((id, i) => ({ id, name: `${id} at ${i}` }))
    }
  }

  rule(
    'fewest moves',
    'stay as they are when one is put before 1,000 others, which takes one operation',
    async () => {
      const { page, frames } = await openWithFrames(Keyed)
      const last = await page.locator('li').last().elementHandle()
      frames.forget()
      await press(page, 'Insert')
      await soonText(page, 'li >> nth=0').toBe('first')
      expect(frames.received).toEqual(['[0,1,1,[0,[[0,0,[0,["-1","first"]]]]]]'])
      expect(await last!.evaluate((row) => row.isConnected)).toBe(true)
    },
  )

  rule('equal keys in production', 'that share a key are known by their place', async () => {
    const { page } = await openWithFrames(Keyed)
    await press(page, 'Repeat')
    await soon(() => page.locator('li').allTextContents()).toEqual([
      '1 at 0',
      '2 at 1',
      '2 at 2',
      '3 at 3',
    ])
  })

  rule('keys of rows', 'stay the same elements when others show the same keys', async () => {
    const lists = {
      'dj-key': '<li dj-key="{{ row.code }}">{{ row.name }}</li>',
      'data-key': '<li data-key="{{ row.code }}">{{ row.name }}</li>',
      id: '<li>{{ row.name }}</li>',
      pk: '<li>{{ row.name }}</li>',
    }
    const rowsNamed = (...names: string[]) =>
      Object.keys(lists).map((by) =>
        names.map((name) => ({ [by.endsWith('key') ? 'code' : by]: name, name })),
      )
    class Turned extends LiveView {
      static template = pageOf(`
        ${Object.values(lists)
          .map((row, i) => `<ol>{% for row in lists.${i} %}${row}{% endfor %}</ol>`)
          .join('')}
        <button dj-click="turn">Turn</button>
      `)

      lists = rowsNamed('a', 'b', 'c')

      @eventHandler
      turn() {
        this.lists = rowsNamed('c', 'b', 'a')
      }
    }
    const page = await browser.show(Turned)
    await page.evaluate(() => {
      for (const row of document.querySelectorAll('li')) row.title = row.textContent!
    })
    await press(page, 'Turn')
    const turned = ['c', 'b', 'a'].map((name) => `${name} ${name}`)
    await soon(() =>
      page
        .locator('ol')
        .evaluateAll((all) =>
          all.map((list) =>
            [...list.querySelectorAll('li')].map((row) => `${row.title} ${row.textContent}`),
          ),
        ),
    ).toEqual(Object.keys(lists).map(() => turned))
  })

  rule('fewest moves', 'leave, move, come and change by one frame, and others stay', async () => {
    class Ordered extends LiveView {
      static template = pageOf(`
        <ol>{% for row in rows %}<li dj-key="{{ row.id }}">{{ row.name }}</li>{% endfor %}</ol>
        <button dj-click="order">Order</button>
      `)

      rows = [1, 2, 3, 4, 5, 6].map((id) => ({ id, name: `row ${id}` }))

      @eventHandler
      order() {
        const [one, , three, four, , six] = this.rows
        three!.name = 'renamed'
        this.rows = [six!, one!, three!, four!, { id: 7, name: 'row 7' }]
      }
    }
    const { page, frames } = await openWithFrames(Ordered)
    await page.evaluate(() => {
      const touched: string[] = []
      const watch = new MutationObserver((changes) => {
        for (const { addedNodes, removedNodes } of changes)
          touched.push(...[...addedNodes, ...removedNodes].map((node) => node.textContent!))
      })
      watch.observe(document.querySelector('ol')!, { childList: true })
      Object.assign(window, { touched })
    })
    frames.forget()
    await press(page, 'Order')
    const order = ['row 6', 'row 1', 'renamed', 'row 4', 'row 7']
    await soon(() => page.locator('li').allTextContents()).toEqual(order)
    expect(frames.received).toEqual([
      '[0,1,1,[0,[[[4,1],[5,0],[4,["7","row 7"]]],2,[1,"renamed"]]]]',
    ])
    const touched = await page.evaluate(() => (window as unknown as { touched: string[] }).touched)
    expect(new Set(touched)).toEqual(new Set(['row 2', 'row 5', 'row 6', 'row 7']))
  })

  rule(
    'rows without keys',
    'may have no key at all: then an object is its own, and a text its place',
    async () => {
      class Unkeyed extends LiveView {
        static template = pageOf(`
        <ol>{% for row in rows %}<li>{{ row.name }}</li>{% endfor %}</ol>
        <ul>{% for word in words %}<li>{{ word }}</li>{% endfor %}</ul>
        <button dj-click="turn">Turn</button>
      `)

        rows = [{ name: 'a' }, { name: 'b' }, { name: 'c' }]
        words = ['x', 'x', 'y']

        @eventHandler
        turn() {
          this.rows.reverse()
          this.words.reverse()
        }
      }
      const { page } = await openWithFrames(Unkeyed)
      const first = await page.locator('ol li').first().elementHandle()
      await press(page, 'Turn')
      await soon(() => page.locator('ol li').allTextContents()).toEqual(['c', 'b', 'a'])
      expect(await page.locator('ul li').allTextContents()).toEqual(['y', 'x', 'x'])
      expect(await first!.evaluate((row) => row.parentElement!.lastElementChild === row)).toBe(true)
    },
  )
})

rule(
  'fields that are sent',
  'a field that was sent counts as shown, so emptying it is a change',
  async () => {
    class Notes extends LiveView {
      static template = pageOf(`
      <form dj-submit="add"><input name="text" value="{{ text }}"><button>Add</button></form>
      <ol>{% for note in notes %}<li>{{ note }}</li>{% endfor %}</ol>
    `)

      text = ''
      notes: string[] = []

      @eventHandler({ params: { text: 'str' } })
      add({ text }: { text: string }) {
        this.notes.push(text)
        this.text = ''
      }
    }
    const page = await browser.show(Notes)
    for (const note of ['one', 'two']) {
      await page.getByRole('textbox').fill(note)
      await press(page, 'Add')
      await soonText(page, 'li >> nth=-1').toBe(note)
      await soon(() => page.getByRole('textbox').inputValue()).toBe('')
    }
  },
)

/** Opens a view whose template has the filter `counted`. @returns what that is called with from now on */
async function openCounting(
  View: new () => LiveView,
): Promise<{ page: Page; inputs: readonly string[] }> {
  const inputs: string[] = []
  const count = (text: string): string => {
    inputs.push(text)
    return text.toUpperCase()
  }
  const counting = library().filter('counted', count, { isPure: true })
  const page = await browser.show(View, { libraries: { counting }, builtins: ['counting'] })
  inputs.length = 0
  return { page, inputs }
}

async function openWithFrames(View: new () => LiveView): Promise<{ page: Page; frames: Frames }> {
  const page = await browser.page()
  const frames = new Frames(page)
  await openIn(page, await serveViews({ '': View }))
  await soon(() => frames.received.length).toBeGreaterThan(0)
  frames.forget()
  return { page, frames }
}
