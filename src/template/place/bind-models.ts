import { ownFieldPrefix } from '../../shared/model-event.ts'
import { TemplateError } from '../../shared/errors.ts'
import { escapeHtml } from '../../shared/html.ts'
import type { Location } from '../../shared/location.ts'
import type { Expression, Flat } from '../nodes.ts'
import { readAttribute, readText } from '../read-html.ts'
import { isModelChosen, isModelChosenByText, isModelOn, modelText } from '../tags/model-values.ts'
import { tagValue } from '../tag-value.ts'
import { addConditional, addStatic, addValue, attributeOf, partsOfValue } from './edit-tag.ts'
import { contentAt, type Placed, placedBodies, type PlacedElement } from './placed.ts'

/** A field of a page that shows what a field of its view holds, and sets it. */
export interface ModelUse {
  /** The view's field. */
  readonly name: string
  /** What the browser says of the field: its text, whether it is ticked, or the list of what is chosen. */
  readonly gives: 'text' | 'checked' | 'list'
  /** What it is called in a form that is posted. */
  readonly postedAs: string
  /** The handler of that form; null where it stands in none. */
  readonly form: string | null
  /** When its events are sent, as `dj-timing` says it; null for at once. */
  readonly timing: string | null
  readonly at: Location
}

const models = new WeakMap<PlacedElement, ModelUse>()

/** The model of an element, once `bindModels` has seen it. */
export function modelOf(element: PlacedElement): ModelUse | undefined {
  return models.get(element)
}

/**
 * Gives fields with `dj-model` their values: the text, what is ticked, what is chosen.
 *
 * @param form the handler of the form around them
 * @throws {TemplateError} `bad_model`
 */
export function bindModels(nodes: readonly Placed[], form: string | null = null): void {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!
    if (node.kind === 'element') bindModel(node, form, () => contentAt(nodes, i))
    if (node.kind === 'element' && node.tag === 'form') {
      const [submit] = attributeOf(node, 'dj-submit')?.calls ?? []
      const content = contentAt(nodes, i)
      bindModels(content, submit?.handler ?? null)
      if (node.isLoose) i += content.length
    } else for (const body of placedBodies(node)) bindModels(body, form)
  }
}

/** @param content gives what stands in the element */
function bindModel(
  element: PlacedElement,
  form: string | null,
  content: () => readonly Placed[],
): void {
  const said = element.attributes.filter(({ name }) => /^dj-model(?:\.|$)/.test(name))
  const [attribute, second] = said
  if (!attribute) return
  const { at } = attribute
  if (second) throw bad(`has both ${attribute.name} and ${second.name}. Keep one`, second.at)
  if (!attribute.value || !/^[a-z_$][\w$]*$/i.test(attribute.value))
    throw bad('names no field. Write the name of a field of the view: dj-model="name"', at)
  const name = attribute.value
  const value: Expression = { kind: 'path', name, steps: [], at }
  const gives = bindValue(element, value, at, content)
  const isRadio = typeOf(element) === 'radio'
  const own = attributeOf(element, 'name')
  if (!own && (form !== null || isRadio))
    addStatic(element, 'name', `${ownFieldPrefix}model:${name}`)
  if (attribute.name !== 'dj-model') addStatic(element, 'dj-model', escapeHtml(name))
  models.set(element, {
    name,
    gives,
    postedAs: own?.value ?? `${ownFieldPrefix}model:${name}`,
    form,
    timing: timingOf(attribute.name, isText(element), at),
    at,
  })
}

/** Makes a field show a value. @param content gives what stands in it */
function bindValue(
  element: PlacedElement,
  value: Expression,
  at: Location,
  content: () => readonly Placed[],
): ModelUse['gives'] {
  const { tag } = element
  if (tag === 'textarea') {
    if (element.text.some((each) => each.kind !== 'text' || each.text.trim() !== ''))
      throw bad('says what the textarea holds: leave it empty', at)
    element.text.splice(0, element.text.length, shown(value))
    return 'text'
  }
  if (tag === 'select') {
    chooseOptions(content(), value)
    return attributeOf(element, 'multiple') ? 'list' : 'text'
  }
  if (tag !== 'input')
    throw bad(`stands on <${tag}>. It goes on an input, a textarea or a select`, at)
  switch (typeOf(element)) {
    case 'checkbox':
      refuse(element, 'checked')
      if (attributeOf(element, 'value')) {
        addConditional(element, 'checked', condition(chosen(value, ownValue(element), at)))
        return 'list'
      }
      addConditional(element, 'checked', condition(tagValue(isModelOn, [value], at)))
      return 'checked'
    case 'radio':
      refuse(element, 'checked')
      addConditional(element, 'checked', condition(chosen(value, ownValue(element), at)))
      return 'text'
    case 'file':
      throw bad(
        'cannot be on a file field: browsers do not let pages choose files. Write dj-upload',
        at,
      )
    default:
      refuse(element, 'value')
      addValue(element, 'value', [shown(value)])
      return 'text'
  }
}

function chooseOptions(nodes: readonly Placed[], value: Expression): void {
  for (const [i, node] of nodes.entries()) {
    if (node.kind !== 'element' || node.tag !== 'option') {
      for (const body of placedBodies(node)) chooseOptions(body, value)
      continue
    }
    refuse(node, 'selected')
    const isChosen = attributeOf(node, 'value')
      ? chosen(value, ownValue(node), node.at)
      : tagValue(isModelChosenByText, [value, ...valuesOf(textOf(nodes, i), readText)], node.at)
    addConditional(node, 'selected', condition(isChosen))
  }
}

function chosen(value: Expression, own: readonly Flat[], at: Location): Expression {
  return tagValue(isModelChosen, [value, ...valuesOf(own, readAttribute)], at)
}

/** The value of an option or a radio button. */
function ownValue(element: PlacedElement): readonly Flat[] {
  const attribute = attributeOf(element, 'value')
  if (!attribute) throw bad('needs to know what the button stands for: value="…"', element.at)
  const { value, slot, at } = attribute
  if (slot?.isConditional) throw bad('needs a value that is always there', at)
  return value === null
    ? partsOfValue(element, slot)
    : [{ kind: 'text', text: escapeHtml(value), at }]
}

/** The text of the option at an index. */
function textOf(nodes: readonly Placed[], index: number): readonly Flat[] {
  const option = nodes[index] as PlacedElement
  const content = contentAt(nodes, index)
  // Where there is no tree, the next element or end tag ends it.
  const end = content.findIndex(({ kind }) => kind === 'element' || kind === 'markup')
  return content.slice(0, option.isLoose && end >= 0 ? end : undefined).map((child): Flat => {
    if (child.kind === 'text') return child
    if (child.kind === 'output') return { ...child, kind: 'output' }
    throw bad(
      'cannot tell what an option stands for that holds more than text: give it a value',
      option.at,
    )
  })
}

function valuesOf(parts: readonly Flat[], read: (html: string) => string): Expression[] {
  return parts.map((part): Expression => {
    if (part.kind === 'output') return part.value
    if (part.kind === 'text') return { kind: 'literal', value: read(part.text), at: part.at }
    throw bad(
      'cannot tell what an option or button stands for whose value has tags in it. Work it out before: {% with key=… %}',
      part.at,
    )
  })
}

function shown(value: Expression): Flat {
  const { at } = value
  return { kind: 'output', value: tagValue(modelText, [value], at), env: null, at }
}

function condition(value: Expression) {
  return { kind: 'value', value } as const
}

/** The type of an input, which has to be known. */
function typeOf(element: PlacedElement): string {
  const type = element.tag === 'input' ? attributeOf(element, 'type') : undefined
  if (!type) return 'text'
  if (type.value === null || type.slot?.isConditional)
    throw bad(
      'has to know the type of its field: write it out, in each branch of an {% if %}',
      type.at,
    )
  return type.value.toLowerCase()
}

/** Whether something is typed into a field, so that it may wait until that ends. */
function isText(element: PlacedElement): boolean {
  return (
    element.tag === 'textarea' ||
    (element.tag === 'input' && !/^(?:checkbox|radio)$/.test(typeOf(element)))
  )
}

function timingOf(name: string, isTyped: boolean, at: Location): string | null {
  const [, modifier = '', ...more] = name.split('.')
  if (name === 'dj-model') return null
  const [, wait] = /^debounce-([1-9]\d*)$/.exec(modifier) ?? []
  if (more.length > 0 || (modifier !== 'lazy' && !wait))
    throw bad(
      `has no modifier "${name.slice('dj-model.'.length)}". It has lazy, and debounce-300`,
      at,
    )
  if (wait) return `debounce ${wait}`
  return isTyped ? 'debounce' : null
}

function refuse(element: PlacedElement, name: string): void {
  const attribute = attributeOf(element, name)
  if (attribute) throw bad(`says what the field shows. Remove ${name} from it`, attribute.at)
}

function bad(problem: string, at: Location): TemplateError {
  return new TemplateError('bad_model', `dj-model ${problem}.`, at)
}
