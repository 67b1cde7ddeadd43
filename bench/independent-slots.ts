import type { Row } from '../scripts/bench-row.ts'
import { timeInTurn } from './_measure.ts'
import { LivePage, makeProgram, PageInput } from './_program.ts'

// What do places cost that hang on other fields than the one that changed?
//
// A counter stands beside 200 places, each of which hangs on a field of its own: an address, and an
// {% if %} with two values. The counter is raised, and the page compared with what is shown. Beside
// it, the same page where nobody says which names are fields, so that each place is evaluated.
// Median of 300 samples, in turn, of ten runs each.

const count = 200

export default async function independentSlots(): Promise<Row[]> {
  const heavy = pageOf(
    (name) =>
      `<a href="{% url "item" ${name} %}">x</a>{% if ${name} > 5 %}<p>{{ ${name} }} of {{ ${name}|add:1 }}</p>{% endif %}`,
  )
  const time = timeInTurn(
    {
      skipped: { run: clicksOn(heavy, (names) => new PageInput(names)) },
      evaluated: { run: clicksOn(heavy, withoutFields) },
    },
    { rounds: 300, warmUpRounds: 100, runsPerSample: 10 },
  )
  return [
    {
      name: 'one value beside 200 places of other fields / all of them evaluated',
      ratio: time.skipped / time.evaluated,
      goal: 1 / 10,
    },
  ]
}

function pageOf(place: (name: string) => string) {
  const places = fieldNames().map(place)
  return makeProgram(`<main dj-root><b>{{ count }}</b>${places.join('')}</main>`)
}

function fieldNames(): string[] {
  return Array.from({ length: count }, (_, i) => `field${i}`)
}

function withoutFields(names: object): PageInput {
  return Object.assign(new PageInput(names), { field: undefined })
}

function clicksOn(
  program: ReturnType<typeof makeProgram>,
  inputOf: (names: object) => PageInput,
): () => string {
  const fields = fieldNames().map((name, i) => [name, i] as const)
  const names = { count: 0, ...Object.fromEntries(fields) }
  const page = new LivePage(program, names, inputOf)
  return () => {
    names.count += 1
    return page.update()
  }
}
