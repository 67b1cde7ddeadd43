import { Random } from './_random.ts'

/** A row of the table that most files here measure. The page shows each of its six fields. */
export interface Invoice {
  id: number
  customer: string
  status: string
  dueOn: string
  amount: number
  isPaid: boolean
}

export interface InvoiceNames {
  clicks: number
  invoices: Invoice[]
}

/** A page with one value beside a table. */
export const invoicePage = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Invoices</title>
  <link rel="icon" href="data:,">
  {% djust_scripts %}
</head>
<body dj-view="{{ dj_view_id }}">
<main dj-root>
  <p><output>{{ clicks }}</output></p>
  <button type="button" dj-click="raise">Raise</button>
  <button type="button" dj-click="swap">Swap</button>
  <button type="button" dj-click="insert">Insert</button>
  <table>
    <tbody>
      {% for invoice in invoices %}
      <tr dj-key="{{ invoice.id }}" class="{% if invoice.isPaid %}paid{% else %}open{% endif %}">
        <td>{{ invoice.id }}</td>
        <td>{{ invoice.customer }}</td>
        <td>{{ invoice.status }}</td>
        <td>{{ invoice.dueOn }}</td>
        <td>{{ invoice.amount }}</td>
      </tr>
      {% endfor %}
    </tbody>
  </table>
</main>
</body>
</html>
`

/** Makes invoices, the same ones in every run. */
export function makeInvoices(count: number): Invoice[] {
  const random = new Random(count)
  return Array.from({ length: count }, (_, i) => makeInvoice(i + 1, random))
}

export function makeInvoice(id: number, random = new Random(id)): Invoice {
  return {
    id,
    customer: `${random.words(2)}${random.pick([' Ltd', ' & Sons', '', ''])}`,
    status: random.pick(['draft', 'sent', 'reminded', 'settled']),
    dueOn: `2026-${10 + random.below(3)}-${10 + random.below(19)}`,
    amount: random.below(1_000_000) / 100,
    isPaid: random.below(2) === 0,
  }
}
