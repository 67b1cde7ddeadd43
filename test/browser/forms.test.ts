import { eventHandler, form, formFields, type FormFields, LiveView, path } from 'djust'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { describe, expect } from 'vitest'
import { feature } from '../support/feature.ts'
import { press, soonText, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const demo = useDemo()

const open = () => browser.open(`${demo.url}booking/`)
const leave = (page: Page) => page.keyboard.press('Tab')
const errorOf = (page: Page, name: string) => page.locator(`#${name}-error`).innerText()

class PayView extends LiveView {
  static template = pageOf(`
    <form id="pay" action="/paid/" method="post" dj-submit="check" dj-trigger-action>
      <input name="amount" aria-label="Amount"><input name="submit" type="hidden"><button>Pay</button>
    </form>
    <form id="other" action="/paid/" method="post"></form>
    <p>{{ problem }}</p>`)
  problem = ''

  @eventHandler({ params: { amount: 'str', submit: 'str' } })
  check({ amount }: { amount: string; submit: string }) {
    this.problem = amount === 'none' ? 'How much?' : ''
    this.triggerSubmit(amount === 'none' ? '#other' : '#pay')
  }
}

feature('dj-trigger-action', 'a form is posted by the browser once the view says so', async () => {
  const paid = async (request: Request) =>
    new Response(`<h1>${request.method} ${(await request.formData()).get('amount')}</h1>`, {
      headers: { 'content-type': 'text/html' },
    })
  const page = await browser.open(await serveViews([path('', PayView), path('paid/', paid)]))
  browser.allow(/dj-trigger-action/)
  await page.getByLabel('Amount').fill('none')
  await press(page, 'Pay')
  await soonText(page, 'p').toBe('How much?')
  await page.getByLabel('Amount').fill('12')
  await press(page, 'Pay')
  await soonText(page, 'h1').toBe('POST 12')
})

describe('a form over a schema', () => {
  feature(
    'real-time validation',
    'says what is wrong with a field when it is left, and nothing of those not used yet',
    async () => {
      const page = await open()
      await page.getByLabel('Email').fill('ada')
      await leave(page)
      await soonText(page, '#email-error').toBe('We cannot write to that address.')
      expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBe('true')
      expect(await errorOf(page, 'name')).toBe('')
      await page.getByLabel('Email').fill('ada@example.org')
      await leave(page)
      await soonText(page, '#email-error').toBe('')
      expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBeNull()
    },
  )

  feature(
    'form(schema)',
    'says all that is wrong when it is sent, keeps what was typed, and takes it once it is right',
    async () => {
      const page = await open()
      await page.getByLabel('Guests').fill('9')
      await press(page, 'Book a table')
      await soonText(page, '#name-error').toBe('Who is coming?')
      expect(await errorOf(page, 'guests')).toBe('Eight at most.')
      expect(await page.getByLabel('Guests').inputValue()).toBe('9')

      await page.getByLabel('Name').fill('Ada')
      await page.getByLabel('Email').fill('ada@example.com')
      await page.getByLabel('Guests').fill('3')
      await press(page, 'Book a table')
      await soonText(page, '#email-error').toBe('Nobody lives at example.com.')
      await page.getByLabel('Email').fill('ada@example.org')
      await press(page, 'Book a table')
      await soonText(page, '[role=status]').toContain('See you, Ada: a table for 3.')
      await soonText(page, '#email-error').toBe('')
      expect(await page.getByLabel('Name').inputValue()).toBe('')
      expect(await page.getByLabel('Guests').inputValue()).toBe('2')
    },
  )

  feature(
    'real-time validation',
    'is drawn with its errors where it is posted without JavaScript',
    async () => {
      const visitor = await browser.visitor({ javaScriptEnabled: false })
      const page = await visitor.newPage()
      await page.goto(`${demo.url}booking/`)
      await page.getByLabel('Email').fill('ada')
      await press(page, 'Book a table')
      expect(await errorOf(page, 'email')).toBe('We cannot write to that address.')
      expect(await errorOf(page, 'name')).toBe('Who is coming?')
      expect(await page.getByLabel('Email').inputValue()).toBe('ada')
      await page.getByLabel('Name').fill('Ada')
      await page.getByLabel('Email').fill('ada@example.org')
      await press(page, 'Book a table')
      expect(await page.locator('[role=status]').innerText()).toBe('See you, Ada: a table for 2.')
    },
  )
})

describe('a form over a schema of another library', () => {
  feature('form(schema)', 'leads elsewhere once it is right, and begins anew', async () => {
    class ContactView extends LiveView {
      static template = pageOf(`
        <form dj-submit="send"><input name="email" aria-label="Email" value="{{ form.values.email }}"><button>Send</button></form>
        <p id="error">{{ form.errors.email }}</p><button type="button" dj-click="again">Again</button>`)
      form = form(v.object({ email: v.pipe(v.string(), v.email('That is no address.')) }))

      @eventHandler({ params: formFields })
      send(fields: FormFields) {
        this.form.fill(fields)
        if (!this.form.isValid()) return
        const { email } = this.form.data
        this.liveRedirect('/thanks/', { params: { email } })
      }

      @eventHandler
      again() {
        this.form.reset({ email: 'you@example.org' })
      }
    }
    class ThanksView extends LiveView {
      static template = pageOf('<h1>{{ request.GET.email }}</h1>')
    }
    const page = await browser.open(await serveViews({ '': ContactView, 'thanks/': ThanksView }))
    await page.getByLabel('Email').fill('ada')
    await press(page, 'Send')
    await soonText(page, '#error').toBe('That is no address.')
    expect(await page.getByLabel('Email').inputValue()).toBe('ada')
    await press(page, 'Again')
    await soonText(page, '#error').toBe('')
    expect(await page.getByLabel('Email').inputValue()).toBe('you@example.org')
    await press(page, 'Send')
    await soonText(page, 'h1').toBe('you@example.org')
  })
})
