import { HandlerError } from '../shared/errors.ts'
import { ownFieldPrefix } from '../shared/model-event.ts'
import { visible } from '../shared/visible.ts'
import type { ModelUse } from '../template/place/bind-models.ts'
import type { UploadUse } from '../template/place/bind-uploads.ts'
import { setModel } from '../view/models.ts'
import type { EventFrame } from '../wire/frames.ts'

/** A template that is shown, and whose fields it reads. */
export interface Bound {
  readonly owner: object
  readonly models: readonly ModelUse[]
  readonly uploads: readonly UploadUse[]
}

/**
 * Sets fields to what form fields say that are bound to them.
 *
 * @param names what each of them says, by the field's name
 * @throws {HandlerError} `not_a_model` for a field that no `dj-model` of the template names
 */
export function setModels(
  { owner, models }: Pick<Bound, 'owner' | 'models'>,
  { params }: Pick<EventFrame, 'params'>,
): void {
  const uses = Object.entries(params).map(([name, value]) => {
    const model = models.find((each) => each.name === name)
    if (model) return { model, value }
    throw new HandlerError(
      'not_a_model',
      `No dj-model in the template of ${owner.constructor.name} names "${visible(name)}".`,
    )
  })
  for (const { model, value } of uses) setModel(owner, model, value)
}

/**
 * Sets fields to what came with a form that was posted without JavaScript.
 *
 * @param handler that of the form
 * @returns the parameters without those that are only there for this
 */
export function setPostedModels(
  { owner, models }: Pick<Bound, 'owner' | 'models'>,
  handler: string,
  params: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const seen = new Set<string>()
  for (const model of models) {
    const { name, form, gives, postedAs } = model
    if (form !== handler || seen.has(name)) continue
    seen.add(name)
    const posted = params[postedAs]
    // What is not ticked, and a list of which nothing is chosen, are not sent.
    if (gives === 'checked') setModel(owner, model, posted !== undefined)
    else if (gives === 'list') setModel(owner, model, [posted ?? []].flat())
    else if (posted !== undefined) setModel(owner, model, posted)
  }
  const others = Object.entries(params).filter(([name]) => !name.startsWith(ownFieldPrefix))
  return Object.assign(Object.create(null), Object.fromEntries(others))
}
