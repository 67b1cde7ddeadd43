// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { canonical } from '../../../test/law/canonical.ts'
import { livePage } from '../../../test/support/live-page.ts'
import { input } from '../../../test/support/templates.ts'
import { both, type Expr, either } from '../../expr/expression.ts'
import type { SharedFields } from '../../template/shared-fields.ts'
import '../features/instant.ts'
import { features } from '../features.ts'
import { aroundEvent } from '../in-flight.ts'
import type { Ended } from '../outbox.ts'
import type { UserEvent } from '../user-event.ts'

interface State extends Record<string, unknown> {
  liked: boolean
  n: number
  tab: string
  other: string
  items: { id: string; name: string }[]
}

type SharedHandler = SharedFields['handlers'] extends ReadonlyMap<string, infer H> ? H : never

const field = (name: string): Expr => ['$', name]

/** What is predicted, and the same in JavaScript. */
const acts: Record<string, { set: [string, Expr][]; run(state: State): void }> = {
  toggle: {
    set: [['liked', ['!', field('liked')]]],
    run: (state) => {
      state.liked = !state.liked
    },
  },
  more: {
    set: [['n', ['add', field('n'), 1]]],
    run: (state) => {
      state.n += 1
    },
  },
  mix: {
    set: [
      ['n', ['+', field('n'), field('n')]],
      ['liked', either(['<', 4, field('n')], both(field('liked'), ['==', field('n'), 2]))],
    ],
    run: (state) => {
      state.n += state.n
      state.liked = state.n > 4 || (state.liked && state.n === 2)
    },
  },
}

const shared: SharedFields = {
  handlers: new Map<string, SharedHandler>(
    Object.entries({
      ...acts,
      open: { set: [], keep: [['tab', ['$', '$tab']]], isSent: false },
    } as Record<string, Partial<SharedHandler>>).map(([name, act]) => [
      name,
      { set: [], keep: [], isSent: true, ...act },
    ]),
  ),
  kept: new Set(['tab']),
  predicted: new Set(['liked', 'n']),
  functions: new Map(),
}

const pieces = [
  '<b>{{ n }}</b>',
  '{{ n|add:2 }} of {{ other }}',
  '<p class="a {% if liked %}on{% endif %} {{ n }}" {% if n > 3 %}hidden{% endif %}>{{ tab }}</p>',
  '{% if liked %}<i>{{ n }}</i>{% elif n == 2 %}two{% endif %}',
  '{% if tab == "b" %}<u>{{ other }}</u>{% else %}<s>{{ tab|default:"none" }} {{ other }}</s>{% endif %}',
  '{% if tab == other %}same{% endif %}',
  '<ul>{% for item in items %}<li data-key="{{ item.id }}" class="{% if tab == item.id %}on{% endif %}">{{ item.name }}{% if tab == item.id and liked %}<b>{{ n }}</b>{% endif %}</li>{% endfor %}</ul>',
  '{% if other %}<em>{% if liked %}{{ n }}{% endif %}{{ liked|yesno:"y,n" }}</em>{% endif %}',
  '{% if tab != "a" %}{% for item in items %}{{ item.name }}{% if tab == item.name %}!{% endif %}{% endfor %}{% endif %}',
  '<textarea>{{ other }}{{ tab }}</textarea>',
  '{% with t=tab %}<q title="{{ t }}">{{ t }}{{ liked }}</q>{% endwith %}',
]

it('a page shows what the server drew last, with what is predicted and kept laid over it', () => {
  for (let seed = 1; seed <= 80; seed++) {
    const random = randomFrom(seed)
    const template = Array.from(
      { length: 1 + random(5) },
      () => pieces[random(pieces.length)]!,
    ).join('\n')
    features.instant!.forget()
    const server: State = {
      liked: random(2) === 0,
      n: random(4),
      tab: 'a',
      other: 'b',
      items: itemsOf(random),
    }
    const page = livePage(template, server, {}, {}, undefined, shared)
    const flying: { name: string; told: Record<string, string>; ends: (Ended | undefined)[] }[] = []
    const kept: Record<string, string> = {}
    /** What the browser keeps and no event has told yet, and what those in flight have told. */
    const expected = (): string => {
      const over = { ...server, items: server.items.map((item) => ({ ...item })) }
      for (const { told } of flying) Object.assign(over, told)
      Object.assign(over, kept)
      for (const { name } of flying) acts[name]?.run(over)
      return drawn(page.program, over)
    }
    const call = (name: string, params = {}): void => {
      const event: UserEvent = { handler: name, params, data: {}, fields: [] }
      const told = features.instant!.take(event)
      if (told === null) return
      for (const key of Object.keys(told)) delete kept[key]
      const ends = aroundEvent.map((begin) => begin(event))
      flying.push({ name, told: told as Record<string, string>, ends })
    }
    const answer = (): void => {
      const next = flying.shift()
      if (!next) return
      Object.assign(server, next.told)
      const how = random(3)
      if (how > 0) acts[next.name]?.run(server)
      if (how > 1) Object.assign(server, otherState(random))
      if (random(3) === 0) server.tab = ['a', 'b', 'c'][random(3)]!
      expect(page.turn()).toBe(true)
      for (const end of next.ends) end?.(how === 0 ? 'handler_failed' : '')
    }
    for (let step = 0; step < 14; step++) {
      const what = random(8)
      if (what < 3) call(['toggle', 'more', 'mix', 'look'][random(4)]!)
      else if (what < 5) {
        const tab = ['a', 'b', 'c', ''][random(4)]!
        kept.tab = tab
        call('open', { tab })
      } else if (what < 7) answer()
      else if (flying.length === 0) {
        const tab = server.tab
        if (random(2) === 0) server.tab = ['a', 'b', 'c'][random(3)]!
        if (server.tab !== tab) delete kept.tab
        if (random(3) === 0) page.fill(otherState(random))
        else expect(page.turn(otherState(random))).toBe(true)
      }
      expect(canonical(page.root), `seed ${seed}, step ${step}\n${template}`).toBe(expected())
    }
    while (flying.length > 0) answer()
    call('look')
    answer()
    expect(canonical(page.root), `seed ${seed}, at the end\n${template}`).toBe(expected())
  }
})

function drawn(program: ReturnType<typeof livePage>['program'], state: State): string {
  const { html } = program.paint(input(state))
  const root = document.createElement('main')
  root.innerHTML = /<main dj-root>([^]*)<\/main>/.exec(html)![1]!
  return canonical(root)
}

function otherState(random: (below: number) => number): Partial<State> {
  const change = random(3)
  if (change === 0) return { other: ['', 'a', 'b'][random(3)]! }
  if (change === 1) return { items: itemsOf(random) }
  return { n: random(6) }
}

function itemsOf(random: (below: number) => number): State['items'] {
  return ['a', 'b', 'c']
    .filter(() => random(2) === 0)
    .map((id) => ({ id, name: ['a', 'x', 'b'][random(3)]! }))
}

/** Numbers that are the same for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
