import { handlers, LiveView, memory } from '../dist/index.js'
import type { SessionStore } from '../dist/store/session-store.js'
import type { Row } from '../scripts/bench-row.ts'
import { type Invoice, makeInvoice } from './_invoices.ts'
import { ManyBrowsers } from './_many-browsers.ts'
import { heapBytes, note } from './_measure.ts'
import { Random } from './_random.ts'
import { serveView } from './_serve.ts'

// How much memory does a page need whose browser is away?
//
// 300 pages of 100 invoices each, all different, are loaded and joined, and a button is pressed
// once. Then the server ends, which puts its sessions to sleep; the store of this process stays.
// The memory that is freed when it is emptied (heapUsed and external, after garbage collection) is
// compared with the JSON of the fields of the views, in bytes.

const pages = 300
const rowsPerPage = 100

let nextId = 1
let jsonBytes = 0

class InvoicesView extends LiveView {
  static template = `<button type="button" dj-click="increment">{{ count }}</button>
<table>
  <tbody>
    {% for invoice in invoices %}
    <tr dj-key="{{ invoice.id }}">
      <td>{{ invoice.id }}</td><td>{{ invoice.customer }}</td><td>{{ invoice.status }}</td>
      <td>{{ invoice.dueOn }}</td><td>{{ invoice.amount }}</td>
    </tr>
    {% endfor %}
  </tbody>
</table>`

  static handlers = handlers<InvoicesView>()({ increment: {} })

  count = 0
  invoices: Invoice[] = []

  override mount() {
    const random = new Random(nextId)
    this.invoices = Array.from({ length: rowsPerPage }, () => makeInvoice(nextId++, random))
    jsonBytes += Buffer.byteLength(JSON.stringify({ count: 1, invoices: this.invoices }))
  }

  increment() {
    this.count += 1
  }
}

export default async function sleepingSession(): Promise<Row[]> {
  const store = await sleepingPages()
  const full = await heapBytes()
  await store.close()
  const bytes = full - (await heapBytes())
  note(`${Math.round(bytes / pages)} bytes asleep, ${Math.round(jsonBytes / pages)} bytes of JSON`)
  return [
    {
      name: 'memory of a sleeping session of 100 rows / its JSON',
      ratio: bytes / jsonBytes,
      goal: 1.3,
    },
  ]
}

/** Opens pages and ends their server. @returns the store in which their sessions are */
async function sleepingPages(): Promise<SessionStore> {
  const store = memory()
  let written = 0
  const server = await serveView(InvoicesView, {
    closeGraceMs: 10_000,
    settings: {
      store: {
        isDurable: false,
        take: (...args) => store.take(...args),
        write(...args) {
          written++
          return store.write(...args)
        },
        remove: (...args) => store.remove(...args),
        removeUser: (...args) => store.removeUser(...args),
        // It outlives the server, as its sessions outlive their connections.
        close: async () => {},
      },
    },
  })
  const browsers = new ManyBrowsers(server.url)
  await browsers.open('session', pages)
  await server.close()
  browsers.end()
  if (written !== pages) throw new Error(`${written} sessions were stored, and not ${pages}`)
  return store
}
