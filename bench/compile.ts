import { type DefaultTreeAdapterMap, parse } from 'parse5'
import type { Row } from '../scripts/bench-row.ts'
import { note, percentile } from './_measure.ts'
import { makeProgram, noTemplate, PageInput } from './_program.ts'
import { Random } from './_random.ts'

// How long does it take to compile a page, and to verify where its values are?
//
// A template of 100 kB: sections of prose with values in texts and attributes, six conditions, three
// lists. Beside it parse5 reads the page once for each variant in which a browser may get it: all
// conditions hold, none does, each is otherwise alone; each list has no row, or two. Median of 15
// compilations and as many readings of all variants, in turn, after 3 to warm up. "With the cache" is a
// compilation of a page that was verified before, as at the next start.

const conditions = ['isOpen', 'isNew', 'hasImage', 'isEdited', 'isOwn', 'isPaid']
const lists = ['invoices', 'comments', 'tags']

export default async function compile(): Promise<Row[]> {
  const text = makeTemplate()
  const program = makeProgram(text)
  const variants = namesOfVariants().map((names) => program.plain(new PageInput(names)))
  const verified = new Set<string>()
  const compileMs: number[] = []
  const againMs: number[] = []
  const parseMs: number[] = []
  let parsed: DefaultTreeAdapterMap['document'] | undefined
  for (let round = -3; round < 15; round++) {
    const startedAt = performance.now()
    makeProgram(text)
    const compiledAt = performance.now()
    for (const html of variants) parsed = parse(html)
    const parsedAt = performance.now()
    makeProgram(text, noTemplate, verified)
    const againAt = performance.now()
    if (round < 0) continue
    compileMs.push(compiledAt - startedAt)
    parseMs.push(parsedAt - compiledAt)
    againMs.push(againAt - parsedAt)
  }
  const [own, theirs, again] = [compileMs, parseMs, againMs].map((ms) => percentile(ms, 50)) as [
    number,
    number,
    number,
  ]
  note(
    `${(text.length / 1000).toFixed()} kB: ${own.toFixed()} ms, again ${again.toFixed()} ms; parse5, ${variants.length} variants: ` +
      `${theirs.toFixed()} ms, ${parsed?.childNodes.length} nodes at the top`,
  )
  return [
    {
      name: 'compile and verify a page of 100 kB / parse5 over its variants',
      ratio: own / theirs,
      goal: 2,
    },
    {
      name: 'compiling again, with the cache / parse5 over its variants',
      ratio: again / theirs,
      goal: 2,
    },
  ]
}

function makeTemplate(): string {
  const random = new Random(1)
  const sections: string[] = []
  let length = 0
  for (let i = 0; length < 100_000; i++) {
    const section = makeSection(i, random)
    sections.push(section)
    length += section.length
  }
  return `<main dj-root>\n${sections.join('\n')}\n</main>\n`
}

function makeSection(index: number, random: Random): string {
  const condition = conditions[index]
  const list = lists[index - conditions.length]
  const parts = [
    `<section id="part-${index}" class="part {{ theme }}">`,
    `<h2>${random.words(5)}</h2>`,
    `<p>${random.words(60)} <b>{{ name }}</b> ${random.words(20)}.</p>`,
    `<p><a href="/parts/${index}/" title="{{ title }}">${random.words(3)}</a> ${random.words(40)}.</p>`,
  ]
  if (condition) parts.push(`{% if ${condition} %}<aside>${random.words(20)}</aside>{% endif %}`)
  if (list)
    parts.push(`<ul>{% for x in ${list} %}<li>{{ x.name }}: {{ x.value }}</li>{% endfor %}</ul>`)
  return [...parts, '</section>'].join('\n')
}

function namesOfVariants(): object[] {
  const rows = [
    { id: 1, name: 'first', value: 1 },
    { id: 2, name: 'second', value: 2 },
  ]
  const make = (holds: (name: string) => boolean, lacks = ''): object => ({
    theme: 'light',
    name: 'Ada',
    title: 'A part',
    dj_view_id: '',
    ...Object.fromEntries(conditions.map((name) => [name, holds(name)])),
    ...Object.fromEntries(lists.map((name) => [name, name === lacks ? [] : rows])),
  })
  return [
    make(() => true),
    make(() => false),
    ...conditions.map((odd) => make((name) => name !== odd)),
    ...lists.map((name) => make(() => true, name)),
  ]
}
