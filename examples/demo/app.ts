import { fileURLToPath } from 'node:url'
import { defineUrls, djust, path, sessionUser, strictCsp } from 'djust'
import { type Account, findAccount } from './accounts.ts'
import { reading } from './libraries/reading.ts'
import { BadgeView } from './views/badge.ts'
import { BookingView } from './views/booking.ts'
import { AccountView, LoginView } from './views/account.ts'
import { BooksView } from './views/books.ts'
import { ChatView } from './views/chat.ts'
import { counterFn } from './views/counter-fn.ts'
import { CounterView } from './views/counter.ts'
import { ErrandsView } from './views/errands.ts'
import { PackingView } from './views/packing.ts'
import { HomeView } from './views/home.ts'
import { PlanetsView, PlanetView } from './views/planets.ts'
import { ReadingsView } from './views/readings.ts'
import { MarketView } from './views/market.ts'
import { PhotosView } from './views/photos.ts'
import { RecipeView } from './views/recipe.ts'
import { TripView } from './views/trip.ts'
import { TodosView } from './views/todos.ts'

export const urls = defineUrls([
  path('', HomeView, { name: 'home' }),
  path('counter/', CounterView, { name: 'counter' }),
  path('counter-fn/', counterFn, { name: 'counter-fn' }),
  path('todos/', TodosView, { name: 'todos' }),
  path('recipe/', RecipeView, { name: 'recipe' }),
  path('badge/', BadgeView, { name: 'badge' }),
  path('booking/', BookingView, { name: 'booking' }),
  path('trip/', TripView, { name: 'trip' }),
  path('photos/', PhotosView, { name: 'photos' }),
  path('books/', BooksView, { name: 'books' }),
  path('market/', MarketView, { name: 'market' }),
  path('readings/', ReadingsView, { name: 'readings' }),
  path('planets/', PlanetsView, { name: 'planets' }),
  path('planets/<slug:slug>/', PlanetView, { name: 'planet' }),
  path('errands/', ErrandsView, { name: 'errands' }),
  path('packing/', PackingView, { name: 'packing' }),
  path('chat/', ChatView, { name: 'chat' }),
  path('log-in/', LoginView, { name: 'login' }),
  path('account/', AccountView, { name: 'account' }),
])

declare module 'djust' {
  interface Register {
    user: Account
    session: { note?: string }
    urls: typeof urls
  }
}

export default djust({
  urls,
  auth: { getUser: sessionUser(findAccount) },
  loginUrl: '/log-in/',
  templates: fileURLToPath(new URL('templates', import.meta.url)),
  staticDir: fileURLToPath(new URL('static', import.meta.url)),
  localeDirs: fileURLToPath(new URL('locale', import.meta.url)),
  libraries: { reading },
  contentSecurityPolicy: strictCsp,
})
