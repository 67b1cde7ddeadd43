/** How the server of a soak begins. */
export interface SoakStart {
  /** Of its store. */
  readonly file: string
  /** Whether pages that are away end within a second. */
  readonly isShort: boolean
}

/** What it is asked for; each is answered by a report. */
export interface SoakOrder {
  readonly what: 'measure' | 'measure heap' | 'publish'
}

/** What it takes. */
export interface SoakReport {
  readonly port: number
  /** What is in use, after garbage collection where the order was to measure the heap. */
  readonly heapBytes: number
  readonly rssBytes: number
  /** Processor time since it was started. */
  readonly cpuMs: number
}
