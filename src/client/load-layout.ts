import type { PageLayout } from '../wire/layout.ts'
import { retryDelayMs } from './retry-delay.ts'

/**
 * Loads a layout, trying until the server answers.
 *
 * @throws {Error} when the server does not have it, because it runs another build by now
 */
export async function loadLayout(url: string): Promise<PageLayout> {
  for (let failures = 0; ; failures++) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok) return (await response.json()) as PageLayout
    if (response && response.status < 500) throw new Error(`${url} is not there`)
    await new Promise((resolve) => setTimeout(resolve, retryDelayMs(failures)))
  }
}
