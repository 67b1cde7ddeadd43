import { replayFills, replayPatches } from './replay.ts'

declare global {
  interface Window {
    law: typeof law
  }
}

/** The browser's side of the patch law. */
const law = { patches: replayPatches, fills: replayFills }
window.law = law
