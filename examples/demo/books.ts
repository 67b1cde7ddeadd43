/** A book on the shelf of the demo. */
export interface Book {
  id: number
  title: string
  author: string
  genre: string
  year: number
  pages: number
  price: number
  rating: number
  addedAt: Date
  readAt: Date | null
}

/** New objects at each call, so that every page has a shelf of its own. */
export function allBooks(): Book[] {
  return shelf.map(([genre, title, author, year, pages, price, rating, addedAt], index) => ({
    ...{ id: index + 1, genre, title, author, year, pages, price, rating },
    addedAt: new Date(addedAt),
    readAt: null,
  }))
}

// By genre and title: {% regroup %} puts neighbours together.
const shelf = [
  ['Crime', 'The Hound of the Baskervilles', 'Conan Doyle', 1902, 248, 8.5, 4, '2026-01-09T18:20Z'],
  ['Crime', 'The Moonstone', 'Wilkie Collins', 1868, 528, 11.9, 4, '2026-02-14T07:45Z'],
  ['Crime', 'The Murders in the Rue Morgue', 'E. A. Poe', 1841, 48, 3, 3, '2026-03-01T23:30Z'],
  ['Novels', 'The Doll', 'Bolesław Prus', 1890, 680, 19, 5, '2026-03-22T10:00Z'],
  ['Novels', 'Effi Briest', 'Theodor Fontane', 1895, 336, 7.8, 4, '2026-04-30T22:15Z'],
  ['Novels', 'Kokoro', 'Natsume Sōseki', 1914, 248, 14.5, 5, '2026-05-17T12:40Z'],
  ['Novels', 'Middlemarch', 'George Eliot', 1871, 880, 12.5, 5, '2026-06-02T16:05Z'],
  ['Science fiction', 'Frankenstein', 'Mary Shelley', 1818, 280, 6.9, 4, '2026-08-19T09:30Z'],
  ['Science fiction', 'The Time Machine', 'H. G. Wells', 1895, 118, 5.5, 4, '2026-09-05T21:10Z'],
  ['Science fiction', 'We', 'Yevgeny Zamyatin', 1924, 226, 13, 5, '2026-10-31T23:55Z'],
] as const
