import type { UploadWriter } from './upload-writer.ts'

/** Where the files of an application's users go. */
export interface UploadStorage {
  readonly writer: UploadWriter
  /** How much one visitor may have in files that are kept for open pages. */
  readonly maxBytesPerVisitor: number
  /** What is kept, by page. */
  readonly kept: Map<object, { readonly visitor: string; readonly bytes: number }>
}
