import type { Program } from '../dist/render/program.js'
import type { Row } from '../scripts/bench-row.ts'
import { type Invoice, invoicePage, makeInvoices } from './_invoices.ts'
import { timeInTurn, whole } from './_measure.ts'
import { LivePage, makeProgram } from './_program.ts'

// What does one changed value cost beside rows that did not change?
//
// A counter stands beside a table of plain invoices, which handlers may change in place. The
// counter is raised, the page compared with what is shown, and the frame encoded; beside it,
// JSON.stringify of 100 invoices. The same beside 10,000 invoices tells whether rows that did not
// change cost anything. Median of 300 samples, in turn, of ten runs each.

export default async function scalarUpdate(): Promise<Row[]> {
  const program = makeProgram(invoicePage)
  const invoices = makeInvoices(100)
  const few = clicksBeside(invoices, program)
  const many = clicksBeside(makeInvoices(10_000), program)
  const time = timeInTurn(
    {
      few: { run: few },
      json: { run: () => whole(JSON.stringify(invoices)) },
      many: { run: many },
    },
    { rounds: 300, warmUpRounds: 100, runsPerSample: 10 },
  )
  return [
    {
      name: 'one value beside 100 rows / JSON.stringify of the rows',
      ratio: time.few / time.json,
      goal: 1 / 60,
    },
    { name: 'one value beside 10,000 rows / beside 100', ratio: time.many / time.few, goal: 2 },
  ]
}

function clicksBeside(invoices: Invoice[], program: Program): () => string {
  const names = { clicks: 0, invoices }
  const page = new LivePage(program, names)
  return () => {
    names.clicks += 1
    return page.update()
  }
}
