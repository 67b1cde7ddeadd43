import { fileURLToPath } from 'node:url'
import { errorStyle } from '../dev/error-style.ts'

/** A file of djust itself: on disk, or a text in memory. */
export type OwnFile = { readonly path: string } | { readonly text: string }

/** The browser's runtime. */
export const runtimeName = 'djust/djust.js'

/** What the runtime needs besides on pages with coarse regions. */
export const morphName = 'djust/morph.js'

/** The script that shows errors in a page, in development. */
export const overlayName = 'djust/dev.js'

/** The style sheet of a page that is nothing but an error, in development. */
export const errorStyleName = 'djust/error.css'

/**
 * Lists djust's own files by the names that they are served under, below `staticUrl`.
 *
 * @param isDevelopment whether the tools for development are among them
 */
export function ownFiles(isDevelopment: boolean): ReadonlyMap<string, OwnFile> {
  const files = new Map<string, OwnFile>([
    [runtimeName, built('client/djust.js')],
    [morphName, built('client/morph.js')],
  ])
  if (!isDevelopment) return files
  files.set(overlayName, built('dev/overlay.client.js'))
  files.set(errorStyleName, { text: errorStyle })
  return files
}

/** A file that the build makes; the address leads there from `src/` and from `dist/` alike. */
function built(file: string): OwnFile {
  return { path: fileURLToPath(new URL(`../../dist/${file}`, import.meta.url)) }
}
