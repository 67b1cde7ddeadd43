import { library } from 'djust/template'

const pagesPerHour = 40

/** What the templates of the reading list can say beyond Django: `{% load reading %}`. */
export const reading = library()
  // {{ book.pages|hours }}
  .filter('hours', (pages: number) => Math.max(1, Math.round(pages / pagesPerHour)), {
    isPure: true,
  })
  // {% price book.price "EUR" %}, the way of the language around it
  .simpleTag('price', {
    params: ['amount', 'currency'],
    dependsOn: [],
    run: ({ amount, currency }: { amount: number; currency: string }, { env }) =>
      new Intl.NumberFormat(env.locale, { style: 'currency', currency }).format(amount),
  })
  // {% stars book.rating %} draws stars.html with what `run` returns, and nothing else
  .inclusionTag('stars', {
    params: ['rating'],
    template: 'stars.html',
    run: ({ rating }: { rating: number }) => ({
      rating,
      full: '★'.repeat(rating),
      empty: '☆'.repeat(5 - rating),
    }),
  })
