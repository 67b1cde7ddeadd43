import type { Program } from '../dist/render/program.js'
import type { Row } from '../scripts/bench-row.ts'
import { type Invoice, invoicePage, makeInvoices } from './_invoices.ts'
import { timeInTurn, whole } from './_measure.ts'
import { LivePage, makeProgram } from './_program.ts'

// What does one changed value cost beside rows that did not change?
//
// A counter stands beside a table of invoices. The counter is raised, the page compared with what
// is shown, and the frame encoded; beside it, JSON.stringify of 100 invoices. The same beside
// 10,000 invoices tells whether rows that did not change cost anything. Median of 300 samples, in
// turn, of ten runs each.
//
// Frozen invoices in a frozen array cannot change, so their rows are not compared. Plain ones may
// have been changed in place by a handler: each turn reads all of them, which takes its share of
// what JSON.stringify does, and more for more rows.

export default async function scalarUpdate(): Promise<Row[]> {
  const program = makeProgram(invoicePage)
  const invoices = makeInvoices(100)
  const time = timeInTurn(
    {
      few: { run: clicksBeside(freezeAll(makeInvoices(100)), program) },
      json: { run: () => whole(JSON.stringify(invoices)) },
      many: { run: clicksBeside(freezeAll(makeInvoices(10_000)), program) },
      plain: { run: clicksBeside(invoices, program) },
    },
    { rounds: 300, warmUpRounds: 100, runsPerSample: 10 },
  )
  return [
    {
      name: 'one value beside 100 frozen rows / JSON.stringify of the rows',
      ratio: time.few / time.json,
      goal: 1 / 60,
    },
    {
      name: 'one value beside 10,000 frozen rows / beside 100',
      ratio: time.many / time.few,
      goal: 2,
    },
    {
      name: 'one value beside 100 plain rows, all compared / JSON.stringify of the rows',
      ratio: time.plain / time.json,
      goal: 1 / 10,
    },
  ]
}

function freezeAll(invoices: Invoice[]): readonly Invoice[] {
  for (const invoice of invoices) Object.freeze(invoice)
  return Object.freeze(invoices)
}

function clicksBeside(invoices: readonly Invoice[], program: Program): () => string {
  const names = { clicks: 0, invoices }
  const page = new LivePage(program, names)
  return () => {
    names.clicks += 1
    return page.update()
  }
}
