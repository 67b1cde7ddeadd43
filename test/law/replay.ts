import '../../src/client/features/free-attributes.ts'
import '../../src/client/features/kept-rows.ts'
import '../../src/client/features/morph.ts'
import '../../src/client/features/move-neighbours.ts'
import '../../src/client/features/page-head.ts'
import '../../src/client/features/rebuild.ts'
import { aroundPatch } from '../../src/client/around-patch.ts'
import { features } from '../../src/client/features.ts'
import { LivePart } from '../../src/client/live/live-part.ts'
import { ambiguousFields, type Apart, canonical } from './canonical.ts'
import { Mischief, WatchedFields } from './mischief.ts'
import { Keeping } from './keeping.ts'
import type { Step, Story } from './story.ts'

/** Where a page and the law came apart. */
export interface Breach {
  /** The step, counted from 0; -1 for the first paint. */
  readonly step: number
  readonly what: string
  readonly expected: string
  readonly actual: string
}

/** What came of a story. */
export interface Replayed {
  readonly breach: Breach | null
  /** What the page showed, step by step. */
  readonly shown: readonly string[]
}

/** After how many patches all values are set too, on the page that they have made. */
const fillEvery = 4

/** Goes through a story patch by patch, as a browser does. */
export function replayPatches(story: Story): Replayed {
  const { whole, html, steps, isForgotten } = story
  return replay((at, compare) => {
    const { root, part, fields } = open(html, story)
    const mischief = new Mischief(root, fields)
    const unclear = new Set<Element>()
    compare('first paint', root, html, null)
    for (const [i, step] of steps.entries()) {
      const { patch, values, streams, html: expected, noise, mischief: seed } = step
      at(i)
      if (noise) throw new NotTheSame(noise, '', '')
      for (const field of ambiguousFields(document)) unclear.add(field)
      mischief.before(seed, values !== null && !isForgotten)
      const keeping = new Keeping(root)
      const buildAnew = (): void => {
        if (!mischief.isTorn || !values) throw new NotTheSame('the patch missed', expected, html)
        part.rebuild(whole, values)
        mischief.rebuilt()
        keeping.rebuilt()
      }
      if (patch && !part.patch(patch) && !(values && part.fill(values))) buildAnew()
      for (const told of streams)
        if (!part.patch(told)) {
          buildAnew()
          if (!part.patch(told)) throw new NotTheSame('a stream missed', expected, html)
        }
      for (const field of ambiguousFields(document)) unclear.add(field)
      mischief.check(unclear)
      mischief.after()
      const apart = new Set([...unclear, ...mischief.edited])
      compare('patch', root, expected, keeping, apart)
      const isDue = isForgotten || i % fillEvery === 0
      if (!isDue || !values || mischief.isTorn) continue
      const keepingOn = new Keeping(root)
      if (!part.fill(values)) throw new NotTheSame('a fill that keeps missed', expected, html)
      compare('fill that keeps', root, expected, keepingOn, apart)
    }
  })
}

/** Sets all values of each step on the page of another one, and builds it anew with them. */
export function replayFills(story: Story): Replayed {
  const { whole, html, isForgotten } = story
  // A page that missed what was let go of does not get it again.
  const steps = isForgotten ? [] : story.steps
  return replay((at, compare) => {
    let before = html
    for (const [i, { values, streams, html: expected }] of steps.entries()) {
      at(i)
      const { root, part } = open(before, story)
      const unclear = new Set(ambiguousFields(document))
      const keeping = new Keeping(root)
      if (!values || !part.fill(values)) throw new NotTheSame('the fill missed', expected, before)
      tellStreams(part, streams)
      compare('fill', root, expected, keeping, unclear)
      const keepingOn = new Keeping(root)
      part.rebuild(whole, values)
      keepingOn.rebuilt()
      compare('rebuild', root, expected, keepingOn)
      const next = steps[i + 1]
      if (next) {
        for (const field of ambiguousFields(document)) unclear.add(field)
        const keepingThen = new Keeping(root)
        if (next.patch && !part.patch(next.patch))
          throw new NotTheSame('the patch after a rebuild missed', '', '')
        tellStreams(part, next.streams)
        compare('patch after a rebuild', root, next.html, keepingThen, unclear)
      }
      before = expected
    }
  })
}

function tellStreams(part: LivePart, streams: Step['streams']): void {
  for (const told of streams) if (!part.patch(told)) throw new NotTheSame('a stream missed', '', '')
}

/** Two that should be the same. */
class NotTheSame extends Error {
  readonly expected: string
  readonly actual: string

  constructor(what: string, expected: string, actual: string) {
    super(what)
    this.expected = expected
    this.actual = actual
  }
}

type Compare = (
  what: string,
  root: Element,
  html: string,
  keeping: Keeping | null,
  apart?: Apart,
) => void

function replay(run: (at: (step: number) => void, compare: Compare) => void): Replayed {
  let step = -1
  const shown: string[] = []
  const compare: Compare = (what, root, html, keeping, apart) => {
    const expected = freshPage(html, keeping)
    const actual = `${document.title}\n${canonical(root, apart)}`
    shown.push(actual)
    if (actual !== expected)
      throw new NotTheSame(`${what}: not the page that a fresh paint gives`, expected, actual)
  }
  try {
    run((next) => {
      step = next
    }, compare)
    return { breach: null, shown }
  } catch (error) {
    const { message: what, stack = '' } = error as Error
    const { expected, actual } =
      error instanceof NotTheSame ? error : { expected: '', actual: stack }
    return { breach: { step, what, expected, actual }, shown }
  }
}

/** What fresh pages show, by their markup: patches and fills come to the same ones. */
const freshPages = new Map<string, string>()

/** @param keeping gives them what the browser keeps */
function freshPage(html: string, keeping: Keeping | null): string {
  if (keeping?.isNeeded) return showFresh(html, keeping)
  let shown = freshPages.get(html)
  if (shown === undefined) {
    shown = showFresh(html, null)
    if (freshPages.size > 100) freshPages.clear()
    freshPages.set(html, shown)
  }
  return shown
}

function showFresh(html: string, keeping: Keeping | null): string {
  const fresh = new DOMParser().parseFromString(html, 'text/html')
  const root = liveRoot(fresh)
  keeping?.putInto(root)
  return `${fresh.title}\n${canonical(root)}`
}
/** Of the page shown last. */
let choices: () => () => void
aroundPatch.push(() => choices())

/** Shows a document, as if it came from the server. */
function open(
  html: string,
  { layout, parts }: Story,
): { root: Element; part: LivePart; fields: WatchedFields } {
  document.open()
  document.write(html)
  document.close()
  const root = liveRoot(document)
  const fields = new WatchedFields()
  fields.start(new AbortController().signal)
  features.fields = Object.assign(fields, { flush() {}, recover() {}, params: () => ({}) })
  choices = () => fields.choices()
  const part = new LivePart(root, layout)
  part.learn(parts)
  if (!part.resolve()) throw new NotTheSame('an anchor is missing in the first paint', '', html)
  return { root, part, fields }
}

function liveRoot(page: Document): Element {
  return page.querySelector('[dj-root]') ?? page.querySelector('[dj-view]')!
}
