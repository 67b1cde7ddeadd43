import {
  action,
  background,
  clientState,
  eventHandler,
  LiveComponent,
  LiveView,
  loading,
  optimistic,
  reactive,
} from 'djust'
import { describe, expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { Gate } from './support/gate.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

describe('what happens beside handlers', () => {
  feature(
    '@reactive',
    'is shown where it was assigned in a timer, several in one frame',
    async () => {
      class MeterView extends LiveView {
        static template = pageOf(
          '<output>{{ level }} {{ size }}</output><button type="button" dj-click="begin">Begin</button>',
        )
        @reactive accessor level = 0
        _size = 1
        get size() {
          return this._size
        }
        @reactive set size(value) {
          this._size = value
        }
        @eventHandler begin() {
          setTimeout(() => {
            this.level = 7
            this.size = 2
          }, 20)
        }
      }
      const page = await browser.page()
      const frames = new Frames(page)
      await openIn(page, await serveViews({ '': MeterView }))
      await press(page, 'Begin')
      await soonText(page, 'output').toBe('7 2')
      expect(frames.received.filter((frame) => frame.includes('7'))).toHaveLength(1)
    },
  )

  feature('@background', 'shows what was set at once, and goes on beside the page', async () => {
    const gate = new Gate()
    class WorkView extends LiveView {
      static template =
        pageOf(`<output>{{ step }}</output><b>{{ n }}</b><i>{{ busy }}</i><u>{{ build.result }}</u>
        <button type="button" dj-click="build">Build</button><button type="button" dj-click="count">Count</button>`)
      step = ''
      n = 0
      busy = false
      @background @loading('busy') @action async build() {
        this.step = 'begun'
        await gate.pass()
        await this.update(() => {
          this.step = 'done'
        })
        return 'built'
      }
      @eventHandler count() {
        this.n += 1
      }
    }
    const page = await browser.show(WorkView)
    await press(page, 'Build')
    await soonText(page, 'output').toBe('begun')
    await soonText(page, 'i').toBe('True')
    await press(page, 'Count')
    await soonText(page, 'b').toBe('1')
    gate.open()
    await soonText(page, 'output').toBe('done')
    await soonText(page, 'u').toBe('built')
    await soonText(page, 'i').toBe('False')
  })

  feature('async handlers', 'are awaited, and the next event waits', async () => {
    const gate = new Gate()
    class SlowView extends LiveView {
      static template = pageOf(`<output>{{ log }}</output>
        <button type="button" dj-click="slow">Slow</button><button type="button" dj-click="quick">Quick</button>`)
      log = ''
      @eventHandler async slow() {
        await gate.pass()
        this.log += 'slow '
        throw new Error('late')
      }
      @eventHandler quick() {
        this.log += 'quick '
      }
    }
    const page = await browser.show(SlowView)
    await press(page, 'Slow')
    await press(page, 'Quick')
    await soon(() => gate.waiting).toBe(1)
    expect(await page.locator('output').textContent()).toBe('')
    gate.open()
    await soonText(page, 'output').toBe('slow quick ')
  })

  feature('startAsync', 'runs several named tasks, and ends one by its signal', async () => {
    const gate = new Gate()
    class TasksView extends LiveView {
      static template = pageOf(`<output>{{ log }}</output>
        <button type="button" dj-click="begin">Begin</button><button type="button" dj-click="stop">Stop</button>`)
      log = ''
      @eventHandler begin() {
        for (const name of ['one', 'two']) {
          this.startAsync(
            async (signal) => {
              await gate.pass()
              if (!signal.aborted) await this.update(() => void (this.log += `${name} `))
            },
            { name },
          )
        }
      }
      @eventHandler stop() {
        this.cancelAsync('one')
      }
    }
    const page = await browser.show(TasksView)
    await press(page, 'Begin')
    await soon(() => gate.waiting).toBe(2)
    await press(page, 'Stop')
    await page.waitForTimeout(100)
    gate.open()
    await soonText(page, 'output').toBe('two ')
  })
})

describe('a component with predictions', () => {
  class StarComponent extends LiveComponent<{ label: string }> {
    static template =
      '<p><button type="button" dj-click="flip">{{ props.label }}</button> <b class="{{ props.label }}">{% if on %}★{% else %}☆{% endif %}{{ n }}</b></p>'
    on = false
    n = 0
    @optimistic async flip() {
      this.on = !this.on
      this.n += 1
      await stars.pass()
    }
  }
  const stars = new Gate()

  class StarsView extends LiveView {
    static template = pageOf(
      '{{ first }}{{ second }}<i>{{ on }}</i><button type="button" dj-click="add">Add</button>{% for star in more %}{{ star }}{% endfor %}',
    )
    on = 'view'
    first = new StarComponent({ label: 'one' })
    second = new StarComponent({ label: 'two' })
    more: StarComponent[] = []
    @eventHandler add() {
      this.more.push(new StarComponent({ label: `more${this.more.length}` }))
    }
  }

  it('predicts in itself, and in no other of its kind', async () => {
    const page = await browser.show(StarsView)
    await press(page, 'one')
    expect(
      await page.evaluate(() => [...document.querySelectorAll('b')].map((b) => b.textContent)),
    ).toEqual(['★1', '☆0'])
    expect(await page.locator('i').textContent()).toBe('view')
    stars.open()
    await press(page, 'two')
    await soon(() => page.locator('b').allTextContents()).toEqual(['★1', '★1'])
    await press(page, 'Add')
    await press(page, 'more0')
    await soon(() => page.locator('b').allTextContents()).toEqual(['★1', '★1', '★1'])
    await press(page, 'more0')
    await soon(() => page.locator('b').allTextContents()).toEqual(['★1', '★1', '☆2'])
  })
})

describe('a page whose browser keeps fields', () => {
  class KeptView extends LiveView {
    static template = pageOf(`
      <select aria-label="Size" dj-change="choose"><option value="s">S</option><option value="l">L</option></select>
      <output>{{ value }}</output>
      {% if value == 'l' %}<p>Large</p>{% endif %}
      <button type="button" dj-click="show">Show</button><b>{{ shown }}</b>`)
    value = 's'
    shown = ''
    @clientState(['value']) choose({ value }: { value: string }) {
      this.value = value
    }
    @eventHandler show() {
      this.shown = this.value
    }
  }

  it('keeps what a field says, too', async () => {
    const page = await browser.page()
    const frames = new Frames(page)
    await openIn(page, await serveViews({ '': KeptView }))
    frames.forget()
    await page.getByLabel('Size').selectOption('l')
    await soonText(page, 'output').toBe('l')
    expect(await page.locator('p').count()).toBe(1)
    expect(frames.sent).toEqual([])
    await press(page, 'Show')
    await soonText(page, 'b').toBe('l')
  })
})

describe('a view', () => {
  feature('handleTick', 'is told of the time, and shows it', async () => {
    class TickView extends LiveView {
      static template = pageOf('<output>{{ ticks }}</output>')
      static tickInterval = 50
      ticks = 0
      override handleTick() {
        this.ticks += 1
      }
    }
    const page = await browser.show(TickView)
    await soon(async () => Number(await page.locator('output').textContent())).toBeGreaterThan(2)
  })

  feature(
    'abstract',
    'that is there to be extended is no page, and what extends it is',
    async () => {
      class BaseView extends LiveView {
        static abstract = true
        static template = pageOf('<output>{{ name }}</output>')
        name = 'base'
      }
      class OwnView extends BaseView {
        override name = 'own'
      }
      await expect(serveViews({ '': BaseView })).rejects.toThrow('abstract')
      const page = await browser.show(OwnView)
      await soonText(page, 'output').toBe('own')
    },
  )
})
