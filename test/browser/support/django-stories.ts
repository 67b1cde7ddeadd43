import { SafeString } from '../../../src/template/values/safe-string.ts'

/** What a template shows, and what happens to it. */
export interface Story<State extends object = any> {
  readonly template: string
  readonly state: () => State
  /** What the handlers do, in the order in which the test fires them; each twice. */
  readonly handlers: Readonly<Record<string, (state: State) => void>>
  readonly locale?: string
}

function story<State extends object>(
  template: string,
  state: () => State,
  handlers: Readonly<Record<string, (state: State) => void>>,
  locale?: string,
): Story<State> {
  return locale === undefined
    ? { template, state, handlers }
    : { template, state, handlers, locale }
}

const day = (iso: string): Date => new Date(`${iso}T10:00:00Z`)

/** Pages in the style of Django's documentation and admin. */
export const stories: readonly Story[] = [
  story(
    'change-list.html',
    () => ({
      headers: [
        { text: 'title', sorted: true, direction: 'ascending' },
        { text: 'author', sorted: false, direction: '' },
        { text: 'published', sorted: false, direction: '' },
      ],
      rows: [
        { id: 1, title: 'Emma', author: 'Austen', published: true },
        { id: 2, title: 'Faust & Co. <b>', author: '', published: false },
        { id: 3, title: 'Ulysses', author: 'Joyce', published: false },
      ],
    }),
    {
      publish: ({ rows }) => (rows.find((row) => !row.published)!.published = true),
      add({ rows }) {
        const id = rows.length + 1
        rows.unshift({ id, title: `Book ${id}`, author: 'N. N.', published: false })
      },
      sort({ headers, rows }) {
        rows.reverse()
        headers[0]!.direction = headers[0]!.direction === 'ascending' ? 'descending' : 'ascending'
      },
    },
  ),
  story(
    'archive.html',
    () => ({
      entries: [
        { id: 1, headline: 'First', date: day('2026-01-05') },
        { id: 2, headline: 'Second', date: day('2026-01-05') },
        { id: 3, headline: 'Third', date: day('2026-02-17') },
      ],
    }),
    {
      write({ entries }) {
        const id = entries.length + 1
        entries.push({ id, headline: `Entry ${id}`, date: day(`2026-02-1${id + 3}`) })
      },
      redate: ({ entries }) => {
        const [first, second] = entries
        second!.date = day(
          second!.date.getTime() === first!.date.getTime() ? '2026-02-01' : '2026-01-05',
        )
      },
    },
  ),
  story(
    'cities.html',
    () => ({
      cities: [
        { name: 'Mumbai', population: 19, country: 'India' },
        { name: 'Calcutta', population: 15, country: 'India' },
        { name: 'New York', population: 20, country: 'USA' },
        { name: 'Tokyo', population: 33, country: 'Japan' },
      ],
    }),
    {
      grow: ({ cities }) => (cities[2]!.population += 1),
      found: ({ cities }) =>
        cities.push({
          name: `City ${cities.length}`,
          population: 0,
          country: cities.length % 2 ? 'Chile' : 'India',
        }),
    },
  ),
  story(
    'schedule.html',
    () => ({
      days: [
        {
          name: 'Monday',
          talks: [
            { room: 'A', title: 'Opening' },
            { room: 'A', title: 'Slots' },
            { room: 'B', title: 'Trees' },
          ],
        },
        { name: 'Tuesday', talks: [{ room: 'B', title: 'Closing' }] },
      ],
    }),
    {
      shift({ days }) {
        for (const talk of days[0]!.talks) talk.room = talk.room === 'A' ? 'B' : 'A'
        days[0]!.talks.push(days[0]!.talks.shift()!)
      },
      addTalk: ({ days }) =>
        days[0]!.talks.unshift({ room: 'C', title: `Talk ${days[0]!.talks.length}` }),
      addDay: ({ days }) =>
        days.unshift({ name: `Day ${days.length}`, talks: [{ room: 'A', title: 'Early' }] }),
    },
  ),
  story(
    'contact.html',
    () => ({
      form: {
        non_field_errors: [] as string[],
        fields: [
          {
            name: 'subject',
            label: 'Subject',
            type: 'text',
            value: 'Hi "you"',
            required: true,
            errors: [] as string[],
          },
          {
            name: 'sender',
            label: 'E-mail',
            type: 'email',
            value: 'me',
            required: false,
            errors: [] as string[],
          },
        ],
      },
    }),
    {
      send({ form }) {
        form.non_field_errors = ['Please correct the errors below.']
        form.fields[1]!.errors.push(`Enter a valid address <${form.fields[1]!.errors.length}>.`)
      },
      repair({ form }) {
        form.non_field_errors = []
        form.fields[1]!.errors = []
        form.fields[1]!.value += '@example.org'
      },
    },
  ),
  story(
    'country.html',
    () => ({
      chosen: 'fr',
      size: 'M',
      sizes: ['S', 'M', 'L'],
      continents: {
        Europe: [
          { code: 'fr', name: 'France' },
          { code: 'de', name: 'Germany' },
        ],
        Asia: [{ code: 'jp', name: 'Japan' }],
      } as Record<string, { code: string; name: string }[]>,
    }),
    {
      move(state) {
        state.chosen = state.chosen === 'fr' ? 'jp' : 'fr'
        state.size = state.size === 'M' ? 'L' : 'M'
      },
      discover({ continents }) {
        const count = Object.keys(continents).length
        continents[`Land ${count}`] = [{ code: `x${count}`, name: 'Terra & Co.' }]
        continents['Europe']!.push({ code: `e${count}`, name: `New ${count}` })
      },
    },
  ),
  story('note.html', () => ({ title: 'Shopping', text: 'milk\nbread' }), {
    rename: (state) => (state.title += ' & more'),
    write: (state) => (state.text += '\n\nsalt <i>'),
    clear: (state) =>
      Object.assign(
        state,
        state.text === '' ? { title: 'Again', text: '\nx' } : { title: '', text: '' },
      ),
  }),
  story('buttons.html', () => ({ is_open: false, tone: '', count: 0 }), {
    toggle(state) {
      state.is_open = !state.is_open
      state.count += 1
    },
    paint: (state) => (state.tone = state.tone === '' ? 'dark' : 'light "1"'),
  }),
  story(
    'steps.html',
    () => ({
      current: '',
      steps: [
        { title: 'Basket', url: '/basket/' },
        { title: 'Address', url: '' },
        { title: 'Done', url: '' },
      ],
    }),
    {
      next: (state) => (state.current = state.current === '' ? 'Basket' : ''),
      link({ steps }) {
        const step = steps.find(({ url }) => url === '')!
        step.url = `/${step.title.toLowerCase()}/`
      },
    },
  ),
  story('results.html', () => ({ ...pageOf(1), query: 'b' }), {
    forward: (state) => Object.assign(state, pageOf(state.page.number + 1)),
    find: (state) => state.page.object_list.push('found'),
  }),
  story('book.html', () => ({ book: { title: 'Emma', author: 'Jane Austen', stock: 1 } }), {
    retitle: ({ book }) => (book.title += '!'),
    sell: ({ book }) => (book.stock = book.stock > 0 ? 0 : 12),
  }),
  story(
    'tree.html',
    () => ({
      root: {
        name: 'root',
        children: [
          { name: 'a', children: [] },
          { name: 'b', children: [] },
        ],
      } as Branch,
    }),
    {
      sprout: ({ root }) =>
        (root.children[0] ?? root).children.push({ name: 'leaf', children: [] }),
      prune: ({ root }) => root.children.pop(),
      rename: ({ root }) => (root.name += '*'),
    },
  ),
  story(
    'widgets.html',
    () => ({
      widgets: [
        { title: 'Visitors', template: 'parts/number.html', value: 3.14159, values: ['x'] },
        { title: 'Pages', template: 'parts/list.html', value: 2, values: ['/', '/a/<b>'] },
      ],
    }),
    {
      swap({ widgets }) {
        for (const widget of widgets)
          widget.template =
            widget.template === 'parts/list.html' ? 'parts/number.html' : 'parts/list.html'
      },
      count({ widgets }) {
        for (const widget of widgets) {
          widget.value += 1
          widget.values.push(`page ${widget.value}`)
        }
      },
    },
  ),
  story(
    'chart.html',
    () => ({
      width: 100,
      highest: 20,
      bars: [
        { label: 'Mon', value: 20 },
        { label: 'Tue & Wed', value: 5 },
      ],
    }),
    {
      measure(state) {
        state.bars.push({ label: `day ${state.bars.length}`, value: 10 * state.bars.length })
        state.highest = Math.max(...state.bars.map(({ value }) => value))
      },
      scale: (state) => (state.width += 50),
    },
  ),
  story(
    'glossary.html',
    () => ({ terms: { slot: ['a place', 'a hole'] } as Record<string, string[]> }),
    {
      define: ({ terms }) => {
        const count = Object.keys(terms).length
        terms[`word ${count}`] = ['one', `number ${count}`]
      },
      forget: (state) => (state.terms = {}),
    },
  ),
  story('spaceless.html', () => ({ tags: ['Books & more', 'CDs'], is_shown: false }), {
    add: ({ tags }) => tags.push(`tag ${tags.length}`),
    hide: (state) => (state.is_shown = !state.is_shown),
  }),
  story(
    'shout.html',
    () => ({ text: 'hello', name: 'World', is_loud: false, markup: new SafeString('<u>a</u>') }),
    {
      say: (state) => (state.text += ' & again'),
      emphasise(state) {
        state.is_loud = !state.is_loud
        state.markup = new SafeString(`<u>${state.is_loud ? 'loud' : 'low'}</u><s>!</s>`)
      },
    },
  ),
  story(
    'shop.html',
    () => ({
      business: {
        owner: { name: 'Ann' },
        employees: ['Bob'],
        slogan: '',
        motto: 'Fair & square',
        sales: 1234.5,
      },
    }),
    {
      sell({ business }) {
        business.sales += 1000
        business.employees.push(`Clerk ${business.employees.length}`)
        business.motto = ''
      },
      rename({ business }) {
        business.owner.name += 'a'
        business.slogan = 'Now <cheaper>'
      },
    },
  ),
  story(
    'translated.html',
    () => ({ name: 'Eva', items: ['bread'] }),
    {
      add: ({ items }) => items.push(items.length === 1 ? 'Things to buy' : 'milk'),
      rename: (state) => (state.name += '<3'),
    },
    'de',
  ),
  story(
    'notices.html',
    () => ({ messages: [] as { level: string; tags: string; text: string }[] }),
    {
      warn: ({ messages }) =>
        messages.push(
          messages.length % 2 === 0
            ? { level: 'error', tags: 'error big', text: `No. ${messages.length}` }
            : { level: 'info', tags: '', text: 'Only so that you know' },
        ),
      dismiss: ({ messages }) => messages.shift(),
    },
  ),
  story('cards.html', () => ({ note: 'the end', items: [{ title: 'One', text: '1' }] }), {
    refresh: (state) => (state.note += '.'),
    deal: ({ items }) => items.unshift({ title: `Card ${items.length}`, text: '<new>' }),
  }),
  story('gallery.html', () => ({ pictures: ['a', 'b', 'c', 'd'] }), {
    hang: ({ pictures }) => pictures.push(`picture ${pictures.length}`),
    retitle: ({ pictures }) => (pictures[0] += '!'),
  }),
]

interface Branch {
  name: string
  children: Branch[]
}

function pageOf(number: number) {
  const count = 4
  return {
    page: {
      number,
      start_index: number * 3 - 2,
      object_list: [1, 2, 3].map((i) => `result ${number * 3 - 3 + i}`),
      has_previous: number > 1,
      has_next: number < count,
      previous_page_number: number - 1,
      next_page_number: number + 1,
      paginator: { num_pages: count },
    },
  }
}
