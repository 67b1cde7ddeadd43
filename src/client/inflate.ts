/** Whether this browser can undo compression by itself. */
export const canInflate = 'DecompressionStream' in globalThis

/** Reads a text that the server has compressed. */
export function inflated(bytes: Blob): Promise<string> {
  const stream = bytes.stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Response(stream).text()
}
