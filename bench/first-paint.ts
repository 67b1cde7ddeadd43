import type { Program } from '../dist/render/program.js'
import type { Row } from '../scripts/bench-row.ts'
import { invoicePage, makeInvoices } from './_invoices.ts'
import { timeInTurn, whole } from './_measure.ts'
import { makeProgram, PageInput } from './_program.ts'

// What does the first render of a live page cost?
//
// A table of 1,000 invoices with six fields each is drawn with its anchors, and every value that it
// shows is recorded; beside it, JSON.stringify of the same invoices. Both strings are made whole.
// Median of 300 rounds, in turn.

export default async function firstPaint(): Promise<Row[]> {
  const invoices = makeInvoices(1000)
  const program = makeProgram(invoicePage)
  const input = new PageInput({ clicks: 0, invoices })
  const { paint, json } = timeInTurn(
    {
      paint: { run: () => paintWhole(program, input) },
      json: { run: () => whole(JSON.stringify(invoices)) },
    },
    { rounds: 300 },
  )
  return [
    {
      name: 'first render of 1,000 rows, recorded / JSON.stringify',
      ratio: paint / json,
      goal: 2.5,
    },
  ]
}

function paintWhole(program: Program, input: PageInput): unknown {
  const { html, rendered } = program.paint(input)
  whole(html)
  return rendered
}
