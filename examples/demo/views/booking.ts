import { LiveView, eventHandler, form, formFields, type FormFields } from 'djust'
import { z } from 'zod'
import { pages } from '../pages.ts'

const Booking = z.object({
  name: z.string('Who is coming?').trim().min(1, 'Who is coming?'),
  email: z.email('We cannot write to that address.'),
  guests: z.coerce
    .number('How many?')
    .int('Whole people only.')
    .min(1, 'One at least.')
    .max(8, 'Eight at most.'),
  note: z.string().max(200, 'A little shorter, please.').optional(),
})

export class BookingView extends LiveView {
  static templateName = 'booking.html'

  form = form(Booking, { values: { guests: '2' } })
  booked: z.infer<typeof Booking> | null = null

  get page() {
    return pages.booking
  }

  // A field was left.
  @eventHandler({ params: { field: 'str', value: 'str' } })
  check({ field, value }: { field: string; value: string }) {
    return this.form.validateField(field, value)
  }

  @eventHandler({ params: formFields })
  book(fields: FormFields) {
    this.form.fill(fields)
    this.booked = null
    if (!this.form.isValid()) return
    if (this.form.data.email.endsWith('@example.com')) {
      // What no schema knows.
      this.form.addError('email', 'Nobody lives at example.com.')
      return
    }
    this.booked = this.form.data
    this.form.reset()
  }
}
