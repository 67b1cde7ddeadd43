import { form, LiveView, wizard, WizardMixin } from 'djust'
import { z } from 'zod'
import { pages } from '../pages.ts'

const Route = z.object({
  from: z.string().min(2, 'From where?'),
  to: z.string().min(2, 'Where to?'),
  by: z.enum(['train', 'boat', 'bicycle']),
})

const People = z.object({
  travellers: z.coerce.number('How many?').int().min(1, 'One at least.').max(6, 'Six at most.'),
  needsQuiet: z.boolean().meta({ title: 'In a quiet car' }),
})

const Contact = z.object({
  email: z.email('We cannot write to that address.').meta({ description: 'For the ticket.' }),
  wishes: z.string().max(300, 'A little shorter, please.').optional(),
})

export class TripView extends WizardMixin(LiveView) {
  static templateName = 'trip.html'

  booked = ''
  wizard = wizard(
    {
      route: form(Route, { values: { from: 'Kraków', by: 'train' } }),
      people: form(People, { values: { travellers: '1' } }),
      contact: form(Contact),
    },
    {
      onFinish: ({ route, people, contact }) => {
        this.booked = `${people.travellers} by ${route.by} from ${route.from} to ${route.to}: the tickets go to ${contact.email}.`
      },
    },
  )

  get page() {
    return pages.trip
  }
}
