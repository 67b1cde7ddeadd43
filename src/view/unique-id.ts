import { DjustError } from '../shared/errors.ts'
import { fingerprint } from '../shared/fingerprint.ts'

/**
 * An id for an element: the same whenever the page is drawn, also after a restart, and another for each component.
 *
 * @param componentId null for the view itself
 * @param suffix tells the elements of one component apart
 * @throws {DjustError} `bad_unique_id` for a suffix that a selector could not spell
 */
export function uniqueId(componentId: string | null, suffix: string): string {
  if (!/^[\w-]*$/.test(suffix)) {
    throw new DjustError(
      'bad_unique_id',
      'What uniqueId is given consists of letters, digits, "-" and "_", so that selectors can name it: ' +
        "this.uniqueId('email-help').",
    )
  }
  const place = componentId === null ? [] : [fingerprint(componentId).slice(0, 8)]
  return ['dj', ...place, ...(suffix === '' ? [] : [suffix])].join('-')
}

/** What a component is told that asks for what its place in the page decides, and has none. */
export function noPlace(component: object, asked: string): DjustError {
  const { name } = component.constructor
  return new DjustError(
    'no_place_yet',
    `${asked} was called of a ${name} that no page shows yet, or that no field holds. Call it in mount(), in a handler ` +
      `or in a getter that the template reads, not while a ${name} is made.`,
  )
}
