import type { JSCommands } from '../shared/js-commands.ts'
import type { FeatureName } from '../wire/features.ts'
import type {
  ClientFrame,
  AskCommand,
  DraftCommand,
  GoCommand,
  JsCommand,
  LayoutCommand,
  LayoutHead,
  PushCommand,
  RunCommand,
  ServerFrame,
} from '../wire/frames.ts'
import type { Fields } from './fields.ts'
import type { LayoutItem, LayoutList, PageLayout } from '../wire/layout.ts'
import type { Around } from './live/markup.ts'
import type { BranchPlace, ListPlace, LiveRegion, LiveSlot, RegionBuilder } from './live/slot.ts'
import type { Params } from './params.ts'
import type { UserEvent } from './user-event.ts'

/**
 * What each feature file brings. It puts it into {@link features} under its own name; the core looks there where it
 * does not do a thing itself.
 */
interface Brought {
  /** What is copied at a click. */
  clipboard: true
  /** Commands of `JS`. */
  commands: CommandRunner<JsCommand> & {
    /** Those for one element, each done as it is called. */
    for(element: Element): JSCommands
  }
  /** What is typed, kept in the browser. */
  'form-drafts': CommandRunner<DraftCommand>
  /** Sound and dialogs, which do not follow an attribute that changes. */
  'element-state'(element: Element, name: string, value: string | false): void
  /** Form fields: who may write into them, and their events. */
  fields: Fields & {
    /** Sends all that waits: something else is about to be sent, and must not overtake it. */
    flush(): void
    /** The new view has said what fields hold. */
    recover(): void
    /** What an event of a field carries. */
    params(field: Element): Params
  }
  /** The slot of attributes that data names. */
  'free-attributes': new (
    element: Element,
    written: readonly unknown[],
  ) => LiveSlot
  /** Scripts of authors' beside the page: objects that live with elements. */
  hooks: CommandRunner<PushCommand> & {
    /** The connection was lost, or is there again. */
    line(isConnected: boolean): void
  }
  /** What the browser shows by itself: predictions, and fields that it keeps. */
  instant: {
    StateSlot: new (comment: Comment) => LiveSlot
    SharedBranch: new (
      builder: RegionBuilder,
      ids: readonly number[],
      place: BranchPlace,
    ) => LiveSlot
    found(region: LiveRegion, items: readonly LayoutItem[], layout: PageLayout): void
    /** Another view comes into the page. */
    forget(): void
    /** Shows what an event will do that is held back, in place of an earlier one of the same element. */
    foresee(event: UserEvent): void
    /** @returns fields to tell with an event; null where it is not sent */
    take(event: UserEvent): Params | null
  }
  /** Lists whose rows only the browser keeps. */
  'kept-rows': ListClass
  /** Brings the live part into the page of another layout. */
  layout: CommandRunner<LayoutCommand>
  /** What changes in the page while events are in flight. */
  loading: {
    /** Shows what is in flight, or takes that back. */
    mark(isOn: boolean): void
    /** Whether an element sends nothing now. */
    isLocked(bound: Element): boolean
  }
  /** Frames as MessagePack. */
  messagepack: {
    encode(frame: ClientFrame): Uint8Array<ArrayBuffer>
    decode(bytes: Uint8Array): ServerFrame | null
  }
  /** The slot of a coarse region, in an element or behind a comment; `next` is the node behind its content. */
  morph: new (
    anchor: Element | Comment,
    place: Around,
    builder: RegionBuilder,
  ) => LiveSlot & { readonly next: ChildNode | null }
  /** How nodes move around one with the focus, in browsers without `moveBefore`. */
  'move-neighbours'(
    parent: Node,
    nodes: readonly ChildNode[],
    focused: number,
    before: ChildNode | null,
  ): void
  /** Links and commands that lead to other addresses. */
  navigation: CommandRunner<GoCommand> & {
    /** The browser went to another entry of the history. */
    popped(): void
    /** Makes ready what a page needs in `<head>`. @returns what shows it then */
    ready(page: Document, showBody: (body: HTMLElement) => void): Promise<() => void>
  }
  /** Gives the first region of a page the slots of the document's head. */
  'page-head'(region: LiveRegion, layout: LayoutHead): void
  /** How a page is built anew. */
  rebuild: {
    rebuild(root: Element, build: () => void): void
    /** The element of the same id that the page showed before, while it is built anew. */
    before(element: Element | null): Element | null | undefined
  }
  /** Connects by requests where no WebSocket opens. */
  requests(url: string): Line
  /** Holds events back. */
  timing: {
    /** Sends an event of an element's directive when its time has come. */
    pass(event: UserEvent, send: () => void): void
  }
  /** What comes, leaves and moves. */
  motion: {
    /** The page is live. */
    live(): void
  }
  /** Events besides clicks and those of forms. */
  triggers: true
  /** Takes the place of `requests`: a WebSocket whose messages are signed. */
  signed: never
  /** Files that are sent. */
  uploads: CommandRunner<AskCommand>
  /** Events when a list was scrolled to one of its ends. */
  viewport: true
  /** The slot of a list of which only the rows in sight are in the page. */
  virtual: ListClass
}

/** What carries frames, as far as it is used of a WebSocket. */
export interface Line {
  readonly readyState: number
  /** Where it carries bytes, too. */
  binaryType?: string
  onopen: (() => void) | null
  onmessage: ((event: { data: string | ArrayBuffer }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(): void
}

type ListClass = new (builder: RegionBuilder, layout: LayoutList, place: ListPlace) => LiveSlot

interface CommandRunner<C extends RunCommand> {
  /** Does what the server asks for. */
  run(command: C): void
}

/** The feature files that have come so far. */
export const features: { [Name in FeatureName]?: Brought[Name] } = {}

/** Who runs the commands of each kind. */
export const runnerOf = {
  ask: 'uploads',
  draft: 'form-drafts',
  js: 'commands',
  layout: 'layout',
  navigate: 'navigation',
  push: 'hooks',
  redirect: 'navigation',
  url: 'navigation',
} as const satisfies Record<RunCommand['kind'], FeatureName>
