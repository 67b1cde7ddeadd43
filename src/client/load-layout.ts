import type { PageLayout } from '../wire/layout.ts'
import { loadFeatures } from './load-features.ts'
import { loadFile } from './load-file.ts'

/**
 * Loads a layout, and the feature files that it needs.
 *
 * @throws {Error} when the server does not have them, because it runs another build by now
 */
export async function loadLayout(url: string): Promise<PageLayout> {
  const layout = (await (await loadFile(url)).json()) as PageLayout
  await loadFeatures(layout.features)
  return layout
}
