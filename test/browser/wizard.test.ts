import { form, LiveView, wizard, WizardMixin } from 'djust'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { feature } from '../support/feature.ts'
import { press, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

let isClosed = false

class OrderView extends WizardMixin(LiveView) {
  static template = pageOf(`
    <h1>{{ wizard.step }} {{ wizard.number }}/{{ wizard.count }}</h1>
    <progress max="100" value="{{ wizard.progress }}"></progress>
    <nav>{% for step in wizard.steps %}<button type="button" dj-click="goToStep" dj-value-step="{{ step.name }}" {% if not step.isOpen %}disabled{% endif %}>{{ step.name }}</button>{% endfor %}</nav>
    <form dj-submit="nextStep" dj-change="checkStep" novalidate>
      {{ wizard.form.as_live }}
      {% if not wizard.isFirst %}<button type="button" dj-click="prevStep">Back</button>{% endif %}
      <button>{% if wizard.isLast %}Order{% else %}Next{% endif %}</button>
    </form>
    <output>{{ ordered }}</output>`)
  ordered = ''
  wizard = wizard(
    {
      basket: form(z.object({ books: z.coerce.number().min(1, 'One at least.') }), {
        values: { books: '1' },
      }),
      address: form(
        z.object({
          town: z
            .string()
            .min(1, 'Where?')
            .refine((town) => !isClosed || town !== 'Paris', 'Not there.'),
        }),
      ),
      card: form(z.object({ number: z.string().length(4, 'Four digits.') })),
    },
    {
      onFinish: ({ basket, address, card }) => {
        const books: number = basket.books
        this.ordered = `${books + 0} to ${address.town} by ${card.number}`
      },
    },
  )
}

describe('a wizard', () => {
  feature(
    'multi-step pages',
    'goes from step to step, forth, back and by the history, and keeps what was typed',
    async () => {
      const page = await browser.show(OrderView)
      await soonText(page, 'h1').toBe('basket 1/3')
      expect(await page.getByRole('button', { name: 'card' }).isDisabled()).toBe(true)
      await page.getByLabel('Books').fill('0')
      await press(page, 'Next')
      await soonText(page, '#id_books-error').toBe('One at least.')
      expect(new URL(page.url()).search).toBe('')
      await page.getByLabel('Books').fill('2')
      await press(page, 'Next')
      await soonText(page, 'h1').toBe('address 2/3')
      expect(new URL(page.url()).search).toBe('?step=address')
      await page.getByLabel('Town').fill('Paris')
      await press(page, 'Next')
      await soonText(page, 'h1').toBe('card 3/3')
      expect(await page.locator('progress').getAttribute('value')).toBe('67')
      await press(page, 'Back')
      await soonText(page, 'h1').toBe('address 2/3')
      expect(await page.getByLabel('Town').inputValue()).toBe('Paris')
      await page.goBack()
      await soonText(page, 'h1').toBe('card 3/3')
      await page.getByRole('button', { name: 'basket' }).click()
      await soonText(page, 'h1').toBe('basket 1/3')
      await page.getByRole('button', { name: 'card' }).click()
      await soonText(page, 'h1').toBe('card 3/3')
      await page.getByLabel('Number').fill('1234')
      await press(page, 'Order')
      await soonText(page, 'output').toBe('2 to Paris by 1234')
    },
  )

  feature('multi-step pages', 'checks all steps again before it is finished', async () => {
    isClosed = false
    const page = await browser.show(OrderView)
    await press(page, 'Next')
    await page.getByLabel('Town').fill('Paris')
    await press(page, 'Next')
    await page.getByLabel('Number').fill('1234')
    isClosed = true
    await press(page, 'Order')
    await soonText(page, 'h1').toBe('address 2/3')
    await soonText(page, '#id_town-error').toBe('Not there.')
    expect(await page.locator('output').innerText()).toBe('')
  })

  feature('multi-step pages', 'goes from step to step without JavaScript, too', async () => {
    isClosed = false
    const visitor = await browser.visitor({ javaScriptEnabled: false })
    const page = await visitor.newPage()
    const url = await serveViews({ '': OrderView })
    await page.goto(url)
    await page.getByLabel('Books').fill('3')
    await press(page, 'Next')
    await page.getByLabel('Town').fill('Rome')
    await press(page, 'Next')
    await page.goto(`${url}?step=address`)
    expect(await page.getByLabel('Town').inputValue()).toBe('Rome')
    await press(page, 'Next')
    await page.getByLabel('Number').fill('12')
    await press(page, 'Order')
    expect(await page.locator('#id_number-error').innerText()).toBe('Four digits.')
    await page.getByLabel('Number').fill('1234')
    await press(page, 'Order')
    expect(await page.locator('output').innerText()).toBe('3 to Rome by 1234')
  })

  it('begins with the first step that is not done, whatever the address says', async () => {
    const url = await serveViews({ '': OrderView })
    const page = await browser.open(`${url}?step=card`)
    await soonText(page, 'h1').toBe('basket 1/3')
    const other = await browser.open(`${url}?step=nothing`)
    await soonText(other, 'h1').toBe('basket 1/3')
  })
})
