import { readFileSync } from 'node:fs'
import { highlight, type Piece } from './highlight.ts'

/** What base.html shows around an example: its heading, and the files that it is made of. */
export interface Page {
  /** Name of its route. */
  name: string
  title: string
  summary: string
  files: SourceFile[]
  /** The links at its head. */
  links: Link[]
}

/** An example, as links name it. */
export interface Link {
  name: string
  label: string
  about: string
}

/** Examples that belong together, in the order in which the first page lists them. */
export const groups: { title: string; links: Link[] }[] = [
  {
    title: 'First steps',
    links: [
      {
        name: 'counter',
        label: 'Counter',
        about: 'The smallest live page: state, a template, three methods.',
      },
      {
        name: 'counter-fn',
        label: 'Function',
        about: 'The same page without a class and without decorators.',
      },
      {
        name: 'todos',
        label: 'To-dos',
        about: 'Add, tick, rename, move, filter and delete, in step between tabs.',
      },
      {
        name: 'errands',
        label: 'Errands',
        about: 'Keys, loading states and motion, all of it in the template.',
      },
      {
        name: 'packing',
        label: 'Packing list',
        about: 'Rows that are dragged, by a script of a few lines beside its markup.',
      },
      {
        name: 'recipe',
        label: 'Recipe',
        about: 'Tabs that turn without the server, and a heart that does not wait for it.',
      },
    ],
  },
  {
    title: 'Forms',
    links: [
      {
        name: 'badge',
        label: 'Badge',
        about: 'Fields bound to state: the badge changes while you type.',
      },
      {
        name: 'planets',
        label: 'Planets',
        about: 'From page to page in one document: links, filters, history, scroll and focus.',
      },
      {
        name: 'booking',
        label: 'Booking',
        about: 'A form over a schema: checked while it is filled in, and again when it is sent.',
      },
      {
        name: 'trip',
        label: 'Trip',
        about: 'Three forms, one after another: fields that draw themselves, steps in the address.',
      },
      {
        name: 'photos',
        label: 'Photos',
        about: 'Files by choice or drop, with pictures and progress, checked by what is in them.',
      },
    ],
  },
  {
    title: 'Templates and components',
    links: [
      {
        name: 'books',
        label: 'Reading list',
        about: 'The template language at work: groups, plurals, languages, time zones, own tags.',
      },
      {
        name: 'market',
        label: 'Market',
        about: 'Components: pieces of a page with a state and handlers of their own.',
      },
      {
        name: 'readings',
        label: 'Readings',
        about: 'Ten thousand rows, of which the page holds those in sight.',
      },
    ],
  },
  {
    title: 'Between people',
    links: [
      {
        name: 'chat',
        label: 'Chat',
        about: 'Forms, a keyed list, dates, and messages that arrive in every tab.',
      },
      {
        name: 'account',
        label: 'Account',
        about: 'Logging in and out, a page for those who are, and a session with data.',
      },
    ],
  },
]

export interface SourceFile {
  name: string
  lines: number
  pieces: Piece[]
}

/** The files are read once, when the demo starts. */
export const pages = {
  home: page({
    name: 'home',
    title: 'Live pages, written on the server',
    summary:
      'djust turns a TypeScript class and a Django template into a page that stays up to date ' +
      'by itself. What you do travels to the server over one WebSocket, and only the values that ' +
      'changed come back: no client code to write, no bundler, no build step.',
    files: ['views/home.ts', 'templates/home.html', 'app.ts'],
  }),
  counter: page({
    name: 'counter',
    title: 'Counter',
    summary:
      'One class with one public field. The number lives on the server, for this tab alone; ' +
      'pressing a button calls the method that the template names.',
    files: ['views/counter.ts', 'templates/counter.html'],
  }),
  counterFn: page({
    name: 'counter-fn',
    title: 'Counter, as a function',
    summary:
      'The same template, drawn by a function instead of a class. The data it returns is the ' +
      'state, and the functions it returns are what buttons may call.',
    files: ['views/counter-fn.ts', 'templates/counter.html'],
  }),
  todos: page({
    name: 'todos',
    title: 'To-dos',
    summary:
      'A list in SQLite that every open tab shares: change it in one and watch the others. ' +
      'The filter is part of the address, so back, forward and bookmarks work.',
    files: ['views/todos.ts', 'templates/todos.html', 'todo-store.ts'],
  }),
  recipe: page({
    name: 'recipe',
    title: 'Recipe',
    summary:
      'The tabs are the browser’s: a click sends nothing, and the next event says what is open. The heart ' +
      'shows at once what its handler will answer a second later.',
    files: ['views/recipe.ts', 'templates/recipe.html'],
  }),
  badge: page({
    name: 'badge',
    title: 'Badge',
    summary:
      'Each field is bound to a field of the class by dj-model, and keeps its type: text, number, ' +
      'boolean, choice, list. There is no handler.',
    files: ['views/badge.ts', 'templates/badge.html'],
  }),
  planets: page({
    name: 'planets',
    title: 'Planets',
    summary:
      'Two views that lead to each other. A page is fetched while the pointer rests on its link, and ' +
      'comes into the same document over the same socket; a filter and the next planet are other ' +
      'addresses of one view. The links work without JavaScript, too.',
    files: ['views/planets.ts', 'templates/planets.html', 'templates/planet.html', 'planets.ts'],
  }),
  booking: page({
    name: 'booking',
    title: 'Booking',
    summary:
      'One schema says what the form takes and what is wrong with it. A field is checked when you ' +
      'leave it, the whole form when you send it; without JavaScript it is posted and drawn again.',
    files: ['views/booking.ts', 'templates/booking.html'],
  }),
  trip: page({
    name: 'trip',
    title: 'Trip',
    summary:
      'A wizard: each step is a form over a schema that draws its own fields. The step is part of the address, and ' +
      'all are checked again at the end.',
    files: ['views/trip.ts', 'templates/trip.html'],
  }),
  photos: page({
    name: 'photos',
    title: 'Photos',
    summary:
      'Pictures come in pieces that the server asks for, over the connection of the page, and go on after ' +
      'it is lost. Without JavaScript they come with the form.',
    files: ['views/photos.ts', 'templates/photos.html'],
  }),
  books: page({
    name: 'books',
    title: 'Reading list',
    summary:
      'Groups, cycles, plurals, dates and prices, in three languages and three time zones that ' +
      'change while the page is open. A filter and two tags come from a library of its own.',
    files: [
      'templates/books.html',
      'templates/book.html',
      'templates/stars.html',
      'libraries/reading.ts',
      'views/books.ts',
      'locale/pl/LC_MESSAGES/django.po',
    ],
  }),
  market: page({
    name: 'market',
    title: 'Market',
    summary:
      'Components: a stepper in each row that keeps its own number, alerts that come and go, and ' +
      'buttons that the template makes by name. What is inside them answers for itself.',
    files: [
      'views/market.ts',
      'components/stepper.ts',
      'components/icon-button.ts',
      'templates/market.html',
      'templates/stepper.html',
    ],
  }),
  readings: page({
    name: 'readings',
    title: 'Readings',
    summary:
      'Ten thousand rows in one array. The page holds those in sight, and stays where it is while ' +
      'rows come and go above; the server sends what changed, in sight or not.',
    files: ['views/readings.ts', 'templates/readings.html'],
  }),
  packing: page({
    name: 'packing',
    title: 'Packing list',
    summary:
      'Dragging is something that only a script in the page can do: a hook beside the list, which tells the server what ' +
      'was dropped where. The explanation opens and the list is copied without the server.',
    files: ['templates/packing.html', 'views/packing.ts'],
  }),
  errands: page({
    name: 'errands',
    title: 'Errands',
    summary:
      'Keys that choose, add and remove; a button that says what it waits for, also for work that ' +
      'goes on beside the page; rows that come, leave and move. None of it is JavaScript of the page.',
    files: ['templates/errands.html', 'views/errands.ts'],
  }),
  chat: page({
    name: 'chat',
    title: 'Chat',
    summary:
      'Open a second tab and talk to yourself. Messages are kept in SQLite, and each tab ' +
      'hears of a new one through a topic that it has subscribed to.',
    files: ['views/chat.ts', 'templates/chat.html', 'chat-store.ts'],
  }),
  login: page({
    name: 'account',
    title: 'Log in',
    summary:
      'A live form that also works without JavaScript. Logging in gives the browser a new ' +
      'cookie and ends what it had open for whoever it was before.',
    files: ['views/account.ts', 'templates/login.html', 'accounts.ts', 'app.ts'],
  }),
  account: page({
    name: 'account',
    title: 'Your account',
    summary:
      'A page for those who are logged in. What it keeps is in the session of the browser, ' +
      'which all its pages share, and which ends when you log out.',
    files: ['views/account.ts', 'templates/account.html', 'accounts.ts', 'app.ts'],
  }),
}

function page(about: Omit<Page, 'files' | 'links'> & { files: string[] }): Page {
  const links = groups.flatMap((group) => group.links)
  return { ...about, links, files: about.files.map(readSource) }
}

function readSource(name: string): SourceFile {
  const source = readFileSync(new URL(name, import.meta.url), 'utf8').trimEnd()
  return { name, lines: source.split('\n').length, pieces: highlight(name, source) }
}
