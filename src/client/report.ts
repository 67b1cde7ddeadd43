/**
 * Tells the page about an error by a `djust:error` event on the document; in development an overlay
 * shows it.
 */
export function report(code: string, message: string): void {
  document.dispatchEvent(new CustomEvent('djust:error', { detail: { code, message } }))
}
