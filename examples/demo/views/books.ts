import { LiveView, eventHandler } from 'djust'
import { allBooks } from '../books.ts'
import { pages } from '../pages.ts'

const booksPerPage = 4
const languages = ['en', 'de', 'pl']
const zones = [
  { name: 'America/New_York', city: 'New York' },
  { name: 'Europe/Warsaw', city: 'Warsaw' },
  { name: 'Asia/Tokyo', city: 'Tokyo' },
]

export class BooksView extends LiveView {
  static templateName = 'books.html'

  languages = languages
  language = 'en'
  zones = zones
  zone = 'Europe/Warsaw'
  query = ''
  _books = allBooks()
  _wanted = 1

  get page() {
    return pages.books
  }

  get found() {
    const query = this.query.trim().toLowerCase()
    return this._books.filter(({ title, author }) =>
      `${title} ${author}`.toLowerCase().includes(query),
    )
  }

  get read() {
    return this.found.filter((book) => book.readAt)
  }

  get numbers() {
    const count = Math.max(1, Math.ceil(this.found.length / booksPerPage))
    return Array.from({ length: count }, (_, index) => index + 1)
  }

  // Typing leaves fewer pages than there were: the last of them is shown.
  get number() {
    return Math.min(this._wanted, this.numbers.length)
  }

  get shown() {
    return this.found.slice((this.number - 1) * booksPerPage, this.number * booksPerPage)
  }

  // The address changed: another language, time zone or page.
  handleParams({ lang = 'en', zone = '', page = '1' }: Record<string, string>) {
    this.language = languages.includes(lang) ? lang : 'en'
    this.zone = zones.some(({ name }) => name === zone) ? zone : 'Europe/Warsaw'
    this._wanted = Math.max(1, Number.parseInt(page, 10) || 1)
  }

  @eventHandler
  search({ value }: { value: string }) {
    this.query = value
  }

  @eventHandler({ params: { id: 'int', checked: 'bool' } })
  check({ id, checked }: { id: number; checked: boolean }) {
    const book = this._books.find((each) => each.id === id)
    if (book) book.readAt = checked ? new Date() : null
  }
}
