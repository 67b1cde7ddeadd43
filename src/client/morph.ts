import { morph, remember } from './live/morph.ts'

/** How nodes of markup become others, on pages that have a part in which nothing else has a certain place. */
export interface Morph {
  readonly remember: typeof remember
  readonly morph: typeof morph
}

declare global {
  interface Window {
    djust: { hooks: Record<string, unknown>; morph?: Morph }
  }
}

window.djust ??= { hooks: {} }
window.djust.morph = { remember, morph }
