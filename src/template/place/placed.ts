import type { Location } from '../../shared/location.ts'
import type { HandlerCall } from '../handler-call.ts'
import type {
  Branch,
  CaptureExpression,
  Condition,
  Env,
  Expression,
  Flat,
  FlatAssign,
  FlatFor,
} from '../nodes.ts'
import { capturesIn } from '../walk.ts'

/** What the template holds besides texts. */
export type Dynamic = Exclude<Flat, { kind: 'text' }>

/** The page as a tree of markup in which every dynamic piece has its place. */
export type Placed =
  | { readonly kind: 'text'; readonly text: string; readonly at: Location }
  | PlacedComment
  /** A doctype: bytes that make no node inside the live part. */
  | { readonly kind: 'markup'; readonly text: string }
  | PlacedElement
  | {
      readonly kind: 'output'
      readonly value: Expression
      readonly env: Env
      /** Of the nodes around it, in which markup that it holds is read. */
      readonly namespace: Namespace
      /**
       * What it is drawn from, where that has elements: what a tag works on, or what has no certain place. Empty
       * where a tag makes markup of its own.
       */
      readonly markup?: readonly Placed[]
      readonly at: Location
    }
  | { readonly kind: 'scripts'; readonly at: Location }
  | PlacedAssign
  | {
      readonly kind: 'if'
      readonly branches: readonly Branch<readonly Placed[]>[]
      readonly at: Location
    }
  | PlacedFor
  | PlacedCall

export interface PlacedComment {
  readonly kind: 'comment'
  readonly data: string
  readonly text: string
  /** What it is drawn from, in place of `text`, where the template trusts values in it. */
  readonly parts?: readonly Flat[]
}

export type PlacedAssign = FlatAssign

export interface PlacedFor extends Omit<FlatFor, 'body' | 'empty'> {
  readonly body: readonly Placed[]
  readonly empty: readonly Placed[] | null
}

export interface PlacedCall {
  readonly kind: 'call'
  readonly callee: PlacedCallee
  readonly args: readonly Expression[]
  readonly at: Location
}

export interface PlacedCallee {
  readonly template: string
  readonly parameters: readonly number[]
  body: readonly Placed[]
}

export type Namespace = 'html' | 'svg' | 'math'

export interface PlacedElement {
  readonly kind: 'element'
  /** As the browser spells it: lower case, but for some names of SVG. */
  readonly tag: string
  readonly namespace: Namespace
  /** The opening tag, `<` and `>` included; empty for an element that the browser adds. */
  readonly open: TagPart[]
  readonly attributes: Attribute[]
  readonly children: Placed[]
  /** What stands in `title` and `textarea` (one text) or `script` and `style` (source). */
  readonly text: Flat[]
  /** What is escaped in that text even in a safe string; nothing unless it says so. */
  readonly textEnding?: '<'
  readonly content: 'nodes' | 'text' | 'source' | 'none'
  /** The closing tag; empty where the author left it out. */
  close: string
  /** Whether it stands for its opening tag alone, and what it holds comes behind it, without a tree. */
  isLoose?: boolean
  readonly at: Location
}

/** A piece of an opening tag, in order. */
export type TagPart =
  | { readonly kind: 'source'; readonly text: string }
  /** The value of a dynamic attribute. */
  | {
      readonly kind: 'value'
      readonly slot: AttributeSlot
      readonly parts: Flat[]
      readonly ending: ValueEnding
    }
  /** Attributes that data names. */
  | {
      readonly kind: 'free'
      readonly slot: AttributeSlot
      readonly parts: Flat[]
      /** Names that the element has besides. */
      readonly taken: readonly string[]
      /** Whether it would run into what stands before it. */
      readonly needsSpace: boolean
    }
  /** An attribute without dynamic value that only one branch has. */
  | { readonly kind: 'present'; readonly slot: AttributeSlot; readonly value: string }
  | {
      readonly kind: 'if'
      readonly branches: readonly { condition: Condition | null; parts: TagPart[] }[]
    }
  | PlacedAssign

export type Quote = '"' | "'"

/** What safe strings could end a value with: a quote, or a space where it has none; nothing where that is trusted. */
export type ValueEnding = Quote | ' ' | ''

/** One attribute of an element, dynamic or (with `value`) static. */
export interface Attribute {
  readonly name: string
  readonly value: string | null
  readonly slot: AttributeSlot | null
  readonly at: Location
  /** The handlers that it names, as far as that does not hang on data. `writeCalls` finds them. */
  readonly calls?: readonly HandlerCall[]
  /** Whether it holds commands, or may. */
  readonly mayCommand?: boolean
}

/** An attribute whose value, or presence, may change: it is sent and written whole. */
export interface AttributeSlot {
  /** `*` where data names the attributes. */
  readonly name: string
  /** Whether it is an address that must not run code. */
  isUrl: boolean
  /** Some branch lacks it. */
  readonly isConditional: boolean
  /** Whether it is the browser's once it is drawn. */
  isDrawnOnce?: boolean
}

/** The bodies inside a node: its children, branches and rows, and what tags draw to work on it. */
export function placedBodies(node: Placed): readonly (readonly Placed[])[] {
  switch (node.kind) {
    case 'element':
      return [node.children]
    case 'if':
      return node.branches.map(({ body }) => body)
    case 'for':
      return node.empty ? [node.body, node.empty] : [node.body]
    case 'output':
    case 'assign':
      return capturesIn(node.value).flatMap((capture) => {
        const body = placedBody(capture)
        return body ? [body] : []
      })
    default:
      return []
  }
}

/** What stands in the element at an index: where there is no tree, what comes behind it up to its end tag. */
export function contentAt(nodes: readonly Placed[], index: number): readonly Placed[] {
  const element = nodes[index] as PlacedElement
  if (!element.isLoose) return element.children
  let end = index + 1
  for (let open = 1; end < nodes.length; end++) {
    const node = nodes[end]!
    if (node.kind === 'element' && node.isLoose && node.tag === element.tag) open++
    if (node.kind === 'markup' && endTag.exec(node.text)?.[1]?.toLowerCase() === element.tag) open--
    if (open === 0) break
  }
  return nodes.slice(index + 1, end)
}

const endTag = /^<\/([^\s/>]+)/

/** The body of a capture as markup. Its type is told apart from values by that only, since markup is made of values. */
export function placedBody({ placed }: CaptureExpression): readonly Placed[] | undefined {
  return placed as readonly Placed[] | undefined
}

/** Every element of a page once. */
export function placedElements(page: readonly Placed[]): readonly PlacedElement[] {
  const elements: PlacedElement[] = []
  const seen = new Set<object>()
  const walk = (nodes: readonly Placed[]): void => {
    for (const node of nodes) {
      if (node.kind === 'element') elements.push(node)
      placedBodies(node).forEach(walk)
      if (node.kind !== 'call' || seen.has(node.callee)) continue
      seen.add(node.callee)
      walk(node.callee.body)
    }
  }
  walk(page)
  return elements
}
