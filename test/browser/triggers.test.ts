import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { feature } from '../support/feature.ts'
import { press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()

async function open(content: string): Promise<Page> {
  class NotingView extends LiveView {
    static template = pageOf(`${content}<output>{{ log }}</output>`)
    log = ''
    code = 'a <b>'
    text = ''
    isOpen = false

    @eventHandler
    note({ value, field, key, code }: { value: string; field: string; key: string; code: string }) {
      this.log += `[${[value, field, key, code].filter(Boolean).join(' ')}]`
    }

    @eventHandler
    other() {
      this.log += '[other]'
    }

    @eventHandler({ params: { value: 'str', html: 'str', files: 'json' } })
    pasted({ value, html, files }: { value: string; html: string; files: unknown }) {
      const [file] = files as { name: string; size: number }[]
      this.log += `[${value} ${html} ${file?.name} ${file?.size}]`
    }

    @eventHandler({ params: { text: 'str' } })
    changed({ text }: { text: string }) {
      this.log += `[${text}]`
    }

    @eventHandler
    open() {
      this.isOpen = !this.isOpen
    }

    @eventHandler({ params: { scrollY: 'int', width: 'int' } })
    seen({ scrollY, width }: { scrollY: number; width: number }) {
      this.log += `[${scrollY} ${width}]`
    }

    @eventHandler
    add({ value }: { value: string }) {
      this.log += `[${value}]`
      this.text = ''
    }
  }
  return browser.show(NotingView)
}

const log = (page: Page) => soonText(page, 'output')

describe('the focus', () => {
  feature(
    'dj-blur dj-focus',
    'is told when it comes into an element, and when it leaves it',
    async () => {
      const page = await open(`
      <p dj-focus="note" dj-blur="note"><input name="a" aria-label="A"><input name="b" aria-label="B"></p>
      <button type="button" dj-click="other">Out</button>`)
      await page.getByLabel('A').fill('x')
      await log(page).toBe('[a]')
      await page.getByLabel('B').fill('y')
      await page.getByRole('button').focus()
      await log(page).toBe('[a][y b]')
    },
  )
})

describe('keys', () => {
  feature('dj-keydown', 'are told, all of them or those that are named', async () => {
    const page = await open(`
      <input name="a" aria-label="A" dj-keydown.enter="note" dj-keydown.ctrl+s.prevent="other" dj-keyup.arrowup.escape="note">
      <div tabindex="0" aria-label="Box" dj-keydown="note"></div>`)
    await page.getByLabel('A').focus()
    for (const key of [
      'x',
      'Enter',
      'Control+Enter',
      'Control+s',
      'Escape',
      'ArrowUp',
      'ArrowDown',
    ])
      await page.keyboard.press(key)
    await log(page).toBe('[x a Enter Enter][other][x a Escape Escape][x a ArrowUp ArrowUp]')
    await page.getByLabel('Box').focus()
    await page.keyboard.press('Shift+B')
    await log(page).toContain('[B KeyB]')
  })

  feature(
    'dj-keydown',
    'leave what is typed to the user, but for Enter, which hands it over',
    async () => {
      const page = await open(
        '<input aria-label="A" value="{{ text }}" dj-keydown.enter="add" dj-keydown.escape="other">',
      )
      await page.getByLabel('A').fill('milk')
      await page.keyboard.press('Escape')
      await log(page).toBe('[other]')
      expect(await page.getByLabel('A').inputValue()).toBe('milk')
      await page.keyboard.press('Enter')
      await log(page).toBe('[other][milk]')
      await soon(() => page.getByLabel('A').inputValue()).toBe('')
    },
  )

  feature(
    'dj-shortcut',
    'that are held together call from anywhere, but not while something is typed',
    async () => {
      const page = await open(`
      <div dj-shortcut="ctrl+k:note:prevent, ?:other"></div>
      <div dj-shortcut="shift+f2:open" dj-shortcut-in-input></div>
      <input aria-label="A">{% if isOpen %}<p id="open">open</p>{% endif %}`)
      await page.keyboard.press('Control+k')
      await page.keyboard.press('k')
      await page.keyboard.press('Control+Shift+k')
      await page.keyboard.press('Shift+?')
      await log(page).toBe('[k KeyK][other]')
      await page.getByLabel('A').focus()
      await page.keyboard.press('Control+k')
      await page.keyboard.type('?')
      await page.keyboard.press('Shift+F2')
      await soonText(page, '#open').toBe('open')
      expect(await page.locator('output').textContent()).toBe('[k KeyK][other]')
    },
  )
})

describe('what happens elsewhere', () => {
  feature('dj-window-*', 'is told: keys, clicks and the size of the window', async () => {
    const page = await open(`
      <div style="height: 3000px" dj-window-keydown.escape="note" dj-document-click="other" dj-window-resize="seen"></div>
      <button type="button">Plain</button>`)
    await page.keyboard.press('Escape')
    await log(page).toBe('[Escape Escape]')
    await press(page, 'Plain')
    await log(page).toBe('[Escape Escape][other]')
    await page.setViewportSize({ width: 700, height: 500 })
    await log(page).toMatch(/\[other\]\[\d+ 700\]/)
  })

  feature('dj-click-away', 'is told when it was not in the element', async () => {
    const page = await open(`
      <button type="button" dj-click="open">Menu</button>
      {% if isOpen %}<div id="menu" dj-click-away="open"><b>Inside</b></div>{% endif %}<h1>Outside</h1>`)
    await press(page, 'Menu')
    await page.getByText('Inside').click()
    expect(await page.locator('#menu').count()).toBe(1)
    await page.getByText('Outside').click()
    await soon(() => page.locator('#menu').count()).toBe(0)
  })
})

describe('without the user', () => {
  feature('dj-poll', 'a handler is called again and again, and not in a hidden page', async () => {
    const page = await open('<p dj-poll="other" dj-poll-interval="100"></p>')
    await log(page).toContain('[other][other]')
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true })
    })
    await page.waitForTimeout(200)
    const before = await page.locator('output').textContent()
    await page.waitForTimeout(400)
    expect(await page.locator('output').textContent()).toBe(before)
  })

  feature('dj-mounted', 'what comes into the page with a patch says so, once', async () => {
    const page = await open(`
      <button type="button" dj-click="open">Show</button>
      <p dj-mounted="note" dj-value-value="first"></p>
      {% if isOpen %}<p dj-mounted="note" dj-value-value="later"></p>{% endif %}`)
    await press(page, 'Show')
    await log(page).toBe('[later]')
    await press(page, 'Show')
    await press(page, 'Show')
    await log(page).toBe('[later][later]')
  })
})

describe('the clipboard', () => {
  feature('dj-copy', 'gets a text at a click, and the server hears nothing', async () => {
    const page = await open(`
      <button id="text" dj-copy="{{ code }}">Copy</button>
      <button id="from" dj-copy-from="#field">Copy the field</button><input id="field" value="typed">
      `)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate(() => {
      addEventListener('djust:copied', ({ detail }: any) => (document.title = detail.text))
    })
    await page.click('#text')
    await page.locator('#text.djust-copied').waitFor()
    expect(await page.title()).toBe('a <b>')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('a <b>')
    await page.fill('#field', 'other')
    await page.click('#from')
    await soon(() => page.title()).toBe('other')
    expect(await page.textContent('output')).toBe('')
  })

  feature('dj-paste', 'tells what is pasted: text, markup and files', async () => {
    const page = await open('<div id="box" tabindex="0" dj-paste.prevent="pasted">Paste here</div>')
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'bold')
      clipboardData.setData('text/html', '<b>bold</b>')
      clipboardData.items.add(new File(['abc'], 'a.txt', { type: 'text/plain' }))
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.title = String(document.getElementById('box')!.dispatchEvent(event))
    })
    await soonText(page, 'output').toBe('[bold <b>bold</b> a.txt 3]')
    expect(await page.title()).toBe('false')
  })
})

feature('dj-mutation', 'scripts of the page change what is in an element', async () => {
  const page = await open(
    '<div id="box" dj-mutation="changed"><p>{{ log }}</p></div><button dj-click="other">Other</button>',
  )
  await press(page, 'Other')
  await soonText(page, 'output').toBe('[other]')
  await page.evaluate(() => {
    const box = document.getElementById('box')!
    for (const text of ['one', 'two']) box.append(text)
  })
  await soonText(page, 'output').toBe('[other][[other]onetwo]')
  await press(page, 'Other')
  await soonText(page, 'output').toBe('[other][[other]onetwo][other]')
})
