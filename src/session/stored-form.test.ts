import { expect, it } from 'vitest'
import { z } from 'zod'
import { moveTo, twoSites } from '../../test/support/two-sites.ts'
import { form } from '../forms/form.ts'
import { formFields } from '../forms/form-fields.ts'
import type { FormFields } from '../forms/form-values.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'

const Booking = z.object({
  name: z.string().min(2, 'Longer.'),
  guests: z.array(z.object({ age: z.coerce.number().min(18, 'Older.') })),
})

class BookingView extends LiveView {
  static handlers = handlers<BookingView>()({
    check: { params: { field: 'str', value: 'str' } },
    send: { params: formFields },
  })
  static template =
    '<p>{{ form.values.name }}|{{ form.errors.name }}|{{ form.errors.guests.0.age }}|{{ form.data.guests.0.age }}|{{ form.nonFieldErrors|join:" " }}</p>'
  form = form(Booking, { values: { name: 'Ada', guests: [{ age: '20' }] } })

  check({ field, value }: { field: string; value: string }) {
    return this.form.validateField(field, value)
  }

  send(fields: FormFields) {
    this.form.fill(fields)
    if (this.form.isValid() && this.form.data.name === 'Eve')
      this.form.addError(null, 'We are closed.')
  }
}

/** What another process shows after these events. */
async function shownAfter(...events: [handler: string, params: object][]): Promise<unknown> {
  const { first, second } = twoSites(BookingView)
  const page = await first.join()
  for (const [handler, params] of events) await page.call(handler, params)
  const moved = await moveTo(second, page)
  await moved.join()
  const fill = await moved.next()
  return fill.kind === 'fill' && (fill.values as string[]).join('|')
}

it('goes on as it was, with what was typed and what is wrong', async () => {
  expect(await shownAfter(['check', { field: 'name', value: 'B' }])).toBe('B|Longer.|||')
  expect(await shownAfter(['check', { field: 'guests.0.age', value: '7' }])).toBe('Ada||Older.||')
})

it('goes on valid, with the value that the schema makes', async () => {
  const sent = { name: 'Bob', 'guests.0.age': '33' }
  expect(await shownAfter(['send', sent])).toBe('Bob|||33|')
})

it('goes on with an error that its owner has added', async () => {
  const sent = { name: 'Eve', 'guests.0.age': '33' }
  expect(await shownAfter(['send', sent])).toBe('Eve||||We are closed.')
})
