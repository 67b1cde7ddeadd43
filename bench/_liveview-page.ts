import { readFileSync } from 'node:fs'
import type { Invoice } from './_invoices.ts'

/**
 * A page of LiveView's shipped client: its scripts, and a transport within the page that answers as
 * Phoenix does. `bench.diff(row, amount)` gives the message in which its server would tell of one
 * amount: the table is a keyed comprehension, of which only the dynamic part travels that changed.
 */
export function liveViewPage(invoices: readonly Invoice[]): string {
  const statics = [
    '<tr id="',
    '" class="',
    '"><td>',
    '</td><td>',
    '</td><td>',
    '</td><td>',
    '</td><td>',
    '</td></tr>',
  ]
  const rows = invoices.map((invoice) => [
    `r${invoice.id}`,
    invoice.isPaid ? 'paid' : 'open',
    String(invoice.id),
    invoice.customer.replaceAll('&', '&amp;'),
    invoice.status,
    invoice.dueOn,
    String(invoice.amount),
  ])
  const rendered = {
    0: {
      s: statics,
      k: { ...rows.map((values) => ({ ...values })), kc: rows.length },
    },
    s: [
      '<main><button type="button" phx-click="raise">Raise</button><table><tbody>',
      '</tbody></table></main>',
    ],
    r: 1,
  }
  const read = (name: string) => readFileSync(`node_modules/${name}`, 'utf8')
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Invoices</title></head>
<body>
<div id="phx-GFxxxxxxxxxxxxxx" data-phx-main data-phx-session="session" data-phx-static="static"></div>
<script>${read('phoenix/priv/static/phoenix.min.js')}</script>
<script>${read('phoenix_live_view/priv/static/phoenix_live_view.min.js')}</script>
<script>
  const rendered = ${JSON.stringify(rendered).replaceAll('<', '\\u003c')}
  globalThis.bench = { sent: [], isJoined: false, show: null, diff: null }
  class Transport {
    readyState = 0
    constructor() {
      setTimeout(() => {
        this.readyState = 1
        this.onopen({})
      })
    }
    send(text) {
      bench.sent.push(text)
      const [joinRef, ref, topic, event] = JSON.parse(text)
      const reply = (response) => {
        const message = JSON.stringify([joinRef, ref, topic, 'phx_reply', { status: 'ok', response }])
        setTimeout(() => this.onmessage({ data: message }))
      }
      if (event === 'heartbeat') return reply({})
      if (event !== 'phx_join') return
      bench.show = (data) => this.onmessage({ data })
      bench.diff = (row, amount) => JSON.stringify(
        [joinRef, null, topic, 'diff', { 0: { k: { [row]: { 6: amount }, kc: ${rows.length} } } }])
      bench.isJoined = true
      reply({ rendered, liveview_version: liveSocket.version() })
    }
    close() {}
  }
  const liveSocket = new LiveView.LiveSocket('/live', Phoenix.Socket, { transport: Transport, params: {} })
  liveSocket.connect()
</script>
</body>
</html>`
}
