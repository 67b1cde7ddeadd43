import type { StateCodec } from '../state/codec.ts'

/** What a view class may say in static fields. */
export interface ViewOptions {
  /** The template's file under the `templates` setting. */
  templateName: string
  /** The template itself. */
  template: string
  /** Another name of `template`. */
  templateString: string
  /** The handlers of a class without decorators: `handlers<View>()({ … })`. */
  handlers: object
  /** How instances of classes in its fields are stored: `[codec(Money, …)]`. */
  codecs: readonly StateCodec[]
  /** Fields that are not stored, but made anew by `restored()`. */
  transient: readonly string[]
  /** Fields that are shown as they were when they were first drawn, and never compared again. */
  staticAssigns: readonly string[]
  /** Fields that are let go of once they are drawn, with what they go back to. The browser keeps what it shows. */
  temporaryAssigns: Readonly<Record<string, unknown>>
  /** Raised when stored fields no longer fit the class (default: 1). */
  stateVersion: number
  /** Makes fields that were stored under an earlier version what they are now. */
  migrate: (fields: Record<string, any>, version: number) => Record<string, unknown>
  /** Milliseconds between calls of `handleTick` while the page is connected; null for none. */
  tickInterval: number | null
  /** Whether this very class is only there to be extended; subclasses do not inherit it. */
  abstract: boolean
}

// Written out instead of `keyof ViewOptions`: a mapped type over plain names has no declarations,
// so that `static template = '…'` needs no `override` under noImplicitOverride and is still checked
// and completed.
type OptionName =
  | 'templateName'
  | 'template'
  | 'templateString'
  | 'handlers'
  | 'codecs'
  | 'transient'
  | 'staticAssigns'
  | 'temporaryAssigns'
  | 'stateVersion'
  | 'migrate'
  | 'tickInterval'
  | 'abstract'

/** The static side of a view class. */
export type ViewStatics = { [K in OptionName]?: ViewOptions[K] }

type Missed = Exclude<keyof ViewOptions, OptionName> | Exclude<OptionName, keyof ViewOptions>
null as unknown as Missed satisfies never

/** The options of which a view states exactly one. */
export const templateOptions = ['templateName', 'template', 'templateString'] as const

type OptionType = 'string' | 'object' | 'boolean' | 'number' | 'function'

/** What each option's value has to be. */
export const optionTypes: Readonly<Record<OptionName, OptionType>> = {
  templateName: 'string',
  template: 'string',
  templateString: 'string',
  handlers: 'object',
  codecs: 'object',
  transient: 'object',
  staticAssigns: 'object',
  temporaryAssigns: 'object',
  stateVersion: 'number',
  migrate: 'function',
  tickInterval: 'number',
  abstract: 'boolean',
}

/** Options that may be null, which says nothing. */
export const nullableOptions: readonly string[] = ['tickInterval']

/** Options of later versions. Writing one stops the start: nobody may rely on `loginRequired` yet. */
export const laterOptions: readonly string[] = [
  'allowedModelFields',
  'apiAuthClasses',
  'apiName',
  'draftEnabled',
  'draftKey',
  'enableStateSnapshot',
  'loginRequired',
  'loginUrl',
  'onMount',
  'permissionRequired',
  'presenceKey',
  'sticky',
  'stickyId',
  'streamingRender',
  'timeTravelEnabled',
  'useActors',
]
