import type { JSChain } from '../shared/js.ts'
import type { Component } from './component.ts'
import type { FlashLevel } from './messages.ts'
import type { SessionData, User, ViewRequest } from './register.ts'
import type { Streams } from './streams.ts'
import type { UrlPath } from './url-path.ts'

/** Where `livePatch` goes: the same page under another address. */
export interface LivePatchTarget {
  /** The whole new query; `null` and undefined are left out. Without it the query stays. */
  params?: Readonly<Record<string, string | number | boolean | null | undefined>>
  /** Another path of the same view. */
  path?: UrlPath | string
  /** Replaces the entry in the browser's history instead of adding one. */
  replace?: boolean
}

export interface LiveRedirectOptions {
  /** Query parameters added to the address; `null` and undefined are left out. */
  params?: Readonly<Record<string, string | number | boolean | null | undefined>>
  /** Replaces the entry in the browser's history instead of adding one. */
  replace?: boolean
  /** Whether it may lead to another site. */
  external?: boolean
}

/** Work beside the page. Its signal is aborted when nobody wants it any more. */
export type AsyncTask = (signal: AbortSignal) => unknown

/** For what call of a handler work waits. */
export interface WaitOptions<Params> {
  /** How long at most, in milliseconds (as long as the page is open). */
  timeout?: number
  /** Whether a call is the one. */
  predicate?(params: Params): boolean
}

/** What a view asks of the session that holds it. */
export interface ViewHost {
  readonly request: ViewRequest
  readonly user: User | null
  readonly session: SessionData
  readonly viewId: string
  readonly params: Readonly<Record<string, unknown>>
  readonly streams: Streams
  /** Whether there is, or is about to be, a page: not while the first one is made, or a form is posted without JavaScript. */
  readonly isDrawn: boolean
  /** Names the event whose handler runs; null where none does. */
  readonly eventId: string | null
  livePatch(to: LivePatchTarget): void
  setLayout(path: string | null): void
  liveRedirect(path: string, options?: LiveRedirectOptions): void
  subscribe(topic: string): void
  unsubscribe(topic: string): void
  pushEvent(event: string, payload: unknown): void
  pushCommands(commands: JSChain): void
  putFlash(level: FlashLevel, message: string): void
  clearFlash(level?: FlashLevel): void
  clearDraft(): void
  startAsync(task: AsyncTask, name: string | undefined): void
  cancelAsync(name: string): void
  update<T>(change: () => T | PromiseLike<T>): Promise<Awaited<T>>
  waitForEvent(name: string, options: WaitOptions<any>): Promise<unknown>
  triggerUpdate(): void
  skipRender(): void
  defer(task: () => unknown): void
  /** The component of an id. */
  component(id: string): Component<any> | undefined
}
