// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { livePage, type LivePage } from '../../../test/support/live-page.ts'
import { input } from '../../../test/support/templates.ts'
import { Stream, type StreamChange } from '../../shared/stream.ts'

const template = `<ol id="log"> {% for x in streams.log %}
  <li id="r-{{ x.id }}">{{ x.text }}{% if x.text > "m" %}<b>{{ x.id }}</b>{% endif %}</li> {% empty %}none{% endfor %}</ol>`

it('a page that is told what happened to a stream shows what is drawn of one to which it has happened', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = randomFrom(seed)
    const all = new Stream()
    const first = changeOf(random)
    all.note(first)
    const page = drawn(first)
    for (let turn = 0; turn < 12; turn++) {
      const told = Array.from({ length: random(3) + 1 }, () => changeOf(random))
      for (const change of told) all.note(change)
      const { slot } = page.program.compiled.streams[0]!
      const changes = told.map((change) => page.program.drawChange(input(page.state), 0, change))
      expect(page.part.patch([slot, changes])).toBe(true)
      if (random(6) === 0) page.fill()
      if (random(6) === 0) page.rebuild()
      expect(page.html(), `seed ${seed}, turn ${turn}`).toBe(drawnWhole(page, all))
    }
  }
})

/** The page of a stream whose first change is drawn with it. */
function drawn(first: StreamChange): LivePage {
  const stream = new Stream()
  stream.note(first)
  const page = livePage(template, { streams: { log: stream } })
  stream.take()
  return page
}

/** What is drawn of a stream to which all has happened that waits in it. */
function drawnWhole({ program }: LivePage, log: Stream): string {
  const { html } = program.paint(input({ streams: { log } }))
  return /<main dj-root>([^]*)<\/main>/.exec(html)![1]!.replace(/<!--.*?-->/g, '')
}

function changeOf(random: (below: number) => number): StreamChange {
  const item = (): { id: number; text: string } => ({
    id: random(9),
    text: String.fromCharCode(97 + random(26)),
  })
  const kind = random(10)
  if (kind === 0) return { kind: 'reset' }
  if (kind < 3) return { kind: 'delete', item: random(2) === 0 ? random(9) : item() }
  const at = [-1, -1, 0, 0, 1, 3, 50, -2][random(8)]!
  const limit = [0, 0, 2, 4][random(4)]!
  return { kind: 'insert', at, limit, items: Array.from({ length: random(4) }, item) }
}

/** Numbers that are the same for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
