import type { Rate } from '../view/handler-options.ts'

/**
 * What one browser may ask of the server, where no setting says otherwise. Every name ends in its
 * unit.
 */
export interface Limits {
  /** How long a page that was drawn waits for its browser to claim it. */
  readonly pendingSessionMs: number
  /** Pages waiting to be claimed, in all. */
  readonly maxPendingSessions: number
  /** Pages waiting to be claimed by one address. */
  readonly maxPendingSessionsPerAddress: number
  /** Pages and connections that one address may ask for: each second, and at once. */
  readonly pageRate: Rate
  /** How long a page that lost its connection keeps its session. */
  readonly detachedSessionMs: number
  /** How long a session can be gone on with that nobody holds in memory. */
  readonly storedSessionMs: number
  /** What may wait to be sent on one connection before nothing more is drawn for it, in bytes. */
  readonly maxUnsentBytes: number
  /** Connections by requests, in all. */
  readonly maxHttpConnections: number
  /** Replies that stay open for one browser. */
  readonly maxStreamsPerBrowser: number
  /** How often a reply that stays open says that the server is there. */
  readonly streamBeatMs: number
  /** How long a reply waits for what its request brought. */
  readonly maxReplyWaitMs: number
  /** Silence after which a document that speaks by requests is gone. */
  readonly maxSilenceMs: number
  /** How long a socket that is closed may take to say goodbye. */
  readonly socketCloseMs: number
  /** Longest signed token that is written or read, in characters. */
  readonly maxTokenChars: number
  /** Longest `Cookie` header that is read, in characters. */
  readonly maxCookieHeaderChars: number
  /** Cookies read from one request. */
  readonly maxCookies: number
  /** Silence after which a request that has not sent its headers is dropped. */
  readonly headersTimeoutMs: number
  /** Longest time that a request may take to arrive. */
  readonly requestTimeoutMs: number
  /** How long an idle connection stays open for the next request. */
  readonly keepAliveMs: number
  /** How long a server that closes waits for what it is still doing. */
  readonly closeGraceMs: number
}

export const limits: Limits = {
  pendingSessionMs: 15_000,
  maxPendingSessions: 2_000,
  maxPendingSessionsPerAddress: 20,
  pageRate: { rate: 20, burst: 200 },
  detachedSessionMs: 120_000,
  storedSessionMs: 24 * 60 * 60 * 1_000,
  maxUnsentBytes: 1_024 * 1_024,
  maxHttpConnections: 10_000,
  maxStreamsPerBrowser: 2,
  streamBeatMs: 20_000,
  maxReplyWaitMs: 10_000,
  maxSilenceMs: 75_000,
  socketCloseMs: 1_000,
  maxTokenChars: 8_192,
  maxCookieHeaderChars: 8_192,
  maxCookies: 100,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 120_000,
  keepAliveMs: 65_000,
  closeGraceMs: 4_000,
}
