import { DjustError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { visible } from '../shared/visible.ts'

/** How many routes are listed: whoever has more looks at the table. */
const maxListed = 40

/** Tells an author that nothing is at an address, and what is at others. */
export function noRoute(
  pathname: string,
  routes: readonly { readonly pattern: string }[],
): DjustError {
  const addresses = routes.map(({ pattern }) => `/${pattern}`)
  const listed = addresses.slice(0, maxListed).join('  ')
  const more = addresses.length > maxListed ? ` and ${addresses.length - maxListed} more` : ''
  const message = `No route leads to ${visible(pathname)}. There are: ${listed}${more}.${didYouMean(pathname, addresses)}`
  // Where it was noticed tells nobody anything.
  return Object.assign(new DjustError('no_route', message), { stack: '' })
}
