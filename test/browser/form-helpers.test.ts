import { eventHandler, form, formFields, type FormFields, LiveView } from 'djust'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { feature } from '../support/feature.ts'
import { press, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

const Party = z.object({
  email: z.email('No address.').meta({ title: 'Your email', description: 'We write back.' }),
  note: z.string().max(300).optional(),
  kind: z.enum(['lunch', 'dinner'], 'Choose one.'),
  isMember: z.boolean(),
  guests: z.array(z.object({ name: z.string().min(1, 'Who is it?') })),
})

class PartyView extends LiveView {
  static template: string = pageOf(`
    <form dj-submit="send" dj-change="check" novalidate>
      {{ form.as_live }}
      {% inputs_for form "guests" as guest %}
        <fieldset>
          {% live_field guest "name" label="Guest" %}
          <button type="button" dj-click="remove" dj-value-index:int="{{ forloop.counter0 }}">Remove</button>
        </fieldset>
      {% endinputs_for %}
      <button type="button" dj-click="add">Add</button>
      <button>Send</button>
    </form>
    <output>{{ sent }}</output>`)
  form = form(Party, { values: { kind: 'lunch', guests: [{ name: 'Ada' }] } })
  sent = ''

  @eventHandler({ params: { field: 'str', value: 'str', checked: 'bool?' } })
  check({ field, value, checked }: { field: string; value: string; checked?: boolean }) {
    return this.form.validateField(field, checked ?? value)
  }

  @eventHandler
  add() {
    this.form.addRow('guests', { name: '' })
  }

  @eventHandler({ params: { index: 'int' } })
  remove({ index }: { index: number }) {
    this.form.removeRow('guests', index)
  }

  @eventHandler({ params: formFields })
  send(fields: FormFields) {
    this.form.fill(fields)
    if (this.form.isValid()) this.sent = JSON.stringify(this.form.data)
  }
}

describe('a form that draws itself', () => {
  feature(
    'form helpers',
    'has labels, controls, help and errors that belong together',
    async () => {
      const page = await browser.show(PartyView)
      const email = page.getByLabel('Your email')
      expect(await email.getAttribute('type')).toBe('email')
      expect(await email.getAttribute('class')).toBe('form-control')
      await email.fill('ada')
      await page.keyboard.press('Tab')
      await soonText(page, '#id_email-error').toBe('No address.')
      expect(await email.getAttribute('aria-invalid')).toBe('true')
      expect(await email.getAttribute('class')).toBe('form-control is-invalid')
      expect(await email.getAttribute('aria-describedby')).toBe('id_email-help id_email-error')
      await email.fill('ada@example.org')
      await page.keyboard.press('Tab')
      await soonText(page, '#id_email-error').toBe('')
      expect(await email.getAttribute('aria-invalid')).toBeNull()
      expect(await email.inputValue()).toBe('ada@example.org')
      await page.getByLabel('Kind').selectOption('Dinner')
      await page.getByLabel('Is member').check()
      await page.getByLabel('Note').fill('Hello')
      await press(page, 'Send')
      await soonText(page, 'output').toBe(
        '{"email":"ada@example.org","note":"Hello","kind":"dinner","isMember":true,"guests":[{"name":"Ada"}]}',
      )
    },
  )

  feature(
    'form helpers',
    'has rows that come and go, and what is typed stays with its row',
    async () => {
      const page = await browser.show(PartyView)
      await press(page, 'Add')
      await expect.poll(() => page.getByLabel('Guest').count()).toBe(2)
      const second = page.getByLabel('Guest').nth(1)
      await second.evaluate((field) => field.setAttribute('data-mark', 'second'))
      await second.fill('Bob')
      await page.getByRole('button', { name: 'Remove' }).first().click()
      await expect.poll(() => page.getByLabel('Guest').count()).toBe(1)
      const left = page.getByLabel('Guest')
      expect(await left.inputValue()).toBe('Bob')
      expect(await left.getAttribute('data-mark')).toBe('second')
      expect(await left.getAttribute('name')).toBe('guests.0.name')
      await left.fill('')
      await page.getByLabel('Your email').fill('a@b.org')
      await press(page, 'Send')
      await soonText(page, '#id_guests-0-name-error').toBe('Who is it?')
    },
  )

  feature('form helpers', 'works without JavaScript, in the classes of the setting', async () => {
    const visitor = await browser.visitor({ javaScriptEnabled: false })
    const page = await visitor.newPage()
    await page.goto(await serveViews({ '': PartyView }, { cssFramework: 'tailwind' }))
    await page.getByLabel('Your email').fill('ada')
    await press(page, 'Send')
    expect(await page.locator('#id_email-error').innerText()).toBe('No address.')
    expect(await page.locator('#id_email-error').getAttribute('class')).toContain('text-red-600')
    expect(await page.getByLabel('Your email').inputValue()).toBe('ada')
  })

  it('has no classes where the setting names no framework', async () => {
    class PlainView extends PartyView {
      static override template = pageOf('<form>{{ form|as_live_field:"email" }}</form>')
    }
    const page = await browser.show(PlainView, { cssFramework: null })
    expect(await page.locator('form').innerHTML()).not.toContain('class=')
  })
})
