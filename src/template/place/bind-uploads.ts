import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { ownFieldPrefix } from '../../shared/model-event.ts'
import type { Expression } from '../nodes.ts'
import { addConditional, addStatic, addValue, attributeOf } from './edit-tag.ts'
import { contentAt, type Placed, placedBodies, type PlacedElement } from './placed.ts'

/** A file field, or a place to drop files, and the upload of the view that they are for. */
export interface UploadUse {
  readonly name: string
  /** What the field is called in a form that is posted; null for a place to drop files. */
  readonly postedAs: string | null
  /** The handler of that form; null where it stands in none. */
  readonly form: string | null
  readonly at: Location
}

const uploads = new WeakMap<PlacedElement, UploadUse>()

/** The upload of an element, once `bindUploads` has seen it. */
export function uploadOf(element: PlacedElement): UploadUse | undefined {
  return uploads.get(element)
}

/** What is around an element. */
interface Around {
  /** The handler of the form. */
  readonly form: string | null
  /** The upload whose files are dropped there. */
  readonly upload: string | null
}

/**
 * Gives file fields what their upload says: which files, how many, and a name.
 *
 * @throws {TemplateError} `bad_upload_place`
 */
export function bindUploads(
  nodes: readonly Placed[],
  around: Around = { form: null, upload: null },
): void {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!
    if (node.kind !== 'element') {
      for (const body of placedBodies(node)) bindUploads(body, around)
      continue
    }
    const upload = uploadNameOf(node) ?? around.upload
    const form = node.tag === 'form' ? (attributeOf(node, 'dj-submit')?.value ?? null) : around.form
    const isField =
      node.tag === 'input' && attributeOf(node, 'type')?.value?.toLowerCase() === 'file'
    if (upload !== null && isField) bindField(node, upload, form)
    else if (uploadNameOf(node) !== null) {
      const { at } = attributeOf(node, 'dj-upload')!
      if (node.tag === 'input')
        throw bad('stands on a field that is none for files: write type="file"', at)
      uploads.set(node, { name: upload!, postedAs: null, form, at })
    }
    const isAround = form !== around.form || upload !== around.upload
    const content = isAround ? contentAt(nodes, i) : node.children
    bindUploads(content, { form, upload })
    if (isAround && node.isLoose) i += content.length
  }
}

function uploadNameOf(element: PlacedElement): string | null {
  const attribute = attributeOf(element, 'dj-upload')
  if (!attribute) return null
  if (attribute.value && /^[a-z$][\w$]*$/i.test(attribute.value)) return attribute.value
  throw bad(
    'names no upload. Write the name of a field of the view: dj-upload="avatar"',
    attribute.at,
  )
}

function bindField(field: PlacedElement, name: string, form: string | null): void {
  const { at } = attributeOf(field, 'dj-upload') ?? field
  const read = (step: string): Expression => ({ kind: 'path', name, steps: [step], at })
  if (!attributeOf(field, 'accept'))
    addValue(field, 'accept', [{ kind: 'output', value: read('accept'), env: null, at }])
  if (!attributeOf(field, 'multiple'))
    addConditional(field, 'multiple', { kind: 'value', value: read('isMultiple') })
  const own = attributeOf(field, 'name')
  const postedAs = own?.value ?? `${ownFieldPrefix}upload:${name}`
  if (!own && form !== null) addStatic(field, 'name', postedAs)
  uploads.set(field, { name, postedAs, form, at })
}

function bad(problem: string, at: Location): TemplateError {
  return new TemplateError('bad_upload_place', `dj-upload ${problem}.`, at)
}
