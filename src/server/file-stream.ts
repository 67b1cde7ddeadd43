import { open, type FileHandle } from 'node:fs/promises'

const chunkBytes = 64 * 1_024

/**
 * Reads the first bytes of a file as they are asked for. Nothing is opened before the first is, and
 * a file that turns out shorter is an error, because its length has been announced by then.
 */
export function fileStream(path: string, sizeBytes: number): ReadableStream<Uint8Array> {
  let handle: FileHandle | undefined
  let position = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          handle ??= await open(path)
          const wanted = Math.min(chunkBytes, sizeBytes - position)
          const chunk = new Uint8Array(wanted)
          const { bytesRead } = await handle.read(chunk, 0, wanted, position)
          if (bytesRead === 0) throw new Error(`${path} ended before its ${sizeBytes} bytes`)
          position += bytesRead
          controller.enqueue(chunk.subarray(0, bytesRead))
          if (position < sizeBytes) return
          await handle.close()
          controller.close()
        } catch (error) {
          await handle?.close()
          throw error
        }
      },
      async cancel() {
        await handle?.close()
      },
    },
    { highWaterMark: 0 },
  )
}
