import { encodeState } from '../state/encode-state.ts'
import { codecTable, type StateCodec } from '../state/codec.ts'
import { DjustError } from '../shared/errors.ts'
import { speaksOf } from './speaks-of.ts'
import { storedFields } from './stored-fields.ts'

/** Where a view keeps what its fields were: a private field, so that it is stored with the others. */
const cleanKey = '_cleanFields'

/** Takes what the public fields of a view are for what they should be. */
export function markClean(view: object): void {
  ;(view as Record<string, unknown>)[cleanKey] = textsOf(view)
}

/**
 * The public fields that are not what they were when they were clean.
 *
 * @throws {DjustError} when it is not known what they were
 */
export function changedFields(view: object): string[] {
  const clean = (view as Record<string, unknown>)[cleanKey] as Record<string, string> | undefined
  if (!clean) {
    throw new DjustError(
      'not_marked_clean',
      `It is not known what the fields of ${view.constructor.name} were. Call this.markClean() at the end of mount.`,
    )
  }
  const now = textsOf(view)
  return Object.keys({ ...clean, ...now }).filter((name) => now[name] !== clean[name])
}

/** Whether a class speaks of what has changed: only then is it noted what its fields are when they are new. */
export function watchesChanges(Class: object): boolean {
  let isWatching = watching.get(Class)
  if (isWatching === undefined)
    watching.set(Class, (isWatching = speaksOf(Class, /\b(?:isDirty|changedFields)\b/)))
  return isWatching
}

const watching = new WeakMap<object, boolean>()

/** As they would be stored: changes in place count. What cannot be stored is left out. */
function textsOf(view: object): Record<string, string> {
  const { codecs = [] } = view.constructor as { codecs?: readonly StateCodec[] }
  const texts: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(storedFields(view))) {
    if (name.startsWith('_')) continue
    try {
      texts[name] = encodeState({ value }, codecTable(codecs))
    } catch {
      // Parts with a life of their own, such as components.
    }
  }
  return texts
}
