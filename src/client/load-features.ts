import type { FeatureName } from '../wire/features.ts'
import { features } from './features.ts'
import { loadFile } from './load-file.ts'
import { page } from './page.ts'
import { trusted } from './policy.ts'

/**
 * Loads the feature files of these names that are not there yet.
 *
 * @returns null when all are there
 */
export function loadFeatures(names: readonly FeatureName[] = []): Promise<unknown> | null {
  const missing = names.filter((name) => !features[name])
  return missing[0] ? Promise.all(missing.map(loadFeature)) : null
}

/** Waits until the server gives the file; then it runs, out of the browser's cache. */
async function loadFeature(name: FeatureName): Promise<void> {
  const { href } = new URL(`${name}.js`, page.core)
  await loadFile(href)
  await import(trusted().createScriptURL(href))
}
