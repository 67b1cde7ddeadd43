import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { errorStyle } from '../dev/error-style.ts'
import { type FeatureName, featureNames } from '../wire/features.ts'

/** A file of djust itself: on disk, or a text in memory. */
export type OwnFile = ({ readonly path: string } | { readonly text: string }) & {
  /** Whether its name says which state of it is meant, so that browsers may keep it for good. */
  readonly isImmutable?: boolean
}

/** The script that pages have in development. */
export const developmentName = 'djust/dev.js'

/** The style sheet of a page that is nothing but an error, in development. */
export const errorStyleName = 'djust/error.css'

const runtimeFiles = ['djust', ...featureNames] as const
let version: string | undefined

/**
 * The name of a file of the browser's runtime: its core, `djust`, or a feature file. They lie in a folder whose name
 * changes with any of them, because they use what is inside of each other, and a page finds them beside its core.
 */
export function runtimeName(file: 'djust' | FeatureName): string {
  version ??= versionOf(runtimeFiles.map(pathOf))
  return `djust/${version}/${file}.js`
}

/**
 * Lists djust's own files by the names that they are served under, below `staticUrl`.
 *
 * @param isDevelopment whether the tools for development are among them
 */
export function ownFiles(isDevelopment: boolean): ReadonlyMap<string, OwnFile> {
  const files = new Map<string, OwnFile>(
    runtimeFiles.map((file) => [
      runtimeName(file),
      { path: pathOf(file), isImmutable: !isDevelopment },
    ]),
  )
  if (!isDevelopment) return files
  files.set(developmentName, { path: built('dev/development.client.js') })
  files.set(errorStyleName, { text: errorStyle })
  return files
}

function pathOf(file: string): string {
  return built(`client/${file}.js`)
}

/** Where a file is that the build makes; the address leads there from `src/` and from `dist/` alike. */
function built(file: string): string {
  return fileURLToPath(new URL(`../../dist/${file}`, import.meta.url))
}

/** One that is not built is told of once a page needs it. */
function versionOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(existsSync(path) ? readFileSync(path) : path)
  return hash.digest('base64url').slice(0, 16)
}
