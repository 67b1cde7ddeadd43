import { eventHandler, LiveView } from 'djust'
import { describe, expect, it } from 'vitest'
import { press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

describe('messages', () => {
  it('are announced, and go away after a while', async () => {
    const page = await browser.open(await serve())
    const flash = page.getByRole('status')
    expect(await flash.textContent()).toBe('')
    await press(page, 'Save')
    await soon(() => flash.textContent()).toBe('Saved')
    expect(await page.locator('.dj-flash-top-right > .success').count()).toBe(1)
    await soon(() => flash.textContent()).toBe('')
  })

  it('come with the page that a handler redirects to, once', async () => {
    const page = await browser.open(await serve())
    for (const button of ['Save and go on', 'Save and load']) {
      await press(page, button)
      await soonText(page, 'h1').toBe('Other')
      await soon(() => page.getByRole('status').textContent()).toBe('Saved before')
      await page.reload()
      expect(await page.getByRole('status').textContent()).toBe('')
      await page.getByRole('link', { name: 'Back' }).click()
      await soonText(page, 'h1').toBe('Form')
    }
  })

  it('come with the next page of a form without JavaScript', async () => {
    const url = await serve()
    const page = await browser.page({ javaScriptEnabled: false })
    await page.goto(url)
    await press(page, 'Post')
    expect(await page.locator('h1').textContent()).toBe('Other')
    expect(await page.getByRole('status').textContent()).toBe('Posted')
    await page.reload()
    expect(await page.getByRole('status').textContent()).toBe('')
  })

  it('of a page that was fetched ahead wait for one that is shown', async () => {
    const page = await browser.open(await serve())
    await press(page, 'Save and go on')
    await soonText(page, 'h1').toBe('Other')
    await page.getByRole('link', { name: 'Back' }).hover()
    await page.waitForTimeout(300)
    await page.getByRole('link', { name: 'Back' }).click()
    await soonText(page, 'h1').toBe('Form')
    expect(await page.getByRole('status').textContent()).toBe('')
  })
})

function serve(): Promise<string> {
  class Form extends LiveView {
    static template = pageOf(`
      {% dj_flash auto_dismiss=500 position="top-right" %}
      <h1>Form</h1>
      <button dj-click="save">Save</button> <button dj-click="goOn">Save and go on</button>
      <button dj-click="load">Save and load</button>
      <form dj-submit="post"><button>Post</button></form>
    `)

    @eventHandler
    save() {
      this.putFlash('success', 'Saved')
    }

    @eventHandler
    goOn() {
      this.putFlash('success', 'Saved before')
      this.liveRedirect('/other/')
    }

    @eventHandler
    load() {
      this.liveRedirect('/load/')
      this.putFlash('success', 'Saved before')
    }

    @eventHandler
    post() {
      this.putFlash('info', 'Posted')
      this.liveRedirect('/other/')
    }
  }
  class Other extends LiveView {
    static template = pageOf('<h1>Other</h1>{% dj_flash %}<a dj-navigate="/">Back</a>')
  }
  const headers = { Location: '/other/' }
  const load = () => new Response(null, { status: 302, headers })
  return serveViews({ '': Form, 'other/': Other, 'load/': load })
}
