/** What `djust start --workers` tells a worker: to begin. */
export interface WorkMessage {
  readonly kind: 'work'
  readonly app: string
  readonly port: number
  readonly hostname: string
  readonly index: number
  readonly count: number
  /** Where the local sockets are on which workers take requests from each other. */
  readonly folder: string
}

/** Something that all other workers are told. */
export interface BroadcastMessage {
  readonly kind: 'broadcast'
  readonly data: Uint8Array
}

/** A connection, which comes along, is for another worker. */
export interface HandOverMessage {
  readonly kind: 'hand over'
  readonly index: number
  /** What has come on it. */
  readonly head: Uint8Array
}

/** What workers tell: that they listen to what they are told, that they serve, or that they could not begin, after printing why. */
export type WorkerMessage =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'failed' }
  | BroadcastMessage
  | HandOverMessage
