import type { JSCommand } from '../shared/js-commands.ts'
import type { PageLayout } from './layout.ts'
import type { KeptRows, Patch, Values } from './patch.ts'

/** Both sides say it when they join; a server of another version answers `refused`. */
export const protocolVersion = 1

/** In what frames are written: as text, or as bytes for clients that begin so. */
export type WireFormat = 'json' | 'messagepack'

/**
 * Highest number of a session. A document takes the next one for each page that it shows; whoever has used all of them
 * begins a new document.
 */
export const maxSessionIndex = 65_535

/** How many characters of frames may come before the browser has to acknowledge them. */
export const acknowledgedSize = 32_768

/**
 * What the browser says. Every frame is a JSON array that begins with the index of its session in the page.
 * Values only: never names of types, of code, or markup.
 */
export type ClientFrame =
  | EventFrame
  | UrlFrame
  | JoinFrame
  | AckFrame
  | ResyncFrame
  | LeaveFrame
  | ChunkFrame

/** The user did something. Events of a session are numbered from 1; each is answered. */
export interface EventFrame {
  readonly kind: 'event'
  readonly session: number
  readonly number: number
  readonly handler: string
  /** From `dj-value-*`, a form or a field. */
  readonly params: Readonly<Record<string, unknown>>
  /** From `data-*`: it may serve other purposes too, so what the handler does not ask for is no mistake. */
  readonly data: Readonly<Record<string, unknown>>
  /** Whether the browser waits for what the handler returns. */
  readonly wantsAnswer?: boolean | undefined
  /** Fields that the browser keeps and has set since it told of them last. */
  readonly kept?: Readonly<Record<string, unknown>> | undefined
}

/** The address changed within the view. Numbered and answered like an event. */
export interface UrlFrame {
  readonly kind: 'url'
  readonly session: number
  readonly number: number
  /** Path and query. */
  readonly uri: string
}

export interface JoinFrame {
  readonly kind: 'join'
  readonly session: number
  readonly version: number
  /** The signed value of `dj-view`. */
  readonly token: string
  /** The CSRF token of the page. */
  readonly csrf: string
  /** A random name of the document, kept in its memory only: a reloaded or duplicated page has another. */
  readonly document: string
  /** Path and query shown in the address bar. */
  readonly uri: string
  /** Number of the last frame received, 0 before the first. */
  readonly seen: number
  /** Number of the first event that is not answered yet. */
  readonly next: number
  /** Whether it has loaded itself anew and goes on for the document that it was, under the name of that. */
  readonly isHeir: boolean
}

/** Frames up to this number have arrived; sent for frames with commands, which the server keeps until then, and for many. */
export interface AckFrame {
  readonly kind: 'ack'
  readonly session: number
  readonly seen: number
}

/** The page lost track of what it shows, and asks for all values. */
export interface ResyncFrame {
  readonly kind: 'resync'
  readonly session: number
}

/** A piece of a file that the server has asked for. Not numbered: what is lost is asked for again. */
export interface ChunkFrame {
  readonly kind: 'chunk'
  readonly session: number
  /** Names the file. */
  readonly ref: string
  /** Where in the file the piece begins. */
  readonly at: number
  /** Its bytes in base64; empty when the file cannot be read any more. */
  readonly data: string
}

/** The document shows another page: the session ends for good. */
export interface LeaveFrame {
  readonly kind: 'leave'
  readonly session: number
}

/** What the server says. */
export type ServerFrame = UpdateFrame | JoinedFrame | FillFrame | RefusedFrame

/** What changed since the last frame. Frames are numbered from 1, without gaps. */
export interface UpdateFrame {
  readonly kind: 'update'
  readonly session: number
  readonly number: number
  /** The last event answered. */
  readonly upTo: number
  readonly patch: Patch | null
  readonly commands: readonly Command[]
  /** Events among those answered that failed. */
  readonly errors: readonly EventError[]
  readonly layouts?: PartLayouts | undefined
  /** Answered events whose work goes on, where that has changed. */
  readonly working?: readonly number[] | undefined
}

export interface EventError {
  readonly event: number
  readonly code: string
  /** In development only. */
  readonly message?: string
}

export interface JoinedFrame {
  readonly kind: 'joined'
  readonly session: number
  /** `claimed` and `resumed`: the page shows what the server knows. `mounted`: a new view, values follow. */
  readonly how: 'claimed' | 'resumed' | 'mounted'
  /** The last frame sent. A view that is mounted anew goes on from what the document has seen. */
  readonly number: number
  readonly upTo: number
  /** Where the template is another by now: the address of the layout to build the document of. */
  readonly layout?: string | undefined
  /** With it, the new value of `dj-view`. */
  readonly token?: string | undefined
}

/** The values of every slot. */
export interface FillFrame {
  readonly kind: 'fill'
  readonly session: number
  readonly number: number
  readonly upTo: number
  readonly values: Values
  readonly layouts?: PartLayouts | undefined
  /** Answered events whose work goes on, if there are any. */
  readonly working?: readonly number[] | undefined
}

/** Layouts of components that the document may not have yet, by their fingerprints. */
export type PartLayouts = Readonly<Record<string, PageLayout>>

/** The session cannot go on as asked; `reload` says that loading the page anew will help. */
export interface RefusedFrame {
  readonly kind: 'refused'
  readonly session: number
  readonly code: string
  readonly reload: boolean
}

/** Ordered, never merged. */
export type Command =
  | GoCommand
  | StreamCommand
  | PushCommand
  | AnswerCommand
  | AskCommand
  | DraftCommand
  | JsCommand
  | LayoutCommand

/** What a feature file of the runtime does. */
export type RunCommand =
  | GoCommand
  | PushCommand
  | AskCommand
  | DraftCommand
  | JsCommand
  | LayoutCommand

/**
 * - `redirect`: leave for an address; `replace` leaves no history entry;
 * - `navigate`: show the page of another view in this document;
 * - `url`: show another address of the same view.
 */
export interface GoCommand {
  readonly kind: 'redirect' | 'navigate' | 'url'
  readonly to: string
  readonly replace: boolean
  /** Of one that the browser gives itself: whether the view has to be told. */
  readonly tells?: boolean
}

/** Something becomes of rows that only the browser keeps. */
export interface StreamCommand {
  readonly kind: 'stream'
  /** Of their list, in the first region. */
  readonly slot: number
  readonly changes: KeptRows
}

/** Something that the view tells the page's own scripts. */
export interface PushCommand {
  readonly kind: 'push'
  readonly event: string
  /** JSON, or undefined. */
  readonly payload: unknown
}

/** The server asks for a piece of a file. */
export interface AskCommand {
  readonly kind: 'ask'
  /** Names the file. */
  readonly ref: string
  readonly at: number
  readonly bytes: number
}

/** The browser lets go of what it keeps of the page's forms. */
export interface DraftCommand {
  readonly kind: 'draft'
}

/** What the browser does by itself, in order. */
export interface JsCommand {
  readonly kind: 'js'
  readonly commands: readonly JSCommand[]
}

/** The live part goes on in the page of another layout. */
export interface LayoutCommand {
  readonly kind: 'layout'
  /** That page, with an empty live part. */
  readonly html: string
  readonly head: LayoutHead
}

/** What a layout says besides its regions, which are those that the document has. */
export type LayoutHead = Pick<PageLayout, 'title' | 'meta' | 'features'>

/** What the handler of an event returned, where the browser waits for it. */
export interface AnswerCommand {
  readonly kind: 'answer'
  /** Number of the event. */
  readonly event: number
  /** An object of JSON. */
  readonly payload: unknown
}

/** Codes with which the server closes a socket. */
export const closeCodes = {
  /** A frame that does not follow the protocol. */
  badFrame: 4400,
  /** More events than the `rateLimit` setting allows. */
  flooded: 4429,
  /** A frame over `maxMessageSize`. */
  tooLarge: 1009,
  /** More waits to be done or to be received than the server keeps. */
  overrun: 1013,
  /** A mistake of the server. */
  failed: 1011,
  /** The server is going away and expects the page to come back. */
  restart: 1012,
} as const
