// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { livePage } from '../support/live-page.ts'
import { TestPart } from '../support/templates.ts'
import { canonical } from './canonical.ts'

/** Places of a component `c` and a list of them, `l`. */
const pageTexts = [
  '<p>{{ c }}</p>',
  '<p> a {{ c }} b </p>',
  '{{ c }}{{ c }}',
  'a {{ c }} b <i>{{ c }}</i>',
  '{% if on %}{{ c }}{% else %}none {{ c }}{% endif %} behind',
  '<ul>{% for x in l %}<li>{{ x }}</li>{% endfor %}</ul>{{ c }}',
  '{% for x in l %} {{ x }} {% empty %}none{% endfor %} behind',
  '{% for x in l %}{{ x }}{% endfor %}<hr>{% for x in l %}{{ x }}, {% endfor %}',
  '<table><tbody>{% for x in l %}<tr><td>{{ x }}</td></tr>{% endfor %}</tbody></table>',
]

/** Templates of components; `c` is one that is held inside. */
const partTexts = [
  '<b>{{ n }}</b>',
  'text {{ n }} text',
  '{{ n }}',
  '<u title="{{ n }}">{{ c }}</u>',
  '{% if on %}<i>{{ n }}</i>{{ c }}{% else %}off{% endif %}',
  '{% for x in l %}<s>{{ x }}</s>{% endfor %}',
  ' <em></em> {% for x in l %}{{ x }} {% endfor %}',
  '',
]

type Shown = TestPart | string

const value = fc.oneof(fc.constantFrom('', 'x', '<y>', 'a  b'), fc.nat(3))
const text = fc.constantFrom('', 'nothing')

/** A component with others inside, or a text in its place. */
function shown(depth: number): fc.Arbitrary<Shown> {
  const inner = depth > 0 ? shown(depth - 1) : text
  const names = fc.record({
    n: value,
    on: fc.boolean(),
    c: inner,
    l: fc.array(inner, { maxLength: 3 }),
    component_id: fc.constantFrom('a', 'b'),
  })
  const part = fc.tuple(fc.constantFrom(...partTexts), names)
  return fc.oneof(
    { weight: 4, arbitrary: part.map(([own, record]) => new TestPart(own, record)) },
    { weight: 1, arbitrary: text },
  )
}

interface Step {
  readonly on: boolean
  /** Which of the components stands in `c`, and which are the rows, in order. */
  readonly c: number
  readonly l: readonly number[]
  /** What changes in place: a component, and new values for its names. */
  readonly changed: number
  readonly n: unknown
  readonly isOn: boolean
  readonly rows: readonly number[]
}

const pool = 5
const index = fc.nat(pool - 1)
const step: fc.Arbitrary<Step> = fc.record({
  on: fc.boolean(),
  c: index,
  l: fc.uniqueArray(index, { maxLength: pool }),
  changed: index,
  n: value,
  isOn: fc.boolean(),
  rows: fc.array(fc.nat(9), { maxLength: 4 }),
})

const runs = Number(process.env.LAW_RUNS ?? 8) * 25
const seed = Number(process.env.LAW_SEED ?? 20_251)

it('components show after patches and all values what a fresh paint shows', () => {
  const stories = fc.tuple(
    fc.constantFrom(...pageTexts),
    fc.array(shown(2), { minLength: pool, maxLength: pool }),
    fc.array(step, { minLength: 1, maxLength: 8 }),
    fc.boolean(),
  )
  fc.assert(
    fc.property(stories, ([template, parts, steps, isFilled]) => {
      const state: Record<string, unknown> = {}
      apply(state, parts, steps[0]!)
      const page = livePage(template, state)
      for (const next of steps) {
        apply(state, parts, next)
        const isDone = isFilled ? page.fill() : page.turn()
        expect(isDone).toBe(true)
        const now = canonical(page.root)
        // A fresh page takes the place of this one in the document, so this one is put back.
        const nodes = [...document.body.childNodes]
        const fresh = canonical(livePage(template, state).root)
        document.body.replaceChildren(...nodes)
        expect(now).toBe(fresh)
      }
    }),
    { seed, numRuns: runs },
  )
}, 60_000)

function apply(state: Record<string, unknown>, parts: readonly Shown[], next: Step): void {
  const changed = parts[next.changed]
  if (changed instanceof TestPart) {
    Object.assign(changed.names, { n: next.n, on: next.isOn, l: next.rows })
  }
  Object.assign(state, { on: next.on, c: parts[next.c], l: next.l.map((i) => parts[i]) })
}
