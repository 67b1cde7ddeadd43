/** Whether this browser can undo compression by itself. */
export const canInflate = 'DecompressionStream' in globalThis

/** Undoes what the server has compressed. */
export function inflated(bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(
    new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
  )
}
