import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { type DefaultTreeAdapterMap, parse } from 'parse5'
import type { Program } from '../dist/render/program.js'
import type { Row } from '../scripts/bench-row.ts'
import { makeProgram, PageInput } from './_program.ts'
import { Random } from './_random.ts'

// How much larger does a page become by the anchors that make it live?
//
// Two pages of 1,000 rows, with anchors and as a plain page of the same text. The to-do list is the
// demo's, with its base and its includes: nearly every value is alone in its element, and needs no
// anchor. In the feed values stand amid text, and each entry has two conditions. Compared are the
// bytes as brotli sends them (quality 5, what servers use for pages made on the fly), the bytes
// before that, and the nodes that a browser makes of them (counted by parse5).

type Node = DefaultTreeAdapterMap['node']

const count = 1000
const templates = 'examples/demo/templates'

const feed = `<main dj-root>
  <h1>{{ entries|length }} entries</h1>
  {% for entry in entries %}
  <article dj-key="{{ entry.id }}">
    <h2><a href="/entries/{{ entry.id }}/">{{ entry.title }}</a></h2>
    <p class="by">
      By <b>{{ entry.author }}</b>{% if entry.isEdited %} (edited){% endif %},
      {{ entry.replies }} replies
    </p>
    <p>{{ entry.text }}</p>
    {% if entry.image %}<img src="{{ entry.image }}" alt="" loading="lazy">{% endif %}
  </article>
  {% endfor %}
</main>
`

export default async function pageWithAnchors(): Promise<Row[]> {
  const read = (name: string) => readFileSync(`${templates}/${name}`, 'utf8')
  return [
    ...compare('to-do list', makeProgram(read('todos.html'), read), todoNames()),
    ...compare('feed', makeProgram(feed), feedNames()),
  ]
}

function compare(name: string, program: Program, names: object): Row[] {
  const input = new PageInput(names)
  const live = program.paint(input).html
  const plain = program.plain(input)
  const ratio = (measure: (html: string) => number): number => measure(live) / measure(plain)
  return [
    { name: `${name} with anchors / without, brotli`, ratio: ratio(compressedBytes), goal: 1.05 },
    { name: `${name} with anchors / without, raw`, ratio: ratio(Buffer.byteLength), goal: 1.15 },
    { name: `${name} with anchors / without, nodes`, ratio: ratio(nodeCount), goal: 1.25 },
  ]
}

function todoNames(): object {
  const random = new Random(count)
  const todos = Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    title: random.words(2 + random.below(4)),
    done: random.below(3) === 0,
    position: i + 1,
  }))
  return {
    page: {
      name: 'todos',
      title: 'To-dos',
      summary: 'A list that every open tab shares.',
      files: [],
    },
    filters: ['all', 'active', 'done'],
    filter: 'all',
    text: '',
    todos,
    visible: todos,
    left: todos.filter(({ done }) => !done).length,
    csrf_token: 'A'.repeat(64),
    dj_view_id: 'B'.repeat(200),
  }
}

function feedNames(): object {
  const random = new Random(count)
  const entries = Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    title: random.words(4),
    author: random.words(2),
    isEdited: random.below(4) === 0,
    replies: random.below(100),
    text: `${random.words(20)}.`,
    image: random.below(3) === 0 ? `/media/${i}.webp` : '',
  }))
  return { entries, dj_view_id: 'B'.repeat(200) }
}

function compressedBytes(html: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  return brotliCompressSync(html, { params }).byteLength
}

function nodeCount(html: string): number {
  const countNodes = (node: Node): number =>
    'childNodes' in node ? node.childNodes.reduce((sum, child) => sum + countNodes(child), 1) : 1
  return countNodes(parse(html))
}
