// The tree has to be there before the runtime.
import { setMoveBefore } from './dom/install.ts'
import { describe, expect, it } from 'vitest'
import { replayFills, replayPatches } from './replay.ts'
import type { State } from './state.ts'
import { programOf, tellActs } from './story.ts'

/** Goes through changes of a page, with and without `moveBefore`. */
function mustHold(text: string, ...changes: ((state: State) => void)[]): void {
  const acts = changes.map((change) => ({ change, failsAfter: 0, mischief: 0 }))
  const story = tellActs(programOf({ name: 'found', text }), acts, true)
  for (const hasMoveBefore of [true, false]) {
    setMoveBefore(hasMoveBefore)
    expect(replayPatches(story).breach).toBeNull()
    expect(replayFills(story).breach).toBeNull()
  }
}

/** What long runs of the law have found, made small. */
describe('a patched page is a fresh one', () => {
  it('where several radio buttons of a group are marked as checked, and the one that won goes', () => {
    const button = '<input type="radio" name="r"{% if flag %} checked{% endif %}>'
    mustHold(
      `<div dj-root>${button}{% for x in items %}${button}{% endfor %}</div>`,
      ({ items }) => (items.length = 1),
      ({ items }) => (items.length = 0),
    )
  })

  it('where what came first in a coarse region goes into what comes first now', () => {
    mustHold(
      '<p dj-root>{% if flag %}<b>{% endif %}<i id="u"></i>{{ inline|safe }}{% if flag %}</b>{% endif %}</p>',
      (state) => Object.assign(state, { flag: false, inline: 'a <b>b</b> c' }),
      (state) => (state.flag = true),
    )
  })

  it('where the mark of a radio button goes from one coarse region to another', () => {
    const box =
      '<div>{% if flag2 %}<p>{% endif %}<input type="radio" name="w"{% if x.done %} checked{% endif %}>{% if flag2 %}</p>{% endif %}</div>'
    const rows = (...marks: boolean[]) => marks.map((done, i) => ({ key: i, name: 'a', done }))
    mustHold(
      `<div dj-root>{% for x in rows %}${box}{% endfor %}</div>`,
      (state) => (state.rows = rows(true, false)),
      (state) => (state.rows = rows(false, true)),
      (state) => (state.rows = rows(true, false)),
    )
  })

  it('where keys that are given twice are a number in one row and a text in another', () => {
    mustHold(
      '<div dj-root>{% for x in rows %}<p dj-key="{{ x.key }}">{{ x.name }}</p>{% endfor %}</div>',
      (state) => (state.rows = [1, '1', 1].map((key) => ({ key, name: 'a', done: false }))),
      (state) => (state.rows = ['1', 1, '1', 2].map((key) => ({ key, name: 'a', done: false }))),
    )
  })

  it('where branches are one opening tag with a loop in an attribute, around a component', () => {
    mustHold(
      '<div dj-root>{% if flag %}<section>{% else %}<section class="{% for x in words %}w{{ x }} {% endfor %}">{% endif %}{{ part }}</section></div>',
      (state) => (state.flag = false),
      ({ words }) => words.push('c'),
    )
  })

  it('where an id is given twice in a coarse region, and one of the two stays as it is', () => {
    mustHold(
      '<table><tbody dj-root>{% spaceless %}<tr><th id="i">1</th></tr><tr>{% if flag %}<td></td>{% else %}<th id="i">2</th>{% endif %}</tr>{% endspaceless %}</tbody></table>',
      (state) => (state.flag = false),
    )
  })

  it('where pieces that are sent as one, one beside the other, share an id', () => {
    mustHold(
      '<div dj-root>{% for x in label|make_list %}{% spaceless %}<i id="i">{{ label }}</i>{% endspaceless %}{% endfor %}</div>',
      (state) => (state.label = 'two words'),
      (state) => (state.label = 'one'),
    )
  })

  it('where a component stands in a body that a tag works on', () => {
    mustHold(
      '<div dj-root>{% filter upper %}a {{ part }}{% endfilter %}{{ label }}</div>',
      (state) => (state.label = 'other'),
      (state) => (state.part = 'text'),
    )
  })
})
