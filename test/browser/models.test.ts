import { eventHandler, LiveComponent, LiveView } from 'djust'
import { describe, expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { openIn, press, soonText, useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class ProfileView extends LiveView {
  static template = pageOf(`
    <label>Name <input dj-model="name"></label>
    <label>Bio <textarea dj-model="bio"></textarea></label>
    <label>Age <input type="number" dj-model="age"></label>
    <label>News <input type="checkbox" dj-model="news"></label>
    <label><input type="radio" value="s" dj-model="size"> Small</label>
    <label><input type="radio" value="l" dj-model="size"> Large</label>
    <label>Colour <select dj-model="colour">
      <option value="">None</option>
      {% for c in colours %}<option value="{{ c.id }}">{{ c.name }}</option>{% endfor %}
    </select></label>
    <label>Days <select multiple dj-model="days"><option>Mon</option><option>Tue</option><option>Wed</option></select></label>
    {% for each in dishes %}<label><input type="checkbox" dj-model="chosen" value="{{ each }}"> {{ each }}</label>{% endfor %}
    <output>{{ seen }}</output><em>{{ chosen|join:" " }}</em>
    <button type="button" dj-click="fill">Fill</button>
    <button type="button" dj-click="clear">Clear</button>`)
  name = 'Ada'
  bio = 'First\nline'
  age = 36
  news = true
  size = 'l'
  colour = 2
  days = ['Tue']
  dishes = ['soup', 'salad', 'cake']
  chosen = ['salad']
  colours = [
    { id: 1, name: 'Red' },
    { id: 2, name: 'Blue' },
  ]

  get seen() {
    const { name, bio, age, news, size, colour, days } = this
    return JSON.stringify({ name, bio, age, news, size, colour, days })
  }

  @eventHandler
  fill() {
    Object.assign(this, { name: 'Grace', bio: 'Navy', age: 85, news: false, size: 's' })
    Object.assign(this, { colour: 1, days: ['Mon', 'Wed'] })
  }

  @eventHandler
  clear() {
    this.name = ''
  }
}

class BoxView extends LiveView {
  static template = pageOf('{{ one }}{{ two }}')
  one = new Box({ label: 'One' })
  two = new Box({ label: 'Two' })
}

class Box extends LiveComponent<{ label: string }> {
  static template = '<p><input aria-label="{{ label }}" dj-model="text"><b>{{ text }}</b></p>'
  label = this.props.label
  text = this.props.label.toLowerCase()
}

class TimedView extends LiveView {
  static template = pageOf(`
    <form dj-submit="save">
      <input aria-label="Lazy" dj-model.lazy="lazy"><input aria-label="Slow" dj-model.debounce-400="slow">
      <button>Save</button>
    </form>
    <output>{{ lazy }}/{{ slow }}/{{ saved }}</output>`)
  lazy = ''
  slow = ''
  saved = ''

  @eventHandler
  save() {
    this.saved = `${this.lazy}+${this.slow}`
  }
}

const seen = (page: import('playwright-core').Page) =>
  page.locator('output').innerText().then(JSON.parse)

describe('a field and what it is bound to', () => {
  feature('dj-model', 'are the same in the first page, without a script', async () => {
    const visitor = await browser.visitor({ javaScriptEnabled: false })
    const page = await visitor.newPage()
    await page.goto(await serveViews({ '': ProfileView }))
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    expect(await page.getByLabel('Bio').inputValue()).toBe('First\nline')
    expect(await page.getByLabel('Age').inputValue()).toBe('36')
    expect(await page.getByLabel('News').isChecked()).toBe(true)
    expect(await page.getByLabel('Large').isChecked()).toBe(true)
    expect(await page.getByLabel('Colour').inputValue()).toBe('2')
    expect(await page.getByLabel('Days').locator('option:checked').allInnerTexts()).toEqual(['Tue'])
  })

  feature('dj-model boxes', 'are a list of what is ticked', async () => {
    const page = await browser.open(await serveViews({ '': ProfileView }))
    expect(await page.getByLabel('salad').isChecked()).toBe(true)
    expect(await page.getByLabel('soup').isChecked()).toBe(false)
    await page.getByLabel('cake').check()
    await page.getByLabel('salad').uncheck()
    await soonText(page, 'em').toBe('cake')
    await page.getByLabel('soup').check()
    await soonText(page, 'em').toBe('soup cake')
    expect(await page.getByLabel('cake').isChecked()).toBe(true)
  })

  feature('dj-model', 'follow the user, each as what it is: text, number, boolean', async () => {
    const page = await browser.show(ProfileView)
    await page.getByLabel('Name').press('End')
    await page.getByLabel('Name').pressSequentially(' L')
    await page.getByLabel('Bio').fill('Engines')
    await page.getByLabel('Age').fill('37.5')
    await page.getByLabel('News').uncheck()
    await page.getByLabel('Small').check()
    await page.getByLabel('Colour').selectOption('Red')
    await page.getByLabel('Days').selectOption(['Mon', 'Tue'])
    const wanted = { name: 'Ada L', bio: 'Engines', age: 37.5, news: false, size: 's' }
    await soonText(page, 'output').toBe(
      JSON.stringify({ ...wanted, colour: 1, days: ['Mon', 'Tue'] }),
    )
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada L')
    await page.getByLabel('Age').fill('')
    await page.getByLabel('Name').fill('x')
    await soonText(page, 'output').toContain('"x"')
    expect(await seen(page)).toMatchObject({ age: 37.5 })
    expect(await page.getByLabel('Age').inputValue()).toBe('')
  })

  feature('dj-model', 'follow the server, what the user typed included', async () => {
    const page = await browser.show(ProfileView)
    await page.getByLabel('Name').fill('Someone')
    await page.getByLabel('News').uncheck()
    await page.getByLabel('News').check()
    await page.getByLabel('Days').selectOption(['Mon'])
    await press(page, 'Fill')
    await soonText(page, 'output').toContain('Grace')
    expect(await page.getByLabel('Name').inputValue()).toBe('Grace')
    expect(await page.getByLabel('Bio').inputValue()).toBe('Navy')
    expect(await page.getByLabel('Age').inputValue()).toBe('85')
    expect(await page.getByLabel('News').isChecked()).toBe(false)
    expect(await page.getByLabel('Small').isChecked()).toBe(true)
    expect(await page.getByLabel('Colour').inputValue()).toBe('1')
    expect(await page.getByLabel('Days').locator('option:checked').allInnerTexts()).toEqual([
      'Mon',
      'Wed',
    ])
    await press(page, 'Clear')
    await soonText(page, 'output').toContain('"name":""')
    expect(await page.getByLabel('Name').inputValue()).toBe('')
  })

  feature(
    'allowedModelFields',
    'are what the view lets be set, whatever the page says',
    async () => {
      class Account extends LiveView {
        static template = pageOf(
          '<input aria-label="Name" dj-model="name"><output>{{ name }} {{ role }}</output>',
        )
        static allowedModelFields = ['name']
        name = 'Ada'
        role = 'reader'
      }
      class Loose extends Account {
        static override template = '<input dj-model="role">'
      }
      const url = await serveViews({ '': Account })
      await expect(serveViews({ '': Loose })).rejects.toThrow('does not list it. It lists: name.')
      const page = await browser.open(url)
      const field = page.getByLabel('Name')
      await field.fill('Grace')
      await soonText(page, 'output').toBe('Grace reader')
      await field.evaluate((element) => element.setAttribute('dj-model', 'role'))
      await field.fill('admin')
      await field.evaluate((element) => element.setAttribute('dj-model', 'name'))
      await field.fill('Eve')
      await soonText(page, 'output').toBe('Eve reader')
    },
  )

  it('are those of the component around them', async () => {
    const page = await browser.show(BoxView)
    await page.getByLabel('Two').fill('second')
    await soonText(page, 'p:nth-of-type(2) b').toBe('second')
    expect(await page.locator('p:nth-of-type(1) b').innerText()).toBe('one')
  })
})

class OddView extends LiveView {
  static template = pageOf(`
    <div>{% if isFramed %}<section>{% endif %}<input aria-label="Name" dj-model="name">{% if isFramed %}</section>{% endif %}</div>
    {% if isLong %}<select aria-label="Size" dj-model="size">{% for s in sizes %}<option>{{ s }}</option>{% endfor %}</select>{% endif %}
    <output>{{ name }} {{ size }}</output>
    <button type="button" dj-click="frame">Frame</button>
    <button type="button" dj-click="grow">Grow</button>`)
  isFramed = false
  isLong = false
  name = 'Ada'
  size = 'L'
  sizes = ['S', 'M']

  @eventHandler
  frame() {
    this.isFramed = !this.isFramed
  }

  @eventHandler
  grow() {
    this.isLong = true
    this.sizes = ['S', 'M', 'L', 'XL']
  }
}

describe('a field that comes and goes', () => {
  feature('dj-model', 'keeps what is typed where its place is sent as one', async () => {
    const page = await browser.show(OddView)
    const field = page.getByLabel('Name')
    await field.fill('Grace')
    await soonText(page, 'output').toBe('Grace L')
    await press(page, 'Frame')
    await page.locator('section').waitFor()
    expect(await field.inputValue()).toBe('Grace')
    await field.fill('Eve')
    await soonText(page, 'output').toBe('Eve L')
  })

  feature('dj-model', 'shows what is chosen as soon as there is such an option', async () => {
    const page = await browser.show(OddView)
    await press(page, 'Grow')
    const size = page.getByLabel('Size')
    await size.waitFor()
    expect(await size.inputValue()).toBe('L')
    await size.selectOption('XL')
    await soonText(page, 'output').toBe('Ada XL')
  })
})

describe('when a field is sent', () => {
  feature('dj-model.lazy', 'is when it is left, or when typing has stopped', async () => {
    const page = await browser.page()
    const frames = new Frames(page)
    await openIn(page, await serveViews({ '': TimedView }))
    await page.getByLabel('Slow').pressSequentially('abc', { delay: 20 })
    await soonText(page, 'output').toBe('/abc/')
    await page.getByLabel('Lazy').pressSequentially('xyz', { delay: 20 })
    await page.waitForTimeout(300)
    expect(await page.locator('output').innerText()).toBe('/abc/')
    await page.keyboard.press('Tab')
    await soonText(page, 'output').toBe('xyz/abc/')
    const events = frames.sent.filter((frame) => frame.includes('dj-model'))
    expect(events).toEqual(['[0,1,"dj-model",{"slow":"abc"}]', '[0,2,"dj-model",{"lazy":"xyz"}]'])
  })

  feature(
    'dj-model.lazy',
    'is before the form that it stands in, whose handler sees it',
    async () => {
      const page = await browser.page()
      const frames = new Frames(page)
      const sent = () => frames.sent.filter((frame) => frame.includes('"dj-model",{"lazy"'))
      await openIn(page, await serveViews({ '': TimedView }))
      await page.getByLabel('Slow').fill('a')
      await page.getByLabel('Lazy').pressSequentially('bc', { delay: 20 })
      expect(sent()).toEqual([])
      await page.keyboard.press('Enter')
      await soonText(page, 'output').toBe('bc/a/bc+a')
      expect(sent()).toHaveLength(1)
    },
  )

  feature('dj-model', 'without JavaScript, is with the form that it stands in', async () => {
    const visitor = await browser.visitor({ javaScriptEnabled: false })
    const page = await visitor.newPage()
    await page.goto(await serveViews({ '': TimedView }))
    await page.getByLabel('Slow').fill('a')
    await page.getByLabel('Lazy').fill('b')
    await press(page, 'Save')
    expect(await page.locator('output').innerText()).toBe('b/a/b+a')
  })
})
