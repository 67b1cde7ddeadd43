/** The application that chaos is made in, as its author would write it. */
export function chaosApp(store: string): string {
  return `
import { appendFileSync } from 'node:fs'
import { defineUrls, djust, handlers, LiveView, path, postgres, redis, sqlite } from 'djust'

class ChaosView extends LiveView {
  static template = \`<p>{{ tally }}</p>
<ul>{% for row in rows %}<li dj-key="{{ row.id }}" class="{% if row.isMarked %}on{% endif %}">{{ row.text }}</li>{% empty %}<li>none</li>{% endfor %}</ul>
{% if last > 3 %}<b>{{ last }}</b>{% if isOdd %}<i>{{ rows|length }}</i>{% endif %}{% else %}<em>{{ last }}</em>{% endif %}\`

  static handlers = handlers<ChaosView>()({ apply: { params: { id: 'int', client: 'str' } } })

  last = 0
  lost = 0
  doubled = 0
  isOdd = false
  rows: { id: number; text: string; isMarked: boolean }[] = []

  get tally() {
    return [this.last, this.lost, this.doubled].join(' ')
  }

  /** Events of a page are numbered, so each tells whether one before it is missing, or is this one. */
  async apply({ id, client }: { id: number; client: string }) {
    appendFileSync(process.env.LEDGER!, client + ' ' + id + '\\n')
    if (id <= this.last) this.doubled += 1
    else this.lost += id - this.last - 1
    this.last = Math.max(id, this.last)
    this.isOdd = id % 2 === 1
    this.rows.push({ id, text: 'row ' + id, isMarked: id % 3 === 0 })
    if (id % 4 === 0) this.rows.reverse()
    if (id % 5 === 0) this.rows.shift()
    if (id % 7 === 0) this.rows = this.rows.slice(-2)
    if (id % 23 === 0) this.rows = []
    // Long enough for its page to be elsewhere by then.
    if (id % 3 === 0) await new Promise((resolve) => setTimeout(resolve, Math.random() ** 2 * 400))
    for (const row of this.rows) if (row.id % 6 === id % 6) row.text += '!'
  }
}

export default djust({
  urls: defineUrls([path('', ChaosView)]),
  store: ${store},
  durability: 'beforeReply',
  rateLimit: { rate: 10_000, burst: 10_000, maxConnectionsPerIp: 10_000 },
})
`
}
