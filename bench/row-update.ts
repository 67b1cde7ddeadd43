import type { Row } from '../scripts/bench-row.ts'
import { invoicePage, makeInvoices } from './_invoices.ts'
import { timeInTurn, whole } from './_measure.ts'
import { LivePage, makeProgram } from './_program.ts'

// What does one changed row of a long list cost?
//
// Of a table of plain invoices with six fields, one amount is changed in place, another row each
// time. All rows are compared with what is shown, and the frame is encoded; beside it,
// JSON.stringify of the invoices. Median of 200 rounds, in turn.

export default async function rowUpdate(): Promise<Row[]> {
  const program = makeProgram(invoicePage)
  return [1000, 10_000].map((count) => {
    const invoices = makeInvoices(count)
    const page = new LivePage(program, { clicks: 0, invoices })
    let at = 0
    const { update, json } = timeInTurn({
      update: {
        prepare() {
          at = (at + 617) % count
          invoices[at]!.amount += 1
        },
        run: () => page.update(),
      },
      json: { run: () => whole(JSON.stringify(invoices)) },
    })
    const name = `one row of ${count.toLocaleString('en')} / JSON.stringify of the rows`
    return { name, ratio: update / json, goal: 1 / 9 }
  })
}
