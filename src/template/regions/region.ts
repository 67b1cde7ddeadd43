import type { Expr } from '../../expr/expression.ts'
import type { Location } from '../../shared/location.ts'
import type { LayoutVirtual } from '../../wire/layout.ts'
import type { Branch, Condition, Env, Expression, Flat } from '../nodes.ts'
import type {
  AttributeSlot,
  Namespace,
  Placed,
  PlacedAssign,
  PlacedCall,
  PlacedElement,
  PlacedFor,
} from '../place/placed.ts'

/**
 * A run of sibling nodes that comes and goes as one: the live part itself, a branch, a row, a recursive include.
 * Its slots are numbered in document order; the numbers are the addresses on the wire.
 */
export interface Region {
  readonly id: number
  readonly items: Item[]
  /** In a row: the attribute that holds its key. */
  keyAttribute: AttributeSlot | null
  /** Whether it is a recursive include, which remembers for itself. */
  isCallee: boolean
  /** Locals that are set outside and read inside; the compiled functions take them as parameters. */
  parameters: readonly number[]
  slotCount: number
  /** Entries that one copy of this region takes in a record. */
  recordSize: number
}

/** A place that may change: its number on the wire, and its first entry in the record. */
export interface Slot {
  readonly slot: number
  readonly entry: number
}

/** What a region is made of. */
export type Item =
  | { readonly kind: 'text'; readonly html: string; readonly text: string }
  | CommentItem
  /** An element that is drawn once and then left alone: the browser reads its content in a way of its own. */
  | { readonly kind: 'opaque'; readonly element: PlacedElement }
  | ElementItem
  | OutputItem
  | BranchItem
  | ListItem
  | CallItem
  | OnceItem
  | StateItem
  | PlacedAssign

export interface CommentItem {
  readonly kind: 'comment'
  readonly html: string
  readonly data: string
  /** What it is drawn from, once, in place of `html`. */
  readonly parts?: readonly Flat[]
}

export interface ElementItem {
  readonly kind: 'element'
  readonly element: PlacedElement
  readonly attributes: ReadonlyMap<AttributeSlot, Slot>
  /** The slot of its whole text, for `title`, `textarea` and `style` with dynamic content. */
  readonly text: Slot | null
  readonly children: Item[]
}

export interface OutputItem extends Slot {
  readonly kind: 'output'
  readonly value: Expression
  readonly env: Env
  readonly namespace: Namespace
  /** What it is drawn from, where that has elements, so that the browser morphs it. */
  readonly markup?: readonly Placed[]
  readonly at: Location
  readonly anchor:
    | {
        readonly kind: 'alone'
        readonly before: string
        readonly after: string
      }
    /** Behind a comment, and between the static texts that run into it. */
    | {
        readonly kind: 'comment'
        readonly before: StaticText
        readonly after: StaticText
        readonly hasEnd: boolean
      }
}

export interface BranchItem extends Slot {
  readonly kind: 'branch'
  readonly branches: readonly Branch<Region>[]
  readonly hasEnd: boolean
  /** What it is drawn from. */
  readonly content: readonly Placed[]
  /** Whether it is built anew when something in it changes. */
  readonly isReplaced: boolean
  /** Whether the browser has all of its branches, and decides by itself which it shows. */
  isShared?: boolean
}

/** Values that the browser works with, kept in a comment. */
export interface StateItem extends Slot {
  readonly kind: 'state'
  readonly values: readonly StateValue[]
}

/** A name for the browser, and what it stands for: a field, a value as it is shown or compared, or a condition. */
export type StateValue = GivenValue & { readonly name: string }

export type GivenValue =
  | {
      readonly kind: 'field' | 'shown' | 'compared'
      readonly value: Expression
      readonly at: Location
    }
  | { readonly kind: 'truth'; readonly condition: Condition; readonly at: Location }

export interface ListItem extends Slot {
  readonly kind: 'list'
  readonly node: PlacedFor
  readonly row: Region
  readonly empty: Region | null
  /** Static text at the start and end of each row; between two rows it is one text node. */
  readonly before: StaticText
  readonly after: StaticText
  /** The value of `dj-key` or `data-key` on the row's element; null when rows are told apart by their item. */
  readonly key: RowKey | null
  /** How it changes where the browser keeps its rows and the server forgets them; null for a list as usual. */
  readonly kept: KeptMode | null
  /** How it chooses the rows that are in the page; null where all are. */
  readonly virtual: LayoutVirtual | null
  readonly hasEnd: boolean
}

/** New rows go to the end, to the beginning, or where a stream says. */
export type KeptMode = 'append' | 'prepend' | 'stream'

export interface RowKey {
  readonly attribute: AttributeSlot
  readonly parts: readonly Flat[]
  readonly at: Location
}

export interface StaticText {
  readonly html: string
  readonly text: string
}

export interface CallItem extends Slot {
  readonly kind: 'call'
  readonly node: PlacedCall
  readonly region: Region
  readonly hasEnd: boolean
}

/** Content that is drawn when its element is, and then is the browser's: nothing of it is recorded or compared. */
export interface OnceItem {
  readonly kind: 'once'
  readonly slot: number
  readonly region: Region
  readonly content: readonly Placed[]
}

/** The regions of a page, root first, and what changes of the document's head. */
export interface RegionPlan {
  readonly regions: readonly Region[]
  readonly live: PlacedElement
  readonly title: { readonly element: PlacedElement; readonly slot: Slot } | null
  /** The text that tells the browser of the `<meta>` elements, where the view gives some. */
  readonly meta: { readonly text: readonly Flat[]; readonly slot: Slot } | null
  /** The lists whose rows the browser keeps. */
  readonly kept: readonly ListItem[]
  /** What the browser works out by itself; null where that is nothing. */
  readonly shared: SharedPlaces | null
}

/** The places that the browser writes by itself. */
export interface SharedPlaces {
  /** By region: slots with what they show, in turn. */
  readonly expressions: ReadonlyMap<number, readonly (number | Expr)[]>
  /** The items, attributes and texts of these slots: the server does not compare them. */
  readonly places: ReadonlySet<object>
}
