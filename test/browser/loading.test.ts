import { background, eventHandler, LiveComponent, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { feature } from '../support/feature.ts'
import { isCutOff, openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { Gate } from './support/gate.ts'
import { Line } from './support/line.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

/** A page whose handlers wait for a gate. */
function makeView(content: string) {
  const gate = new Gate()
  class WaitingView extends LiveView {
    static template = pageOf(content)
    saved = 0
    label = 'Save'
    isHidden = false
    isOff = false
    kind = 'plain'
    calls = 0

    @eventHandler
    async save() {
      this.calls += 1
      await gate.pass()
      this.saved += 1
    }

    @eventHandler
    async fail() {
      await gate.pass()
      throw new Error('It fails.')
    }

    @eventHandler({ params: { missing: 'str' } })
    refused(_: { missing: string }) {}

    @background
    async work() {
      this.saved += 1
      await gate.pass()
      await this.update(() => {
        this.saved += 10
      })
    }

    @eventHandler
    begin() {
      this.startAsync(() => gate.pass())
    }

    /** Changes from outside what the browser has changed, too. */
    change() {
      return this.update(() => {
        this.label = 'Save all'
        this.kind = 'fancy'
        this.isOff = true
        this.isHidden = true
      })
    }

    mount() {
      views.push(this)
    }
  }
  const views: WaitingView[] = []
  return { WaitingView, gate, views }
}

async function open(content: string) {
  const { WaitingView, gate, views } = makeView(content)
  const page = await browser.show(WaitingView)
  return { page, gate, view: () => views.at(-1)! }
}

const seen = (page: Page, id: string) => page.locator(`#${id}`).isVisible()
const html = (page: Page, id: string) => page.locator(`#${id}`).evaluate((node) => node.outerHTML)

const states = `
  <button type="button" id="save" dj-click="save" dj-loading.disable>
    <span id="plain" dj-loading.hide>Save</span> <span id="spinner" dj-loading.show>Saving</span>
  </button>
  <p id="far" dj-loading.class="busy very" dj-loading.for="save">{{ saved }}</p>
  <button type="button" id="other" dj-click="fail" dj-loading.show dj-loading.target="#veil">Fail</button>
  <p id="veil" hidden>Wait</p>`

describe('while an event waits for its answer', () => {
  feature(
    'dj-loading',
    'shows, hides, disables and marks what says so, and then no longer',
    async () => {
      const { page, gate } = await open(states)
      expect(await seen(page, 'spinner')).toBe(false)
      await page.locator('#save').click()
      await soon(() => seen(page, 'spinner')).toBe(true)
      expect(await seen(page, 'plain')).toBe(false)
      expect(await page.locator('#save').isDisabled()).toBe(true)
      expect(await page.locator('#save').getAttribute('class')).toBe('djust-loading')
      expect(await page.locator('#far').getAttribute('class')).toBe('busy very')
      expect(await seen(page, 'veil')).toBe(false)
      gate.open()
      await soonText(page, '#far').toBe('1')
      expect(await seen(page, 'spinner')).toBe(false)
      expect(await seen(page, 'plain')).toBe(true)
      expect(await page.locator('#save').isDisabled()).toBe(false)
      expect(await page.locator('#far').getAttribute('class')).toBe('')
    },
  )

  feature('dj-loading', 'changes another element where a target is named', async () => {
    const { page, gate } = await open(states)
    await page.locator('#other').click()
    await soon(() => seen(page, 'veil')).toBe(true)
    expect(await page.locator('#save').isDisabled()).toBe(false)
    gate.open()
    await soon(() => seen(page, 'veil')).toBe(false)
  })

  feature('dj-loading', 'marks what was clicked on a page that says nothing of it', async () => {
    const { page, gate } = await open(
      '<button type="button" class="big" dj-click="save">Save</button>',
    )
    await press(page, 'Save')
    await soon(() => page.getByRole('button').getAttribute('class')).toBe('big djust-loading')
    gate.open()
    await soon(() => page.getByRole('button').getAttribute('class')).toBe('big')
  })

  const one = (handler: string) =>
    `<button type="button" dj-click="${handler}">Go</button><p id="wait" dj-loading.show dj-loading.for="${handler}">Wait</p><output>{{ saved }}</output>`

  feature('dj-loading', 'ends with an error, and with a refusal', async () => {
    const { page, gate } = await open(one('fail') + one('refused').replaceAll('wait', 'other'))
    await page.getByRole('button').first().click()
    await soon(() => seen(page, 'wait')).toBe(true)
    gate.open()
    await soon(() => seen(page, 'wait')).toBe(false)
    await page.evaluate(() => {
      const node = document.getElementById('other')!
      const log = ((window as any).log = [] as boolean[])
      new MutationObserver(() => log.push(node.hidden === true)).observe(node, { attributes: true })
    })
    await page.getByRole('button').last().click()
    await soon(() => page.evaluate(() => (window as any).log.at(-1))).toBe(true)
  })

  feature(
    'dj-loading',
    'goes on while the connection is lost, and ends once the answer comes',
    async () => {
      const { WaitingView, gate } = makeView(one('save'))
      const line = await Line.to(await serveViews({ '': WaitingView }))
      const page = await browser.page()
      await openIn(page, line.url)
      await press(page, 'Go')
      await soon(() => gate.waiting).toBe(1)
      line.cut()
      await isCutOff(page)
      expect(await seen(page, 'wait')).toBe(true)
      gate.open()
      line.mend()
      await soonText(page, 'output').toBe('1')
      expect(await seen(page, 'wait')).toBe(false)
    },
  )

  feature('dj-loading', 'goes on until work that the event began is done', async () => {
    for (const handler of ['work', 'begin']) {
      const { page, gate } = await open(one(handler))
      await press(page, 'Go')
      await soon(() => gate.waiting).toBe(1)
      await soonText(page, 'output').toBe(handler === 'work' ? '1' : '0')
      expect(await seen(page, 'wait')).toBe(true)
      expect(await page.getByRole('button').getAttribute('class')).toBe('djust-loading')
      gate.open()
      await soon(() => seen(page, 'wait')).toBe(false)
      expect(await page.getByRole('button').getAttribute('class')).toBe(null)
      expect(await page.locator('output').textContent()).toBe(handler === 'work' ? '11' : '0')
    }
  })

  feature('dj-loading', 'leaves to the server what the server says meanwhile', async () => {
    const { page, gate, view } = await open(`
      <button type="button" id="a" class="{{ kind }}" {% if isOff %}disabled{% endif %} dj-click="work" dj-loading.class="busy" dj-loading.disable>{{ label }}</button>
      <p id="b" {% if isHidden %}hidden{% endif %} dj-loading.hide dj-loading.for="work">b</p>
      {% if isOff %}<p id="c" dj-loading.show dj-loading.for="work">c</p>{% endif %}`)
    await page.locator('#a').click()
    await soon(() => html(page, 'a')).toContain('class="plain djust-loading busy"')
    await view().change()
    await soonText(page, '#a').toBe('Save all')
    expect(await html(page, 'a')).toContain('class="fancy djust-loading busy"')
    expect(await seen(page, 'c')).toBe(true)
    gate.open()
    await soon(() => html(page, 'a')).toContain('class="fancy"')
    expect(await page.locator('#a').isDisabled()).toBe(true)
    expect(await seen(page, 'b')).toBe(false)
    expect(await seen(page, 'c')).toBe(false)
  })

  feature('dj-loading', 'in one of several components changes nothing in the others', async () => {
    const gate = new Gate()
    class Row extends LiveComponent<{ name: string }> {
      static template =
        '<p><button type="button" dj-click="go">{{ name }}</button><i id="{{ name }}" dj-loading.show dj-loading.for="go">…</i></p>'
      name = this.props.name

      @eventHandler
      go() {
        return gate.pass()
      }
    }
    class Rows extends LiveView {
      static template = pageOf('{{ one }}{{ two }}')
      one = new Row({ name: 'one' })
      two = new Row({ name: 'two' })
    }
    const page = await browser.show(Rows)
    await press(page, 'two')
    await soon(() => seen(page, 'two')).toBe(true)
    expect(await seen(page, 'one')).toBe(false)
    gate.open()
    await soon(() => seen(page, 'two')).toBe(false)
  })
})

describe('a form that waits', () => {
  const form = `
    <form dj-submit="work" dj-change="save">
      <input aria-label="Name" name="value">
      <fieldset id="set" dj-form-pending="disable"></fieldset>
      <p id="pending" dj-form-pending="show">Sending</p>
      <button id="button" dj-disable-with="Saving…"><b>{{ label }}</b></button>
    </form><output>{{ saved }}</output>`

  feature('dj-disable-with', 'has a button that says so, and keeps what is in it', async () => {
    const { page, gate, view } = await open(form)
    const inside = await page.locator('#button b').elementHandle()
    await page.locator('#button').click()
    await soonText(page, '#button').toBe('Saving…')
    expect(await page.locator('#button').isDisabled()).toBe(true)
    await view().change()
    await soon(() => view().label).toBe('Save all')
    expect(await page.locator('#button').textContent()).toBe('Saving…')
    gate.open()
    await soonText(page, '#button').toBe('Save all')
    expect(await page.locator('#button').isDisabled()).toBe(false)
    // What a fill of the page would draw anew stays the same node.
    expect(await inside!.evaluate((node) => node.isConnected)).toBe(true)
  })

  feature(
    'dj-form-pending',
    'shows, hides and disables parts of it, until it is answered',
    async () => {
      const { page, gate } = await open(form)
      await page.getByLabel('Name').fill('x')
      await page.keyboard.press('Tab')
      await soon(() => gate.waiting).toBe(1)
      expect(await seen(page, 'pending')).toBe(false)
      gate.letThrough()
      await page.locator('#button').click()
      await soon(() => seen(page, 'pending')).toBe(true)
      expect(await html(page, 'set')).toContain('disabled=')
      gate.open()
      await soon(() => seen(page, 'pending')).toBe(false)
      expect(await html(page, 'set')).not.toContain('disabled=')
    },
  )
})

feature('dj-lock', 'drops what is done again before the answer', async () => {
  const { page, gate, view } = await open(
    '<button type="button" dj-click="save" dj-lock>Once</button><output>{{ saved }}</output>',
  )
  for (let i = 0; i < 3; i++) await press(page, 'Once')
  await soon(() => gate.waiting).toBe(1)
  gate.open()
  await soonText(page, 'output').toBe('1')
  expect(view().calls).toBe(1)
  await press(page, 'Once')
  await soonText(page, 'output').toBe('2')
})

describe('before anything is sent', () => {
  feature('dj-confirm', 'the user is asked, at a click and when a form is submitted', async () => {
    const { page } = await open(`
      <button type="button" dj-click="begin" dj-confirm="Really?">Delete</button>
      <form dj-submit="work" dj-confirm="Send it?"><input aria-label="Name" name="value"><button>Send</button></form>
      <output>{{ saved }}</output>`)
    const asked: string[] = []
    let answer = false
    page.on('dialog', (dialog) => {
      asked.push(dialog.message())
      void (answer ? dialog.accept() : dialog.dismiss())
    })
    await press(page, 'Delete')
    await press(page, 'Send')
    expect(await page.locator('output').textContent()).toBe('0')
    answer = true
    await press(page, 'Send')
    await soonText(page, 'output').toBe('1')
    expect(asked).toEqual(['Really?', 'Send it?', 'Send it?'])
  })

  feature('dj-no-submit', 'Enter in a field submits nothing, the button does', async () => {
    const { page } = await open(`
      <form dj-submit="work" dj-no-submit="enter"><input aria-label="Name" name="value"><button>Send</button></form>
      <output>{{ saved }}</output>`)
    await page.getByLabel('Name').fill('x')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(100)
    expect(await page.locator('output').textContent()).toBe('0')
    await press(page, 'Send')
    await soonText(page, 'output').toBe('1')
  })
})
