import { LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { invoicePage, makeInvoices } from './_invoices.ts'
import { ManyBrowsers } from './_many-browsers.ts'
import { note, percentile } from './_measure.ts'
import { makeProgram, PageInput } from './_program.ts'
import { plainPath, serveView } from './_serve.ts'

// How many requests for a live page can a server answer?
//
// A process asks for a page of 100 invoices over 32 connections that stay open: for the live page,
// which is mounted, drawn with anchors, signed and recorded; and for the same page drawn without
// anchors by a route that is a plain function. None of them is joined, so that most sessions have
// no room to wait in, as on a server that is only asked for pages. Compared are requests by second
// of the server's processor (all threads, system included): 20 turns of 400 each, after 6 to warm
// up, medians.

const requestsPerTurn = 400
const invoices = makeInvoices(100)

class InvoicesView extends LiveView {
  static template = invoicePage.replace(/ dj-click="\w+"/g, '')

  clicks = 0
  invoices = invoices
}

export default async function pageRequests(): Promise<Row[]> {
  const program = makeProgram(InvoicesView.template)
  const names = { clicks: 0, invoices, dj_view_id: 'B'.repeat(300) }
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private' }
  const plain = () => new Response(program.plain(new PageInput(names)), { headers })
  const server = await serveView(InvoicesView, { plain })
  const browsers = new ManyBrowsers(server.url)
  try {
    const paths = { live: '/', plain: plainPath }
    const perSecond: Record<keyof typeof paths, number[]> = { live: [], plain: [] }
    for (let turn = -6; turn < 20; turn++) {
      for (const kind of turn % 2 === 0 ? kinds : kinds.toReversed()) {
        const before = process.cpuUsage()
        await browsers.get(paths[kind], requestsPerTurn)
        const { user, system } = process.cpuUsage(before)
        if (turn >= 0) perSecond[kind].push((requestsPerTurn * 1e6) / (user + system))
      }
    }
    const [live, bare] = [percentile(perSecond.live, 50), percentile(perSecond.plain, 50)]
    note(`live: ${Math.round(live)}, plain: ${Math.round(bare)} requests a second`)
    return [
      {
        name: 'requests a second, live page / plain function route',
        ratio: live / bare,
        goal: 0.6,
        atLeast: true,
      },
    ]
  } finally {
    browsers.end()
    await server.close()
  }
}

const kinds = ['live', 'plain'] as const
