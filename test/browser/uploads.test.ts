import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventHandler, LiveComponent, LiveView, upload } from 'djust'
import { afterAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { feature } from '../support/feature.ts'
import { press, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const folder = mkdtempSync(join(tmpdir(), 'djust-uploads-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const options = { uploads: { folder } }

const png = (size: number) => {
  const bytes = Buffer.alloc(size, 7)
  Buffer.from('89504e470d0a1a0a', 'hex').copy(bytes)
  return bytes
}
const picture = (name: string, size: number) => ({ name, mimeType: 'image/png', buffer: png(size) })

let saved: Buffer | null = null

class AvatarView extends LiveView {
  static template = pageOf(`
    <form dj-submit="save">
      <div id="drop" dj-upload="avatar"><input type="file" aria-label="Picture"></div>
      <ul>
        {% for entry in avatar.entries %}
          <li dj-key="{{ entry.ref }}"><img dj-upload-preview="{{ entry.ref }}" alt="{{ entry.safeClientName }}">
            {{ entry.clientName }} {{ entry.progress }}% {{ entry.error }}
            <button type="button" dj-click="cancel" dj-value-ref="{{ entry.ref }}">Cancel</button></li>
        {% endfor %}
      </ul>
      <p id="errors">{{ avatar.errors|join:" " }}</p>
      <button>Save</button>
    </form>
    <output>{{ result }}</output><p id="count">{{ completed }}</p>`)
  result = ''
  completed = 0
  avatar = upload(this, {
    accept: ['image/*'],
    maxFileSize: 3_000_000,
    maxEntries: 2,
    onComplete: async (entry) => {
      this.completed += 1
      saved = Buffer.from(await new Response(entry.stream()).arrayBuffer())
    },
  })

  @eventHandler({ params: { ref: 'str' } })
  cancel({ ref }: { ref: string }) {
    this.avatar.cancel(ref)
  }

  @eventHandler
  save() {
    this.result = this.avatar.done
      .map(({ safeClientName, size }) => `${safeClientName}:${size}`)
      .join()
    this.avatar.clear()
  }
}

const rows = (page: Page) => page.locator('li').allInnerTexts()

describe('a file', () => {
  feature(
    'uploads',
    'that is chosen is shown, comes in pieces, and is there for the handler',
    async () => {
      const page = await browser.show(AvatarView, options)
      const field = page.getByLabel('Picture')
      expect(await field.getAttribute('accept')).toBe('image/*')
      expect(await field.getAttribute('multiple')).not.toBeNull()
      const seen: string[] = []
      await page.exposeFunction('note', (text: string) => seen.push(text))
      await page.evaluate(() => {
        new MutationObserver(() =>
          (window as any).note(document.querySelector('li')?.innerText ?? ''),
        ).observe(document.body, { subtree: true, childList: true, characterData: true })
      })
      await field.setInputFiles(picture('../me & you.png', 1_000_000))
      await soonText(page, '#count').toBe('1')
      await soonText(page, 'li').toContain('100%')
      expect(saved?.equals(png(1_000_000))).toBe(true)
      expect(new Set(seen.map((text) => /\d+%/.exec(text)?.[0])).size).toBeGreaterThan(5)
      expect(await page.locator('img').getAttribute('src')).toMatch(/^blob:/)
      expect(await page.locator('img').getAttribute('alt')).toBe('me_you.png')
      expect(readdirSync(folder)).toHaveLength(1)
      await press(page, 'Save')
      await soonText(page, 'output').toBe('me_you.png:1000000')
      await expect.poll(() => readdirSync(folder)).toHaveLength(0)
    },
  )

  feature('uploads', 'that is dropped comes too', async () => {
    const page = await browser.show(AvatarView, options)
    await page.locator('#drop').evaluate((zone) => {
      const data = new DataTransfer()
      const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2])
      data.items.add(new File([bytes], 'a.png', { type: 'image/png' }))
      const event = (type: string) =>
        new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true })
      zone.dispatchEvent(event('dragover'))
      zone.setAttribute('data-was', String(zone.hasAttribute('data-dragging')))
      zone.dispatchEvent(event('drop'))
    })
    await soonText(page, 'li').toContain('100%')
    expect(await page.locator('#drop').getAttribute('data-was')).toBe('true')
    expect(await page.locator('#drop').getAttribute('data-dragging')).toBeNull()
  })

  feature('uploads', 'that is pasted comes too', async () => {
    const page = await browser.show(AvatarView, options)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(4, 4)
      canvas.getContext('2d')!.fillRect(0, 0, 4, 4)
      const copied = await canvas.convertToBlob()
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': copied })])
    })
    await page.getByLabel('Picture').focus()
    await page.keyboard.press('Control+V')
    await soonText(page, 'li').toContain('100%')
    expect(await page.locator('img').getAttribute('src')).toMatch(/^blob:/)
  })

  feature(
    'uploads',
    'is refused where it is too large, of another kind, or not what it says',
    async () => {
      const page = await browser.show(AvatarView, options)
      const choose = (files: { name: string; mimeType: string; buffer: Buffer }[]) =>
        page.getByLabel('Picture').setInputFiles(files)
      await choose([
        picture('big.png', 3_000_001),
        { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') },
      ])
      await expect
        .poll(() => rows(page))
        .toEqual([
          expect.stringContaining('The file is too large.'),
          expect.stringContaining('Files of this kind are not taken.'),
        ])
      await choose([
        { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('<script>') },
        picture('b.png', 100),
      ])
      await expect
        .poll(() => rows(page))
        .toEqual([
          expect.stringContaining('The file is not what its name says.'),
          expect.stringContaining('b.png 100%'),
        ])
      await choose([picture('c.png', 100), picture('d.png', 100)])
      await soonText(page, '#errors').toBe('2 files at most.')
    },
  )

  feature(
    'uploads',
    'goes on after a lost connection, and ends when it is cancelled or its page is left',
    async () => {
      const page = await browser.show(AvatarView, options)
      await page.evaluate(() => {
        const { send } = WebSocket.prototype
        let count = 0
        WebSocket.prototype.send = function (data) {
          if (String(data).includes('"chunk"') && ++count === 3) this.close()
          else send.call(this, data)
        }
      })
      await page.getByLabel('Picture').setInputFiles(picture('a.png', 1_500_000))
      await soonText(page, 'li').toContain('100%')
      expect(saved?.equals(png(1_500_000))).toBe(true)
      expect(readdirSync(folder)).toHaveLength(1)
      await press(page, 'Cancel')
      await expect.poll(() => rows(page)).toEqual([])
      await expect.poll(() => readdirSync(folder)).toHaveLength(0)
    },
  )

  feature('uploads', 'comes with its form without JavaScript', async () => {
    const visitor = await browser.visitor({ javaScriptEnabled: false })
    const page = await visitor.newPage()
    await page.goto(await serveViews({ '': AvatarView }, options))
    await page.getByLabel('Picture').setInputFiles(picture('a.png', 300_000))
    await press(page, 'Save')
    expect(await page.locator('output').innerText()).toBe('a.png:300000')
  })

  it('comes by requests where no WebSocket opens', async () => {
    const page = await browser.open(
      await serveViews({ '': AvatarView }, { ...options, useWebsocket: false }),
    )
    await page.getByLabel('Picture').setInputFiles(picture('a.png', 300_000))
    await soonText(page, 'li').toContain('100%')
    expect(saved?.equals(png(300_000))).toBe(true)
  })

  it('is for the component around it', async () => {
    class Picker extends LiveComponent<object> {
      static template =
        '<p><input type="file" dj-upload="file" aria-label="{{ componentId }}"><b>{{ names }}</b></p>'
      file = upload(this)
      get names() {
        return this.file.done.map(({ clientName }) => clientName).join()
      }
    }
    class PickersView extends LiveView {
      static template = pageOf('{{ one }}{{ two }}')
      one = new Picker({})
      two = new Picker({})
    }
    const page = await browser.show(PickersView, options)
    await page
      .getByLabel('two')
      .setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') })
    await soonText(page, 'p:nth-of-type(2) b').toBe('x.txt')
  })
})
