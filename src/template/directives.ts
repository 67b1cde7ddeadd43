import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import { type Attribute, type Placed, placedElements } from './place/placed.ts'

/** The attributes that name a handler. */
export const eventDirectives = [
  'dj-click',
  'dj-input',
  'dj-change',
  'dj-submit',
  'dj-viewport-bottom',
  'dj-viewport-top',
] as const

/** Every other attribute of djust's that acts. */
const acting = [
  ...eventDirectives,
  'dj-debounce',
  'dj-force-value',
  'dj-hook',
  'dj-ignore-attrs',
  'dj-key',
  'dj-model',
  'dj-navigate',
  'dj-patch',
  'dj-prefetch',
  'dj-root',
  'dj-throttle',
  'dj-update',
  'dj-view',
  'dj-virtual',
  'dj-virtual-estimated-height',
  'dj-virtual-item-height',
  'dj-virtual-key-attr',
  'dj-virtual-overscan',
  'dj-virtual-variable-height',
]

/** Those that later versions will understand. */
const later = [
  'dj-auto-recover',
  'dj-blur',
  'dj-click-away',
  'dj-cloak',
  'dj-confirm',
  'dj-copy',
  'dj-dialog',
  'dj-disable-with',
  'dj-flip',
  'dj-focus',
  'dj-form-pending',
  'dj-keydown',
  'dj-keyup',
  'dj-lazy',
  'dj-loading',
  'dj-lock',
  'dj-mounted',
  'dj-mutation',
  'dj-no-recover',
  'dj-no-submit',
  'dj-paste',
  'dj-poll',
  'dj-remove',
  'dj-scroll-into-view',
  'dj-shortcut',
  'dj-sticky-scroll',
  'dj-stream',
  'dj-transition',
  'dj-trigger-action',
  'dj-upload',
]

/** What the Python edition knows and this one does not need. */
const replaced: Readonly<Record<string, string>> = {
  'dj-target': 'Remove it: a patch never touches more than what changed.',
  'dj-params': 'Write dj-value-NAME="…" for each parameter.',
}

/**
 * Refuses attributes that begin with `dj-` and mean nothing: a misspelt one would silently do nothing.
 *
 * @throws {TemplateError} with the nearest name
 */
export function checkDirectives(page: readonly Placed[]): void {
  for (const { attributes } of placedElements(page)) {
    for (const attribute of attributes)
      if (attribute.name.startsWith('dj-')) checkDirective(attribute)
  }
}

function checkDirective({ name, value, at }: Attribute): void {
  if (value !== null) checkTime(name, value, at)
  const [plain = ''] = name.split('.')
  // What stands behind the dot is looked at where its field is bound.
  if (acting.includes(name) || plain === 'dj-model' || /^dj-(?:hook-)?value-/.test(name)) return
  const instead = replaced[name]
  if (instead) throw unknown(`${name} does nothing here. ${instead}`, at)
  if (name !== plain && acting.includes(plain))
    throw unknown(`${plain} has no modifiers: "${name.slice(plain.length)}". Write ${plain}.`, at)
  if (later.some((each) => plain === each || plain.startsWith(`${each}-`)))
    throw unknown(`${name} does not act yet in this version. Remove it.`, at)
  const hint = didYouMean(name, [...acting, ...later])
  throw unknown(
    `${name} is no directive of djust.${hint} Your own attributes begin with "data-".`,
    at,
  )
}

/** What the browser reads of them is a number, or nothing. */
function checkTime(name: string, value: string, at: Location): void {
  const wanted = times[name]
  if (!wanted || wanted.form.test(value.trim())) return
  throw new TemplateError('bad_timing', `${name}="${value}": ${wanted.say}`, at)
}

const times: Readonly<Record<string, { form: RegExp; say: string }>> = {
  'dj-debounce': {
    form: /^(?:blur|[1-9]\d+(?: max [1-9]\d+)?)$/,
    say: 'write how many milliseconds the event waits, such as "300" or "300 max 1000", or "blur".',
  },
  'dj-throttle': {
    form: /^[1-9]\d+$/,
    say: 'write how many milliseconds lie between two events, such as "100".',
  },
}

function unknown(message: string, at: Location): TemplateError {
  return new TemplateError('unknown_directive', message, at)
}
