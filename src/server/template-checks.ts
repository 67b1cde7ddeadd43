import { defaultRenderLimits, type RenderLimits } from '../render/budget.ts'
import type { ContextProcessor } from '../session/template-names.ts'
import type { Library } from '../template/library.ts'
import { type Escaping, escapingPlaces } from '../template/place/escaping.ts'
import { isRecord, isTextList, refuse, type SettingChecks } from './setting-values.ts'
import { checkKeys } from './unknown-setting.ts'

type Templates =
  | 'templates'
  | 'contextProcessors'
  | 'stringIfInvalid'
  | 'escaping'
  | 'libraries'
  | 'builtins'
  | 'renderLimits'

/** The checks of what templates are found and drawn with. */
export const templateChecks: Pick<SettingChecks, Templates> = {
  templates(value) {
    const folders = typeof value === 'string' ? [value] : value
    if (isTextList(folders)) return folders
    return refuse('templates', value, 'a folder or a list of folders', "templates: 'templates'")
  },

  contextProcessors(value) {
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'function')
    if (isList) return value as ContextProcessor[]
    return refuse(
      'contextProcessors',
      value,
      'a list of functions',
      "contextProcessors: [(request) => ({ siteName: 'Books' })]",
    )
  },

  stringIfInvalid(value) {
    if (typeof value === 'string') return value
    return refuse('stringIfInvalid', value, 'text', "stringIfInvalid: '?%s?'")
  },

  escaping(value) {
    const advice = "escaping: { styleAttributes: 'django' }"
    if (value === 'django') return value
    if (!isRecord(value)) return refuse('escaping', value, "'django' or an object", advice)
    checkKeys('escaping', value, escapingPlaces)
    for (const [place, choice] of Object.entries(value)) {
      if (choice !== undefined && choice !== 'django')
        return refuse(`escaping.${place}`, choice, "'django' or left out", advice)
    }
    return value as Escaping
  },

  libraries(value) {
    const advice = 'libraries: { shop: shopLibrary }'
    if (!isRecord(value)) return refuse('libraries', value, 'libraries by their names', advice)
    for (const [name, library] of Object.entries(value)) {
      if (!/^[\w.-]+$/.test(name)) {
        const wanted = 'libraries by names without spaces, which {% load %} could not tell apart'
        return refuse('libraries', name, wanted, advice)
      }
      if (!isLibrary(library)) {
        return refuse(`libraries.${name}`, library, 'a library of tags and filters', advice)
      }
    }
    return value as Record<string, Library>
  },

  builtins(value) {
    if (isTextList(value)) return value
    return refuse('builtins', value, 'a list of names of libraries', "builtins: ['shop']")
  },

  renderLimits(value) {
    const advice = 'renderLimits: { loopRounds: 1_000_000, outputLength: 10_000_000 }'
    if (!isRecord(value)) return refuse('renderLimits', value, 'an object of limits', advice)
    const limits: Record<string, unknown> = { ...defaultRenderLimits }
    checkKeys('renderLimits', value, Object.keys(limits))
    for (const [key, limit] of Object.entries(value)) {
      if (limit === undefined) continue
      if (!Number.isSafeInteger(limit) || (limit as number) < 1) {
        return refuse(`renderLimits.${key}`, limit, 'a whole number above zero', advice)
      }
      limits[key] = limit
    }
    return limits as unknown as RenderLimits
  },
}

function isLibrary(value: unknown): boolean {
  return isRecord(value) && value.tags instanceof Map && value.filters instanceof Map
}
