import { markClean, watchesChanges } from '../view/changed-fields.ts'
import type { PostedFile } from '../uploads/posted-file.ts'
import { isFunctionView } from '../view/function-view.ts'
import type { ViewClass } from '../view/live-view.ts'
import { areComponentsNoted, noteComponents } from './component-classes.ts'
import type { PageUploads } from './page-uploads.ts'
import { setPostedModels } from './set-models.ts'
import type { ShownPage } from './shown-page.ts'
import { uploadNamed } from './upload-fields.ts'

/** What a form asks for that was posted without JavaScript. */
export interface PostedForm {
  readonly handler: string
  readonly params: Readonly<Record<string, unknown>>
  /** Files by the names of their fields. */
  readonly files?: ReadonlyMap<string, readonly PostedFile[]>
}

/**
 * Runs `mount` and `handleParams`, unless the first leads elsewhere.
 *
 * @param destination takes where the view sent the browser
 * @returns that, or null
 */
export async function mountView(
  { mounted, host, address }: ShownPage,
  destination: () => string | null,
): Promise<string | null> {
  const { view } = mounted
  const View = view.constructor as ViewClass
  const isNoted = areComponentsNoted(View)
  // A function view is made while it is mounted.
  if (!isNoted && !isFunctionView(View)) noteComponents(view)
  await mounted.limited(() => view.mount(host.request, host.params))
  if (!isNoted && isFunctionView(View)) noteComponents(view)
  const to = destination()
  if (to !== null) return to
  await mounted.limited(() => view.handleParams(address.query, address.uri))
  if (watchesChanges(View)) markClean(view)
  return destination()
}

/** Sets the fields of a posted form, takes its files, and runs its handler. */
export async function submitForm(
  page: ShownPage,
  uploads: () => PageUploads,
  { handler, params, files }: PostedForm,
): Promise<void> {
  if (params.componentId) await page.meetComponents()
  const template = params.componentId ? null : await page.findTemplate()
  const bound = page.bound(params.componentId, template)
  for (const { name, postedAs, form } of bound.uploads) {
    const upload = form === handler ? uploadNamed(bound.owner, name) : null
    const chosen = (postedAs !== null && files?.get(postedAs)) || []
    if (upload && chosen.length > 0) await uploads().takeWhole(upload, chosen)
  }
  const others = setPostedModels(bound, handler, params)
  await page.mounted.handleForm(handler, others)
}
