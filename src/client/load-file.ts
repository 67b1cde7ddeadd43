import { retryDelayMs } from './retry-delay.ts'

/**
 * Loads a file of the application's, trying until the server answers.
 *
 * @throws {Error} when the server does not have it, because it runs another build by now
 */
export async function loadFile(url: string): Promise<Response> {
  for (let failures = 0; ; failures++) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok) return response
    if (response && response.status < 500) throw new Error(`${url} is not there`)
    await new Promise((resolve) => setTimeout(resolve, retryDelayMs(failures)))
  }
}
