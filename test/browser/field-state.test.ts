import { eventHandler, formFields, type FormFields, LiveView } from 'djust'
import { describe, expect, it } from 'vitest'
import { press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()

describe('a field whose value its type does not allow', () => {
  it.each([
    ['text', 'a\nb', 'c'],
    ['number', 'many', '7'],
    ['email', ' a@b ', 'c@d'],
    ['date', 'soon', '2030-01-02'],
    ['color', 'reddish', '#102030'],
    ['range', '900', '7'],
  ])('is not taken for changed by the user: %s', async (type, first, second) => {
    class Field extends LiveView {
      static template = pageOf(`
        <button dj-click="go">Go</button><output>{{ values|length }}</output>
        <section>{% if values %}<div>{% else %}<p>{% endif %}<input type="${type}" aria-label="Field" value="{{ values.0 }}">{% if values %}</div>{% else %}</p>{% endif %}</section>
      `)
      values = ['', first, second]

      @eventHandler
      go() {
        this.values = this.values.slice(1)
      }
    }
    const page = await browser.show(Field)
    await press(page, 'Go')
    await soonText(page, 'output').toBe('2')
    await press(page, 'Go')
    await soonText(page, 'output').toBe('1')
    expect(await page.getByLabel('Field').inputValue()).toBe(second)
  })
})

describe('a drop-down', () => {
  it('for many that has no certain place shows what the markup says', async () => {
    class Many extends LiveView {
      static template = pageOf(`
        <button dj-click="go">Go</button><output>{{ chosen|join:"," }}</output>
        <select multiple aria-label="Many">{% for n in numbers %}<option value="{{ n }}"{% if n in chosen %} selected{% endif %}>{{ n }}{% if n == 9 %}<option>ten{% endif %}{% endfor %}</select>
      `)
      numbers = [1]
      chosen: number[] = []

      @eventHandler
      go() {
        this.numbers = [2, 3, 4, 5]
        this.chosen = this.chosen.length > 0 ? [] : [3, 5]
      }
    }
    const page = await browser.show(Many)
    const shown = () =>
      page
        .getByLabel('Many')
        .evaluate((select: HTMLSelectElement) =>
          [...select.selectedOptions].map(({ value }) => value),
        )
    expect(await shown()).toEqual([])
    await press(page, 'Go')
    await soonText(page, 'output').toBe('3,5')
    expect(await shown()).toEqual(['3', '5'])
    await press(page, 'Go')
    await soon(shown).toEqual([])
  })

  it('in whose markup two options are chosen is not taken for one that the user changed', async () => {
    class Two extends LiveView {
      static template = pageOf(`
        <button dj-click="go">Go</button><output>{{ chosen|join:"," }}</output>
        <select aria-label="Two">{% for n in numbers %}<option value="{{ n }}"{% if n in chosen %} selected{% endif %}>{{ n }}</option>{% endfor %}</select>
      `)
      numbers = [1, 2, 3]
      chosen = [1, 2]

      @eventHandler
      go() {
        this.chosen = [1]
      }
    }
    const page = await browser.show(Two)
    const field = page.getByLabel('Two')
    expect(await field.inputValue()).toBe('2')
    await press(page, 'Go')
    await soonText(page, 'output').toBe('1')
    expect(await field.inputValue()).toBe('1')
  })

  it.each([
    [
      'alone',
      '{% for n in numbers %}<option value="{{ n }}"{% if n == 1 or n > 2 %} selected{% endif %}>{{ n }}</option>{% endfor %}',
    ],
    [
      'with no certain place',
      '{% for n in numbers %}<option value="{{ n }}"{% if n == 1 or n > 2 %} selected{% endif %}>{{ n }}{% if n == 9 %}<option>ten{% endif %}{% endfor %}',
    ],
  ])('keeps what the user chose when an option comes that says it is: %s', async (_, options) => {
    class One extends LiveView {
      static template = pageOf(`
        <button dj-click="go">Go</button><output>{{ numbers|length }}</output>
        <select aria-label="One">${options}</select>
      `)
      numbers = [1, 2]

      @eventHandler
      go() {
        this.numbers = [0, 1, 2, 3]
      }
    }
    const page = await browser.show(One)
    const field = page.getByLabel('One')
    await field.selectOption('2')
    await press(page, 'Go')
    await soonText(page, 'output').toBe('4')
    expect(await field.inputValue()).toBe('2')
  })
})

describe('in a part without certain places, a field that was drawn without its state', () => {
  class Form extends LiveView {
    static template = pageOf(`
      <form dj-submit="send"><div>{% if wide %}<p>{% endif %}
        <input type="checkbox" name="agree" aria-label="Agree" {% if agree %}checked{% endif %}>
        {% for each in sizes %}<input type="radio" name="size" value="{{ each }}" aria-label="{{ each }}" {% if each == size %}checked{% endif %}>{% endfor %}
        <select name="color" aria-label="Colour">{% for each in colors %}<option value="{{ each }}" {% if each == color %}selected{% endif %}>{{ each }}{% endfor %}</select>
        <input name="code" aria-label="Code" {% if code %}value="{{ code }}"{% endif %}>
        <textarea name="note" aria-label="Note">{{ note }}</textarea>
        <input name="free" aria-label="Free">
        <i>{{ tone }}</i>
      {% if wide %}</p>{% endif %}</div><button>Send</button></form>
      <output>{{ turns }}</output>
      {% for each in does %}<button dj-click="next" dj-value-will="{{ each }}">{{ each }}</button>{% endfor %}
    `)
    wide = false
    sizes = ['Small', 'Large']
    colors = ['red', 'green']
    does = ['refuses', 'redraws', 'takes', 'takes back']
    will = 'refuses'
    turns = 0
    tone = ''
    agree = false
    size = ''
    color = ''
    code = ''
    note = ''

    @eventHandler({ params: formFields })
    send({ agree, size, color, code, note }: FormFields) {
      this.turns++
      if (this.will === 'redraws') this.tone = String(this.turns)
      if (this.will === 'takes') Object.assign(this, { agree: !!agree, size, color, code, note })
    }

    @eventHandler({ params: { will: 'str' } })
    next({ will }: { will: string }) {
      this.turns++
      this.will = will
      if (will === 'takes back')
        Object.assign(this, { agree: false, size: '', color: '', code: '', note: '' })
    }
  }

  it('shows what the server says with each answer: refused, redrawn, taken and taken back', async () => {
    const page = await browser.show(Form)
    let turns = 0
    const send = async (button: string) => {
      await press(page, button)
      await soonText(page, 'output').toBe(String(++turns))
    }
    const shown = () =>
      page.evaluate(() => [...new FormData(document.querySelector('form')!).values()].slice(-6))
    const fill = async () => {
      await page.getByLabel('Agree').check()
      await page.getByLabel('Large').check()
      await page.getByLabel('Colour').selectOption('green')
      for (const label of ['Code', 'Note', 'Free']) await page.getByLabel(label).fill('typed')
    }
    const [typed, drawn] = [
      ['on', 'Large', 'green', 'typed', 'typed', 'typed'],
      ['red', '', '', 'typed'],
    ]
    for (const will of ['refuses', 'redraws']) {
      await send(will)
      await fill()
      expect(await shown()).toEqual(typed)
      await send('Send')
      await soon(async () => (await shown()).slice(-4)).toEqual(drawn)
      expect(await page.getByLabel('Agree').isChecked()).toBe(false)
      expect(await page.getByLabel('Large').isChecked()).toBe(false)
    }
    await send('takes')
    await fill()
    await send('Send')
    expect(await shown()).toEqual(typed)
    await send('takes back')
    await soon(async () => (await shown()).slice(-4)).toEqual(drawn)
    expect(await page.getByLabel('Agree').isChecked()).toBe(false)
  })
})
