import '../../src/client/morph.ts'
import { OwnedFields } from '../../src/client/fields.ts'
import { LivePart } from '../../src/client/live/live-part.ts'
import type { PageLayout } from '../../src/wire/layout.ts'
import { canonical } from './canonical.ts'
import type { Story } from './draw.ts'
import { Mischief } from './mischief.ts'

/** Where a page and the law came apart. */
export interface Breach {
  /** The step, counted from 0; -1 for the first paint. */
  readonly step: number
  readonly what: string
  readonly expected: string
  readonly actual: string
}

declare global {
  interface Window {
    law: typeof law
  }
}

/** The browser's side of the patch law. */
const law = { patches, fills }
window.law = law

/** Goes through a story patch by patch. @param seed of what users and other scripts do meanwhile; 0 for nothing */
function patches({ layout, html, steps }: Story, seed: number): Breach | null {
  return caught((at) => {
    const { root, part } = open(html, layout)
    const mischief = new Mischief(seed, root)
    compare('first paint', root, html)
    for (const [i, { patch, html: expected }] of steps.entries()) {
      at(i)
      mischief.act()
      if (patch && !part.patch(patch)) throw new Apart('the patch missed', expected, html)
      compare('patch', root, expected, mischief)
      mischief.check()
    }
  })
}

/** Sets all values of each step on the page of another one, and builds it anew with them. */
function fills({ layout, whole, html, steps }: Story): Breach | null {
  return caught((at) => {
    let before = html
    for (const [i, { values, html: expected }] of steps.entries()) {
      at(i)
      const { root, part } = open(before, layout)
      if (!part.fill(values)) throw new Apart('the fill missed', expected, before)
      compare('fill', root, expected)
      part.rebuild(whole, values)
      compare('rebuild', root, expected)
      const next = steps[i + 1]
      if (next) {
        if (next.patch && !part.patch(next.patch))
          throw new Apart('the patch after a rebuild missed', '', '')
        compare('patch after a rebuild', root, next.html)
      }
      before = expected
    }
  })
}

/** Two that should be the same. */
class Apart extends Error {
  readonly expected: string
  readonly actual: string

  constructor(what: string, expected: string, actual: string) {
    super(what)
    this.expected = expected
    this.actual = actual
  }
}

function caught(run: (at: (step: number) => void) => void): Breach | null {
  let step = -1
  try {
    run((next) => {
      step = next
    })
    return null
  } catch (error) {
    if (error instanceof Apart) {
      const { message: what, expected, actual } = error
      return { step, what, expected, actual }
    }
    const { message, stack = '' } = error as Error
    return { step, what: message, expected: '', actual: stack }
  }
}

/** Shows a document, as if it came from the server. */
function open(html: string, layout: PageLayout): { root: Element; part: LivePart } {
  document.open()
  document.write(html)
  document.close()
  const root = liveRoot(document)
  const fields = new OwnedFields()
  fields.start(new AbortController().signal)
  const part = new LivePart(root, layout, fields)
  if (!part.resolve()) throw new Apart('an anchor is missing in the first paint', '', html)
  return { root, part }
}

function compare(what: string, root: Element, html: string, mischief?: Mischief): void {
  const fresh = new DOMParser().parseFromString(html, 'text/html')
  const expected = `${fresh.title}\n${canonical(liveRoot(fresh))}`
  const actual = `${document.title}\n${canonical(root, mischief?.edited)}`
  if (actual !== expected)
    throw new Apart(`${what}: not the page that a fresh paint gives`, expected, actual)
}

function liveRoot(page: Document): Element {
  return page.querySelector('[dj-root]') ?? page.querySelector('[dj-view]')!
}
