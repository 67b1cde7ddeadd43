import { DraftModeMixin, eventHandler, form, formFields, type FormFields, LiveView } from 'djust'
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { feature } from '../support/feature.ts'
import { isLive, press, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

const any = z.any()
const Note = z.object({
  title: z.string().min(2, 'Longer.'),
  text: any,
  secret: any,
  card: any,
  file: any,
  loud: any,
  kind: any,
  tags: any,
})

class NoteView extends DraftModeMixin(LiveView) {
  static template = pageOf(`
    <form dj-submit="save">
      <input name="title" aria-label="Title" value="{{ form.values.title }}" {% if form.errors.title %}aria-invalid="true"{% endif %}>
      <textarea name="text" aria-label="Text">{{ form.values.text }}</textarea>
      <input name="secret" type="password" aria-label="Secret">
      <input name="card" autocomplete="cc-number" aria-label="Card">
      <input name="file" type="file" aria-label="File">
      <input name="loud" type="checkbox" aria-label="Loud">
      <select name="kind" aria-label="Kind"><option>a</option><option>b</option></select>
      <select name="tags" multiple aria-label="Tags"><option>x</option><option>y</option></select>
      <input dj-model="live" aria-label="Live">
      <button>Save</button>
    </form>
    <button type="button" dj-click="discard">Discard</button>
    <output>{{ saved }}</output><b>{{ live }}</b>`)
  static draftKey = 'note'
  form = form(Note)
  saved = 0
  live = ''

  @eventHandler({ params: formFields })
  save(fields: FormFields) {
    this.form.fill(fields)
    if (!this.form.isValid()) return
    this.saved += 1
    this.form.reset()
  }

  @eventHandler
  discard() {
    this.clearDraft()
    this.saved = -1
  }
}

async function reload(page: Page): Promise<void> {
  await page.reload()
  await isLive(page)
}

const drafts = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }))

describe('what is typed into a form', () => {
  feature(
    'DraftModeMixin',
    'is there again after a reload, but for passwords, cards and files',
    async () => {
      const page = await browser.show(NoteView)
      await page.getByLabel('Title').fill('My note')
      await page.getByLabel('Text').fill('Line 1\nLine 2')
      await page.getByLabel('Secret').fill('hunter2')
      await page.getByLabel('Card').fill('4242424242424242')
      await page.getByLabel('Loud').check()
      await page.getByLabel('Kind').selectOption('b')
      await page.getByLabel('Tags').selectOption(['x', 'y'])
      await page.getByLabel('Live').fill('seen')
      await soonText(page, 'b').toBe('seen')
      const kept = await drafts(page)
      expect(kept).toContain('My note')
      expect(kept).not.toContain('hunter2')
      expect(kept).not.toContain('4242')
      await reload(page)
      expect(await page.getByLabel('Title').inputValue()).toBe('My note')
      expect(await page.getByLabel('Text').inputValue()).toBe('Line 1\nLine 2')
      expect(await page.getByLabel('Secret').inputValue()).toBe('')
      expect(await page.getByLabel('Card').inputValue()).toBe('')
      expect(await page.getByLabel('Loud').isChecked()).toBe(true)
      expect(await page.getByLabel('Kind').inputValue()).toBe('b')
      expect(await page.getByLabel('Tags').locator('option:checked').count()).toBe(2)
      await soonText(page, 'b').toBe('seen')
    },
  )

  feature(
    'DraftModeMixin',
    'is let go of once the form is taken, and kept while something is wrong',
    async () => {
      const page = await browser.show(NoteView)
      await page.getByLabel('Title').fill('x')
      await page.getByLabel('Text').fill('A long text')
      await press(page, 'Save')
      await page.locator('[aria-invalid]').waitFor()
      await reload(page)
      expect(await page.getByLabel('Text').inputValue()).toBe('A long text')
      await page.getByLabel('Title').fill('xyz')
      await press(page, 'Save')
      await soonText(page, 'output').toBe('1')
      expect(await drafts(page)).toBe('{}')
      await reload(page)
      expect(await page.getByLabel('Text').inputValue()).toBe('')
    },
  )

  feature('DraftModeMixin', 'is let go of by clearDraft', async () => {
    const page = await browser.show(NoteView)
    await page.getByLabel('Title').fill('My note')
    await press(page, 'Discard')
    await soonText(page, 'output').toBe('-1')
    expect(await drafts(page)).toBe('{}')
  })

  it('is nobody else’s, and not kept where the view does not say so', async () => {
    class PlainView extends NoteView {
      static override draftEnabled = false
    }
    let user: { username: string } | null = { username: 'ada' }
    const auth = { getUser: () => user }
    const url = await serveViews({ '': NoteView, 'plain/': PlainView }, { auth } as never)
    const page = await browser.open(url)
    await page.getByLabel('Title').fill('Of Ada')
    await page.goto(`${url}plain/`)
    await isLive(page)
    await page.getByLabel('Title').fill('Plain')
    expect(await drafts(page)).not.toContain('Plain')
    user = { username: 'eve' }
    await page.goto(url)
    await isLive(page)
    expect(await page.getByLabel('Title').inputValue()).toBe('')
    user = { username: 'ada' }
    await reload(page)
    expect(await page.getByLabel('Title').inputValue()).toBe('Of Ada')
  })
})
