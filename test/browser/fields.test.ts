import { djust, eventHandler, LiveView, path, publish } from 'djust'
import { serve } from 'djust/server'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { feature } from '../support/feature.ts'
import { rule } from '../support/rule.ts'
import {
  inputMethod,
  isCutOff,
  isLive,
  openIn,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { useDemo } from './support/demo.ts'
import { Frames } from './support/frames.ts'
import { Gate } from './support/gate.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const demo = useDemo()

class OrderView extends LiveView {
  static template = pageOf(`
    <input aria-label="Name" dj-model="name"><output>{{ name }}</output>
    <form dj-submit="order" dj-auto-recover="goOn">
      <input name="town" aria-label="Town"><input name="street" aria-label="Street">
    </form><p>{{ address }}</p>
    <input aria-label="Code" value="{{ code }}" dj-change="take" dj-no-recover><i>{{ code }}</i>`)
  name = ''
  address = ''
  code = ''

  @eventHandler({ params: { town: 'str', street: 'str' } })
  goOn({ town, street }: { town: string; street: string }) {
    this.address = `${street}, ${town}`
  }

  @eventHandler
  order() {}

  @eventHandler({ params: { value: 'str' } })
  take({ value }: { value: string }) {
    this.code = value
  }
}

describe('what was typed before a view was mounted anew', () => {
  feature('dj-auto-recover', 'is told to it, unless the page says no', async () => {
    const app = () => djust({ urls: [path('', OrderView)] })
    const options = { hostname: '127.0.0.1', closeGraceMs: 0 }
    const first = await serve(app(), { port: 0, ...options })
    const page = await browser.open(`http://127.0.0.1:${first.port}/`)
    await page.getByLabel('Name').fill('Ada')
    await soonText(page, 'output').toBe('Ada')
    await page.getByLabel('Town').fill('Łódź')
    await page.getByLabel('Code').fill('123')
    await page.getByLabel('Code').blur()
    await soonText(page, 'i').toBe('123')
    await first.close()
    await isCutOff(page)
    await page.getByLabel('Street').fill('Main')

    const second = await serve(app(), { port: first.port, ...options })
    onTestFinished(() => second.close())
    await isLive(page)
    await soonText(page, 'output').toBe('Ada')
    await soonText(page, 'p').toBe('Main, Łódź')
    expect(await page.getByLabel('Code').inputValue()).toBe('')
    expect(await page.locator('i').textContent()).toBe('')
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    expect(await page.getByLabel('Street').inputValue()).toBe('Main')
  })
})

describe('typing', () => {
  it('fast on the first page of the demo loses and reorders nothing', async () => {
    const page = await browser.open(demo.url)
    const field = page.getByLabel(/Each key/)
    const text = 'The quick brown fox jumps over the lazy dog, 1234567890 times'.slice(0, 60)
    await field.fill('')
    await field.pressSequentially(text)
    expect(await field.inputValue()).toBe(text)
    await soonText(page, 'dd >> nth=1').toBe(
      'the-quick-brown-fox-jumps-over-the-lazy-dog-1234567890-times'.slice(0, 59),
    )
    expect(await field.inputValue()).toBe(text)
  })

  it('sends only the newest while an answer is awaited', async () => {
    const { page, frames, gate } = await openTyping()
    await page.getByLabel('Text').pressSequentially('a')
    await soon(() => gate.waiting).toBe(1)
    await page.keyboard.type('bcd')
    expect(frames.sent.map(valueOf)).toEqual(['a'])
    gate.open()
    await soonText(page, 'output').toBe('ABCD')
    expect(frames.sent.map(valueOf)).toEqual(['a', 'abcd'])
  })

  rule(
    'typing goes on',
    'goes on under the fingers, and shows what the server made of it in the end',
    async () => {
      const { page, gate } = await openTyping()
      const field = page.getByLabel('Text')
      await field.pressSequentially('on')
      await soon(() => gate.waiting).toBe(1)
      await page.keyboard.type('e two')
      gate.letThrough()
      await soon(() => gate.waiting).toBe(1)
      await soonText(page, 'output').toBe('O')
      expect(await field.inputValue()).toBe('one two')
      await page.keyboard.press('Home')
      await page.keyboard.type('x')
      expect(await field.inputValue()).toBe('xone two')
      gate.open()
      await soon(() => field.inputValue()).toBe('XONE TWO')
    },
  )

  it('is not overtaken by a click', async () => {
    const { page, frames, gate } = await openTyping()
    await page.getByLabel('Text').pressSequentially('abc')
    await press(page, 'Keep')
    gate.open()
    await soonText(page, 'em').toBe('ABC')
    expect(frames.sent.map((frame) => JSON.parse(frame)[2])).toEqual(['type', 'type', 'keep'])
  })

  async function openTyping() {
    const gate = new Gate()
    class Typing extends LiveView {
      static template = pageOf(`
        <input name="text" aria-label="Text" value="{{ text }}" dj-input="type">
        <button dj-click="keep">Keep</button>
        <output>{{ text }}</output>
        <em>{{ kept }}</em>
      `)
      text = ''
      kept = ''

      @eventHandler
      async type({ value }: { value: string }) {
        await gate.pass()
        this.text = value.toUpperCase()
      }

      @eventHandler
      keep() {
        this.kept = this.text
      }
    }
    const page = await browser.page()
    const frames = new Frames(page)
    await openIn(page, await serveViews({ '': Typing }))
    frames.forget()
    return { page, frames, gate }
  }
})

describe('a field that the server normalises', () => {
  rule('answers restore fields', 'shows what the server says', async () => {
    const { page, gate } = await openForm()
    gate.open()
    await page.getByLabel('Name').pressSequentially('ada')
    await page.keyboard.press('Enter')
    await soon(() => page.getByLabel('Name').inputValue()).toBe('ADA')
    await page.keyboard.type(' l')
    await page.keyboard.press('Enter')
    await soon(() => page.getByLabel('Name').inputValue()).toBe('ADA L')
  })

  rule('answers restore fields', 'shows it again when the same is typed again', async () => {
    const { page, gate } = await openForm()
    gate.open()
    for (let round = 0; round < 2; round++) {
      await page.getByLabel('Name').fill('ada')
      await page.keyboard.press('Enter')
      await soon(() => page.getByLabel('Name').inputValue()).toBe('ADA')
    }
  })

  rule('typing goes on', 'keeps what the user typed on, until that is sent too', async () => {
    const { page, gate } = await openForm()
    await page.getByLabel('Name').pressSequentially('ada')
    await page.keyboard.press('Enter')
    await soon(() => gate.waiting).toBe(1)
    await page.keyboard.type(' l')
    gate.open()
    await soonText(page, 'output').toContain('ADA')
    expect(await page.getByLabel('Name').inputValue()).toBe('ada l')
    await page.keyboard.press('Enter')
    await soon(() => page.getByLabel('Name').inputValue()).toBe('ADA L')
  })
})

describe('a form field', () => {
  rule(
    'answers restore fields',
    'that is a checkbox goes back when the server refuses',
    async () => {
      const { page, gate } = await openForm()
      await page.getByLabel('Refused').click()
      expect(await page.getByLabel('Refused').isChecked()).toBe(true)
      gate.open()
      await soon(() => page.getByLabel('Refused').isChecked()).toBe(false)
      await page.getByLabel('Accepted').click()
      await soonText(page, 'output').toContain('accepted')
      expect(await page.getByLabel('Accepted').isChecked()).toBe(true)
    },
  )

  it.each([
    [
      'a select',
      (page: Page) => page.getByLabel('Colour').selectOption('blue'),
      (page: Page) => page.getByLabel('Colour').inputValue(),
      'blue',
      'green',
    ],
    [
      'a group of radio buttons',
      (page: Page) => page.getByLabel('Large').check(),
      (page: Page) => page.locator('[name=size]:checked').inputValue(),
      'L',
      'M',
    ],
    [
      'a textarea',
      async (page: Page) => {
        await page.getByLabel('Story').fill('two\nlines')
        await page.getByLabel('Name').focus()
      },
      (page: Page) => page.getByLabel('Story').inputValue(),
      'two\nlines',
      '\nonce\n<b>',
    ],
  ])('that is %s tells the server, and hears from it', async (_, act, read, told, heard) => {
    const { page, gate } = await openForm()
    gate.open()
    await act(page)
    await soonText(page, 'output').toContain(told)
    expect(await read(page)).toBe(told)
    publish('form', 'change')
    await soonText(page, 'output').toContain(heard)
    expect(await read(page)).toBe(heard)
    await act(page)
    await soonText(page, 'output').toContain(told)
    expect(await read(page)).toBe(told)
  })
})

rule(
  'edits outlast renders',
  'fields that the user changed stay so while others change them',
  async () => {
    class Changing extends LiveView {
      static template = pageOf(`
      <button dj-click="next">Next</button><output>{{ n }}</output>
      <input aria-label="Text" value="{{ n }}"><textarea aria-label="Area">{{ n }}</textarea>
      <input type="checkbox" aria-label="Box" {% if isOn %}checked{% endif %}>
      <select aria-label="Choice">
        {% for x in choices %}<option {% if x == n %}selected{% endif %}>{{ x }}</option>{% endfor %}
      </select>
    `)
      n = 1
      isOn = false
      choices = [1, 2, 3, 4]

      @eventHandler
      next() {
        this.n += 1
        this.isOn = !this.isOn
      }
    }
    const page = await browser.show(Changing)
    await page.getByLabel('Text').fill('typed')
    await page.getByLabel('Area').fill('written')
    await page.getByLabel('Box').check()
    await page.getByLabel('Choice').selectOption('4')
    for (const n of ['2', '3']) {
      await press(page, 'Next')
      await soonText(page, 'output').toBe(n)
      expect(await page.getByLabel('Text').inputValue()).toBe('typed')
      expect(await page.getByLabel('Area').inputValue()).toBe('written')
      expect(await page.getByLabel('Box').isChecked()).toBe(true)
      expect(await page.getByLabel('Choice').inputValue()).toBe('4')
    }
  },
)

rule('a reset wins', 'a field is the server’s again once its form is reset', async () => {
  class Undoing extends LiveView {
    static template = pageOf(`
      <form><input aria-label="Text" value="{{ text }}"><button type="reset">Undo</button></form>
      <button dj-click="next">Next</button>`)
    text = 'one'

    @eventHandler
    next() {
      this.text += '+'
    }
  }
  const page = await browser.show(Undoing)
  const field = page.getByLabel('Text')
  await field.fill('typed')
  await press(page, 'Next')
  await soon(() => field.getAttribute('value')).toBe('one+')
  expect(await field.inputValue()).toBe('typed')
  await press(page, 'Undo')
  expect(await field.inputValue()).toBe('one+')
  await press(page, 'Next')
  await soon(() => field.inputValue()).toBe('one++')
})

describe('a text that an input method composes', () => {
  it('is not torn apart by a change that comes meanwhile', async () => {
    const { page, gate } = await openForm()
    gate.open()
    const field = page.getByLabel('Name')
    await field.focus()
    const { compose, insert } = await inputMethod(page)
    await compose('に')
    publish('form', 'change')
    await soonText(page, 'output').toContain('changed')
    await compose('にほ')
    publish('form', 'change')
    await compose('にほん')
    expect(await field.inputValue()).toBe('にほん')
    await insert('日本')
    await page.keyboard.press('Enter')
    await soonText(page, 'output').toContain('日本')
    expect(await field.inputValue()).toBe('日本')
  })

  rule('input methods', 'is sent while it is composed, and still not overwritten', async () => {
    class Upper extends LiveView {
      static template = pageOf(`
        <input aria-label="Text" value="{{ text }}" dj-input="type"><output>{{ text }}</output>
      `)
      text = ''

      mount() {
        this.subscribe('text')
      }

      handleInfo(text: string) {
        this.text = text
      }

      @eventHandler
      type({ value }: { value: string }) {
        this.text = value.toUpperCase()
      }
    }
    const page = await browser.show(Upper)
    const field = page.getByLabel('Text')
    await field.focus()
    const { compose, insert } = await inputMethod(page)
    for (const text of ['e', 'es', 'est']) {
      await compose(text)
      await soonText(page, 'output').toBe(text.toUpperCase())
      publish('text', `not ${text}`)
      await soonText(page, 'output').toBe(`not ${text}`)
      expect(await field.inputValue()).toBe(text)
    }
    await insert('esté')
    await soon(() => field.inputValue()).toBe('ESTÉ')
  })
})

async function openForm() {
  const gate = new Gate()
  class Form extends LiveView {
    static template = pageOf(`
      <input aria-label="Name" name="name" value="{{ name }}" dj-change="rename">
      <input type="checkbox" aria-label="Refused" {% if isOn %}checked{% endif %} dj-change="refuse">
      <input type="checkbox" aria-label="Accepted" name="accepted" {% if isAccepted %}checked{% endif %} dj-change="accept">
      <select aria-label="Colour" name="colour" dj-change="set">
        {% for one in colours %}<option {% if one == values.colour %}selected{% endif %}>{{ one }}</option>{% endfor %}
      </select>
      {% for one in sizes %}
      <label><input type="radio" name="size" value="{{ one.0 }}" {% if one.0 == values.size %}checked{% endif %} dj-change="set">{{ one.1 }}</label>
      {% endfor %}
      <textarea aria-label="Story" name="story" dj-change="set">{{ values.story }}</textarea>
      <output>{{ name }} {{ isAccepted|yesno:"accepted,open" }} {{ changes }} {{ values.colour }} {{ values.size }} {{ values.story }}</output>
    `)
    name = ''
    isOn = false
    isAccepted = false
    changes = ''
    colours = ['red', 'green', 'blue']
    sizes = [
      ['S', 'Small'],
      ['M', 'Medium'],
      ['L', 'Large'],
    ]
    values: Record<string, string> = { colour: 'red', size: 'S', story: '' }

    mount() {
      this.subscribe('form')
    }

    handleInfo() {
      this.values = { colour: 'green', size: 'M', story: '\nonce\n<b>' }
      this.name = 'from the server'
      this.changes = 'changed'
    }

    @eventHandler
    async rename({ value }: { value: string }) {
      await gate.pass()
      this.name = value.toUpperCase()
    }

    @eventHandler
    async refuse() {
      await gate.pass()
    }

    @eventHandler
    accept({ checked }: { checked: boolean }) {
      this.isAccepted = checked
    }

    @eventHandler
    set({ value, field }: { value: string; field: string }) {
      this.values[field] = value
    }
  }
  const page = await browser.show(Form)
  return { page, gate }
}

function valueOf(frame: string): unknown {
  return JSON.parse(frame)[3]?.value
}
