import type { TagFunction } from './tag-function.ts'
import { markSafe } from './values/safe-string.ts'

/** `{% include variable %}`: the template is known only while the page is drawn. */
export const includeTag: TagFunction = dynamicInclude(false)

/** `{% include variable only %}` */
export const includeOnlyTag: TagFunction = dynamicInclude(true)

function dynamicInclude(only: boolean): TagFunction {
  return {
    name: 'include',
    givesNames: true,
    run: ([template, base], named, tools) =>
      markSafe(tools.include(template, String(base), named, only)),
  }
}
