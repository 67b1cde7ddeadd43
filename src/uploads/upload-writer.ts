/** What a writer is told of a file. The name and the type are the browser's, and may be anything. */
export interface UploadFile {
  readonly clientName: string
  /** The same, safe in a folder, a header and a page. */
  readonly safeClientName: string
  /** In bytes. */
  readonly size: number
  readonly type: string
}

/** Where files go that users send: a folder, an object store. */
export interface UploadWriter {
  /**
   * Begins to take a file.
   *
   * @param handle of a sink whose page went on elsewhere, or after a restart; null for a new file
   * @returns null where that sink is there no more: the file is sent from its beginning then
   */
  open(file: UploadFile, handle: string | null): Promise<UploadSink | null>
}

/** Takes one file. Its methods are called one at a time. */
export interface UploadSink {
  /** Finds it again, in this process or another. It is stored with the page, and no browser sees it. */
  readonly handle: string
  /** How much of the file it has. */
  readonly received: number
  /** Takes what comes next. A failure ends the upload. */
  write(bytes: Uint8Array): Promise<void>
  /** All of it is there, and is what it says. @returns what is known of it as `entry.result` */
  complete(): Promise<unknown>
  /** Nobody wants it any more: whatever it has is thrown away. */
  abort(): Promise<void>
  /** What was written, once it is complete. */
  read(): ReadableStream<Uint8Array>
}
