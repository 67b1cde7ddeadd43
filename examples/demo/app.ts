import { fileURLToPath } from 'node:url'
import { defineUrls, djust, path, strictCsp } from 'djust'
import { reading } from './libraries/reading.ts'
import { BookingView } from './views/booking.ts'
import { BooksView } from './views/books.ts'
import { ChatView } from './views/chat.ts'
import { counterFn } from './views/counter-fn.ts'
import { CounterView } from './views/counter.ts'
import { HomeView } from './views/home.ts'
import { MarketView } from './views/market.ts'
import { TodosView } from './views/todos.ts'

export const urls = defineUrls([
  path('', HomeView, { name: 'home' }),
  path('counter/', CounterView, { name: 'counter' }),
  path('counter-fn/', counterFn, { name: 'counter-fn' }),
  path('todos/', TodosView, { name: 'todos' }),
  path('booking/', BookingView, { name: 'booking' }),
  path('books/', BooksView, { name: 'books' }),
  path('market/', MarketView, { name: 'market' }),
  path('chat/', ChatView, { name: 'chat' }),
])

export default djust({
  urls,
  templates: fileURLToPath(new URL('templates', import.meta.url)),
  staticDir: fileURLToPath(new URL('static', import.meta.url)),
  localeDirs: fileURLToPath(new URL('locale', import.meta.url)),
  libraries: { reading },
  contentSecurityPolicy: strictCsp,
})
