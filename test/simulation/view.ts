import { handlers } from '../../src/view/handlers.ts'
import { LiveView } from '../../src/view/live-view.ts'

/** What the world around a view does for it. */
export interface ViewWorld {
  /** Notes an effect outside of the state. */
  note(page: string, id: number): void
  /** Takes time. */
  pause(): Promise<void>
}

let world: ViewWorld | null = null

/** The world in which views act from now on. */
export function actIn(next: ViewWorld | null): void {
  world = next
}

interface Row {
  id: number
  text: string
  isMarked: boolean
}

/** What is shown, as the page also says it itself. */
export interface Shown {
  readonly last: number
  readonly lost: number
  readonly doubled: number
  readonly news: number
  readonly rows: readonly (readonly [id: number, text: string, isMarked: boolean])[]
}

/**
 * Events of a page are numbered, so each tells whether one before it is missing, or is this one. The page says in one place
 * all that it shows elsewhere, so that each frame can be checked.
 */
export class TallyView extends LiveView {
  static template = `<p>{{ said }}</p>
<ul>{% for row in rows %}<li dj-key="{{ row.id }}" class="{% if row.isMarked %}on{% endif %}">{{ row.text }}</li>{% empty %}<li>none</li>{% endfor %}</ul>
{% if last > 3 %}<b>{{ last }}</b>{% if isOdd %}<i>{{ rows|length }}</i>{% endif %}{% else %}<em>{{ last }}</em>{% endif %}`

  static handlers = handlers<TallyView>()({ apply: { params: { id: 'int', page: 'str' } } })

  last = 0
  lost = 0
  doubled = 0
  news = 0
  isOdd = false
  rows: Row[] = []

  mount() {
    this.subscribe('news')
  }

  handleInfo() {
    this.news += 1
    for (const row of this.rows) row.text += '.'
  }

  get said() {
    const { last, lost, doubled, news } = this
    const rows = this.rows.map(({ id, text, isMarked }) => [id, text, isMarked])
    return JSON.stringify({ last, lost, doubled, news, rows })
  }

  async apply({ id, page }: { id: number; page: string }) {
    world!.note(page, id)
    if (id <= this.last) this.doubled += 1
    else this.lost += id - this.last - 1
    this.last = Math.max(id, this.last)
    this.isOdd = id % 2 === 1
    this.rows.push({ id, text: `row ${id}`, isMarked: id % 3 === 0 })
    if (id % 4 === 0) this.rows.reverse()
    if (id % 5 === 0) this.rows.shift()
    if (id % 7 === 0) this.rows = this.rows.slice(-2)
    if (id % 11 === 0) this.rows = []
    // Long enough for its page to be elsewhere by then.
    if (id % 3 === 0) await world!.pause()
    for (const row of this.rows) if (row.id % 6 === id % 6) row.text += '!'
    this.pushEvent('did', { id })
  }
}

/** What a page shows that was just drawn. */
export function initialValues(): unknown[] {
  const shown: Shown = { last: 0, lost: 0, doubled: 0, news: 0, rows: [] }
  return [JSON.stringify(shown), ...valuesOf(shown)]
}

/** What is wrong with a page: it shows something else than it says. Null when nothing is. */
export function contradiction(values: readonly unknown[]): string | null {
  const [said, ...shown] = values
  const expected = JSON.stringify(valuesOf(JSON.parse(String(said))))
  return JSON.stringify(shown) === expected
    ? null
    : `shows ${JSON.stringify(shown)}, not ${expected}`
}

/** The values of all slots behind the first. */
function valuesOf({ last, rows }: Shown): unknown[] {
  const list = rows.map(([id, text, isMarked]) => [String(id), isMarked ? 'on' : '', text])
  const inner = last % 2 === 1 ? [0, [String(rows.length)]] : [1]
  return [
    rows.length > 0 ? list : [0, []],
    last > 3 ? [0, [String(last), inner]] : [1, [String(last)]],
  ]
}
