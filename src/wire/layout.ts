import type { Expr } from '../expr/expression.ts'
import type { FeatureName } from './features.ts'

/**
 * Where the slots of a page are, for the browser: a list of regions, the live part first. A region is a list of the
 * nodes that its markup has, in order.
 */
export interface PageLayout {
  readonly regions: readonly (readonly LayoutItem[])[]
  /** The slot of the document's title. */
  readonly title?: number
  /** The slot of its `<meta>` elements. */
  readonly meta?: number
  /** 1 where the template vouches for the addresses in its attributes. */
  readonly trustsUrls?: 1
  /** Parts of the runtime without which it cannot be shown. */
  readonly features?: readonly FeatureName[]
  /** What the browser works out by itself; the view has a handler that asks for it. */
  readonly shared?: LayoutShared
}

export interface LayoutShared {
  /** By region: slots with what they show, in turn. Of a branch it is the number of the one shown. */
  readonly places: Readonly<Record<string, readonly (number | Expr)[]>>
  /** What it does by itself when a handler is called, by name. */
  readonly acts: Readonly<Record<string, LayoutAct>>
}

export interface LayoutAct {
  /** Fields with what they are shown as until the answer comes, in turn. */
  readonly set?: readonly Expr[]
  /** Fields that it keeps, with what the event's parameters make of them, in turn. */
  readonly keep?: readonly Expr[]
  /** 0 where the server need not know of the call. */
  readonly isSent?: 0
}

/** A string is static text; a number stands for so many static elements that need not be built. */
export type LayoutItem =
  | string
  | number
  | LayoutElement
  | { readonly k: 'comment'; readonly data: string }
  /** A text that is its element's one dynamic piece, between two static texts. */
  | LayoutAlone
  /** A text behind a comment, and before another where `end` is 1; static texts are one node with it. */
  | LayoutText
  /** The whole text of a `title` or `textarea`. */
  | { readonly k: 'whole'; readonly slot: number }
  | LayoutBranch
  /** Values that the browser works with, in a comment. */
  | { readonly k: 'state'; readonly slot: number }
  | LayoutList
  | { readonly k: 'call'; readonly slot: number; readonly end: 0 | 1; readonly region: number }
  /** What an element is drawn with, all of its content, and which is the browser's from then on. */
  | LayoutOnce

export interface LayoutBranch {
  readonly k: 'branch'
  readonly slot: number
  readonly end: 0 | 1
  readonly regions: readonly number[]
  /** Whether the browser has all of them, and shows one. */
  readonly all?: 1
}

export interface LayoutOnce {
  readonly k: 'once'
  readonly slot: number
  readonly region: number
}

/** A namespace that is not HTML's: of an element, or of the nodes around a text. */
export type Foreign = 'svg' | 'math'

export interface LayoutElement {
  readonly k: 'element'
  readonly tag: string
  readonly ns?: Foreign
  readonly fixed: Readonly<Record<string, string>>
  /**
   * Slots of dynamic attributes: a number and a name in turn; `*` for attributes that data names. Behind a `!` stands
   * the name of one that is written when the element is built, and never again.
   */
  readonly slots: readonly (number | string)[]
  readonly children: readonly LayoutItem[]
}

/** Fields that the server writes, though markup may not show it: selectors, by `value`, `checked` or `selected`. */
export type WrittenFields = Readonly<Record<string, string>>

export interface LayoutAlone {
  readonly k: 'alone'
  readonly slot: number
  readonly before: string
  readonly after: string
  readonly ns?: Foreign
  /** 1 where it is markup without certain places. */
  readonly coarse?: 1
  readonly written?: WrittenFields
}

export interface LayoutText {
  readonly k: 'text'
  readonly slot: number
  readonly end: 0 | 1
  readonly before?: string
  readonly after?: string
  readonly ns?: Foreign
  /** 1 where it is markup without certain places. */
  readonly coarse?: 1
  readonly written?: WrittenFields
}

export interface LayoutList {
  readonly k: 'list'
  readonly slot: number
  readonly end: 0 | 1
  readonly row: number
  /** The region shown when there are no rows, or -1. */
  readonly empty: number
  /** Static text at the start and end of each row. */
  readonly before: string
  readonly after: string
  /** Where the browser keeps rows that the server forgets: the slot of a row, and its attribute, that hold its key. */
  readonly key?: readonly [slot: number, attribute: string]
  /** Where only the rows in sight are in the page. */
  readonly virtual?: LayoutVirtual
}

export interface LayoutVirtual {
  /** The height of every row, in pixels; where it is not said, rows are measured. */
  readonly height?: number
  /** How high a row is taken to be until it is measured. */
  readonly estimate?: number
  /** How many rows beyond those in sight are in the page, on each side. */
  readonly overscan?: number
}
