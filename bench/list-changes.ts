import type { Row } from '../scripts/bench-row.ts'
import { type Invoice, invoicePage, makeInvoice, makeInvoices } from './_invoices.ts'
import { type Subject, timeInTurn, whole } from './_measure.ts'
import { LivePage, makeProgram } from './_program.ts'

// What does a list cost in which rows come, go and change places?
//
// Three tables of 1,000 plain invoices with keys: in the first, the second row and the last but one
// change places; in the next, a new row comes in at the head; in the last, a row in the middle is
// removed. All rows are compared with what is shown, and the frame is encoded; the handler's own
// work and the way back to 1,000 rows do not count. Beside it, JSON.stringify of the invoices.
// Median of 300 rounds, in turn.

const count = 1000

export default async function listChanges(): Promise<Row[]> {
  const invoices = makeInvoices(count)
  const time = timeInTurn(
    {
      swap: onOwnTable((rows) => {
        const [a, b] = [rows[1]!, rows[count - 2]!]
        rows[1] = b
        rows[count - 2] = a
      }),
      insert: onOwnTable(
        (rows) => rows.unshift(makeInvoice(nextId++)),
        (rows) => rows.shift(),
      ),
      remove: onOwnTable(
        (rows) => rows.splice(count / 2, 1),
        (rows) => rows.splice(count / 2, 0, makeInvoice(nextId++)),
      ),
      json: { run: () => whole(JSON.stringify(invoices)) },
    },
    { rounds: 300, warmUpRounds: 100 },
  )
  return [
    { name: 'swap of two in 1,000 rows / JSON.stringify', ratio: time.swap / time.json, goal: 0.1 },
    {
      name: 'insert at the head of 1,000 rows / JSON.stringify',
      ratio: time.insert / time.json,
      goal: 0.1,
    },
    {
      name: 'remove one of 1,000 rows / JSON.stringify',
      ratio: time.remove / time.json,
      goal: 0.1,
    },
  ]
}

/** All pages of a view are of one program. */
const program = makeProgram(invoicePage)

let nextId = 1_000_000

/** @param undo gives the table its length back, which the browser is then told, too */
function onOwnTable(
  change: (rows: Invoice[]) => unknown,
  undo?: (rows: Invoice[]) => unknown,
): Subject {
  const invoices = makeInvoices(count)
  const page = new LivePage(program, { clicks: 0, invoices })
  let isChanged = false
  return {
    prepare() {
      if (undo && isChanged) {
        undo(invoices)
        page.update()
      }
      change(invoices)
      isChanged = true
    },
    run: () => page.update(),
  }
}
