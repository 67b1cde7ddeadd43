import '../../src/client/features/rebuild.ts'
import '../../src/client/features/free-attributes.ts'
import '../../src/client/features/kept-rows.ts'
import '../../src/client/features/move-neighbours.ts'
import '../../src/client/features/page-head.ts'
import { aroundPatch } from '../../src/client/around-patch.ts'
import { features } from '../../src/client/features.ts'
import { OwnedFields } from '../../src/client/fields.ts'
import { LivePart } from '../../src/client/live/live-part.ts'
import type { Program, Rendered } from '../../src/render/program.ts'
import type { Escaping } from '../../src/template/place/escaping.ts'
import type { SharedFields } from '../../src/template/shared-fields.ts'
import type { FieldUses } from '../../src/template/emit/comparing.ts'
import { input, type OtherTemplates, partLayouts, program } from './templates.ts'

/** A live element in this document, with the view behind it. */
export interface LivePage {
  readonly root: HTMLElement
  readonly part: LivePart
  readonly program: Program
  /** What the server knows to be shown. */
  readonly rendered: Rendered
  /** What the template shows; changed in place. */
  readonly state: Record<string, unknown>
  /** Changes the state and writes what is sent. @returns false on a miss */
  turn(changes?: Record<string, unknown>): boolean
  /** What a turn without changes of the page's own sends; it is written. */
  patch(): unknown
  /** Writes all values. @returns false on a miss */
  fill(changes?: Record<string, unknown>): boolean
  /** Builds the live element anew. */
  rebuild(): void
  /** What the element holds, without comments. */
  html(): string
}

/** The fields of the page shown last. */
let owned = new OwnedFields()
aroundPatch.push(() => owned.choices())

/** Shows the content of a live element, as the server would draw it first. */
export function livePage(
  text: string,
  state: Record<string, unknown> = {},
  others: OtherTemplates = {},
  escaping: Escaping = {},
  fields: FieldUses = { fixed: [], temporary: [] },
  shared: SharedFields | null = null,
): LivePage {
  const page = program(`<main dj-root>${text}</main>`, others, escaping, fields, shared)
  const set = new Set<string>()
  const inputNow = () => ({
    ...input(state),
    rests: (name: string) => fields.temporary.includes(name) && !set.has(name),
  })
  const { html, rendered: painted } = page.paint(input(state))
  let shown = painted
  const fillAll = () => {
    const { values, rendered } = page.fill(inputNow())
    shown = rendered
    return values
  }
  const update = () => {
    const found = page.diff(inputNow(), shown)
    found.commit()
    part.learn(partLayouts())
    return found.patch
  }
  document.body.innerHTML = /<main dj-root>[^]*<\/main>/.exec(html)![0]
  const root = document.querySelector<HTMLElement>('main')!
  owned = new OwnedFields()
  features.fields = Object.assign(owned, { flush() {}, recover() {}, params: () => ({}) })
  const part = new LivePart(root, page.compiled.layout)
  part.learn(partLayouts())
  if (!part.resolve()) throw new Error(`an anchor is missing in ${html}`)
  return {
    root,
    part,
    program: page,
    get rendered() {
      return shown
    },
    state,
    turn(changes) {
      Object.assign(state, changes)
      for (const name of Object.keys(changes ?? {})) set.add(name)
      const patch = update()
      set.clear()
      return patch === null || part.patch(patch)
    },
    patch() {
      const patch = update()
      if (patch && !part.patch(patch)) throw new Error('the patch missed')
      return patch
    },
    fill(changes) {
      Object.assign(state, changes)
      const values = fillAll()
      part.learn(partLayouts())
      return part.fill(values)
    },
    rebuild() {
      part.rebuild(page.compiled.wholeLayout(), fillAll())
    },
    html: () => root.innerHTML.replace(/<!--.*?-->/g, ''),
  }
}
