import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { Invoice } from './_invoices.ts'

/** What the shipped client of djust's Python edition is called, and its script. */
export interface PythonClient {
  readonly version: string
  readonly script: string
}

const findPackage = `
import importlib.metadata, importlib.util, json
spec = importlib.util.find_spec('djust')
folder = spec and spec.submodule_search_locations[0]
print(json.dumps(folder and [folder + '/static/djust/client.min.js', importlib.metadata.version('djust')]))
`

/**
 * Looks for the client that djust's Python edition ships: the file that DJUST_CLIENT names, or that of the package
 * `djust` in `python3` or the Python that PYTHON names.
 */
export function findPythonClient(): PythonClient | null {
  const { DJUST_CLIENT: named, PYTHON: python = 'python3' } = process.env
  const found = named
    ? [named, 'of DJUST_CLIENT']
    : (JSON.parse(spawnSync(python, ['-c', findPackage], { encoding: 'utf8' }).stdout || 'null') as
        | [string, string]
        | null)
  if (!found || !existsSync(found[0]!)) return null
  return { version: found[1]!, script: readFileSync(found[0]!, 'utf8') }
}

/**
 * A page of the Python edition as its server draws it, with an id on every element, its client, and a socket within the
 * page that answers as that server does. `bench.diff(row, amount)` gives the message in which its server (1.2.6, whose
 * Rust engine was asked) tells of one amount; `bench.show(message)` is over once the client is.
 */
export function djustPage(invoices: readonly Invoice[], { script }: PythonClient): string {
  let ids = 0
  const open = (tag: string, attributes = ''): string =>
    `<${tag} dj-id="${(ids++).toString(36)}"${attributes}>`
  const cell = (value: string | number): string =>
    `${open('td')}${String(value).replaceAll('&', '&amp;')}</td>`
  const body = [
    open('main', ' dj-view="bench.Invoices" dj-root dj-liveview-root'),
    `${open('button', ' dj-click="raise" type="button"')}Raise</button>`,
    open('table'),
    open('tbody'),
    ...invoices.map(
      (invoice) =>
        `${open('tr', ` class="${invoice.isPaid ? 'paid' : 'open'}" dj-key="${invoice.id}"`)}${cell(invoice.id)}${cell(invoice.customer)}${cell(invoice.status)}${cell(invoice.dueOn)}${cell(invoice.amount)}</tr>`,
    ),
    '</tbody></table></main>',
  ]
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Invoices</title>
<script>
  globalThis.bench = { isJoined: false, show: null, diff: null }
  const done = new MessageChannel()
  globalThis.WebSocket = class FakeSocket extends EventTarget {
    static CONNECTING = 0
    static OPEN = 1
    static CLOSING = 2
    static CLOSED = 3
    readyState = 0
    bufferedAmount = 0
    constructor() {
      super()
      let version = 1
      const say = (data) => setTimeout(() => this.onmessage({ data: JSON.stringify(data) }))
      setTimeout(() => {
        this.readyState = 1
        this.onopen({})
        say({ type: 'connect', session_id: 'session' })
      })
      this.send = (text) => {
        const { type, view } = JSON.parse(text)
        if (type !== 'mount') return
        say({ type: 'mount', view, version, has_ids: true })
        setTimeout(() => { bench.isJoined = true }, 500)
      }
      bench.diff = (row, amount) => JSON.stringify({
        type: 'patch',
        patches: [{ type: 'SetText', path: [1, 0, row, 4, 0], text: amount }],
        version: ++version,
        event_name: 'raise',
      })
      // What it does waits for promises, but for nothing else.
      bench.show = (data) => new Promise((resolve) => {
        done.port1.onmessage = resolve
        this.onmessage({ data })
        done.port2.postMessage(0)
      })
    }
    close() {}
  }
</script>
</head>
<body>
${body.join('')}
<script>${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>`
}
