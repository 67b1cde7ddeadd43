import { DjustError } from '../shared/errors.ts'
import { escapeHtml } from '../shared/html.ts'
import type { Location } from '../shared/location.ts'
import { metaAttribute } from '../shared/meta-attribute.ts'
import type { Expression, Node } from './nodes.ts'
import { readAttribute } from './read-html.ts'
import type { TagFunction } from './tag-function.ts'
import { SafeString } from './values/safe-string.ts'

/** A value that one of the functions below gives. @param args behind `pageMeta` */
export function ofPageMeta(
  tag: TagFunction,
  args: readonly Expression[],
  at: Location,
): Expression {
  const all = [{ kind: 'path', name: 'pageMeta', steps: [], at } as const, ...args]
  return { kind: 'tag', tag, args: all, named: [], takesContext: false, at }
}

/** What stands at the end of the head. */
export function metaNode(at: Location): Node {
  return { kind: 'output', value: ofPageMeta(metaTags, [], at), at }
}

const ofPage = { name: 'pageMeta', dependsOn: [], isPure: true, takesMissing: true }

/** Draws the elements of `pageMeta`. They are marked: what a page behind this one does not have has to go. */
export const metaTags: TagFunction = {
  ...ofPage,
  run([meta]) {
    const tags = metaOf(meta).map(([name, content]) => {
      const written = `${metaAttribute(name)}="${escapeHtml(name)}" content="${escapeHtml(content)}"`
      return `<meta dj-meta ${written}>\n`
    })
    return new SafeString(tags.join(''))
  },
}

/** Whether an element of the template stands for itself, because `pageMeta` does not give its name. */
export const lacksMeta: TagFunction = {
  ...ofPage,
  run: ([meta, wanted]) => !metaOf(meta).some(([name]) => name === wanted),
}

/** The contents of `<meta>` for the browser, as JSON: names and contents of the template, and what `pageMeta` says. */
export const metaText: TagFunction = {
  ...ofPage,
  run([meta, ...own]) {
    const all = new Map<unknown, string>()
    for (let i = 0; i < own.length; i += 2) {
      const content = own[i + 1]
      const text = content instanceof SafeString ? readAttribute(content.html) : String(content)
      all.set(own[i], text)
    }
    for (const [name, content] of metaOf(meta)) all.set(name, content)
    return JSON.stringify([...all])
  },
}

/** @throws {DjustError} when it is not names and texts */
function metaOf(meta: unknown): [string, string][] {
  if (meta === undefined || meta === null) return []
  if (typeof meta !== 'object' || Array.isArray(meta)) throw badMeta('is no object')
  return Object.entries(meta).flatMap(([name, content]: [string, unknown]) => {
    // Elements without a name are the browser's orders, such as `http-equiv`.
    if (name === '') throw badMeta('has a name that is empty')
    if (content === undefined || content === null) return []
    if (typeof content === 'object' || typeof content === 'function')
      throw badMeta(`has something else than a text under "${name}"`)
    return [[name, String(content)]]
  })
}

function badMeta(what: string): DjustError {
  return new DjustError(
    'bad_page_meta',
    `pageMeta ${what}. It is an object of names and texts: this.pageMeta = { description: '…' }.`,
  )
}
