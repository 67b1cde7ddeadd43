import type { Row } from '../scripts/bench-row.ts'
import { invoicePage, makeInvoices } from './_invoices.ts'
import { heapBytes, note } from './_measure.ts'
import { makeProgram, PageInput } from './_program.ts'
import type { Rendered } from '../dist/render/program.js'

// How much memory does the server need to know what a list shows?
//
// A page of 10,000 invoices is drawn, twelve times over, and its records are kept: keys and the six
// values of each row, beside the invoices themselves, which are the view's. What they add to the
// heap after garbage collection, for one value, against 16 bytes.

const count = 10_000
const pages = 12
const valuesPerRow = 6
const allowedBytes = 16

export default async function keptList(): Promise<Row[]> {
  const program = makeProgram(invoicePage)
  const input = new PageInput({ clicks: 0, invoices: makeInvoices(count), dj_view_id: '' })
  const records: Rendered[] = [program.paint(input).rendered]
  const before = await heapBytes()
  for (let i = 0; i < pages; i++) records.push(program.paint(input).rendered)
  const each = ((await heapBytes()) - before) / (pages * count * valuesPerRow)
  note(`${each.toFixed(1)} bytes for each value, in ${records.length} records`)
  return [
    {
      name: 'heap of a kept list, a value / 16 bytes',
      ratio: each / allowedBytes,
      goal: 1,
    },
  ]
}
