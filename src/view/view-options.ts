import type { StateCodec } from '../state/codec.ts'
import type { CssFramework } from './css-framework.ts'
import type { EventSecurity } from './event-security.ts'
import type { Rate } from './handler-options.ts'
import type { HookNamespacing } from './hook-namespacing.ts'
import type { MountHook } from './mount-hook.ts'

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
  /** Whether a field that cannot be stored is a mistake, and not just left out; see the setting of this name. */
  strictSerialization: boolean
  /** Milliseconds between calls of `handleTick` while the page is connected; null for none. */
  tickInterval: number | null
  /** Whether somebody has to be logged in (true), or anybody may come, on purpose (false). Null says nothing. */
  loginRequired: boolean | null
  /** Where those go who have to log in: an address of this site. Null for that of the settings. */
  loginUrl: string | null
  /** A permission or a list: whoever opens it must have all of them. */
  permissionRequired: string | readonly string[] | null
  /** Asked before `mount`; an address that one returns is where the browser goes. */
  onMount: readonly MountHook<any>[]
  /** Whether the user is read anew at each event. */
  reauthOnEvent: boolean
  /** How many events of one page are taken, beside what the setting of this name says for a connection. */
  rateLimit: Rate
  /** Which methods the browser may call that are no handlers; instead of the setting of this name. */
  eventSecurity: EventSecurity
  /** Largest message to one of its pages, in bytes; instead of the setting of this name. */
  maxMessageSize: number
  /** What hooks in its template are called; instead of the setting of this name. */
  hookNamespacing: HookNamespacing
  /** Whose classes the fields have that draw themselves; instead of the setting of this name. */
  cssFramework: CssFramework
  /** Whether the browser keeps what is typed into its forms. */
  draftEnabled: boolean
  /** Under which name (default: that of the class). */
  draftKey: string
  /** What `dj-model` in its template may set; null for every public field that holds a text, a number or such. */
  allowedModelFields: readonly string[] | null
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
  | 'strictSerialization'
  | 'tickInterval'
  | 'loginRequired'
  | 'loginUrl'
  | 'permissionRequired'
  | 'onMount'
  | 'reauthOnEvent'
  | 'rateLimit'
  | 'eventSecurity'
  | 'maxMessageSize'
  | 'hookNamespacing'
  | 'cssFramework'
  | 'allowedModelFields'
  | 'draftEnabled'
  | 'draftKey'
  | 'abstract'

/** The static side of a view class. */
export type ViewStatics = { [K in OptionName]?: ViewOptions[K] }

type Missed = Exclude<keyof ViewOptions, OptionName> | Exclude<OptionName, keyof ViewOptions>
null as unknown as Missed satisfies never

/** The options of which a view states exactly one. */
export const templateOptions = ['templateName', 'template', 'templateString'] as const

/** What a value may be; one that ends in `?` may be null. */
export type OptionType =
  | 'string'
  | 'string?'
  | 'object'
  | 'functions'
  | 'permissions?'
  | 'names?'
  | 'rate'
  | 'security'
  | 'bytes'
  | 'hooks'
  | 'css'
  | 'boolean'
  | 'boolean?'
  | 'number'
  | 'number?'
  | 'function'

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
  strictSerialization: 'boolean',
  tickInterval: 'number?',
  loginRequired: 'boolean?',
  loginUrl: 'string?',
  permissionRequired: 'permissions?',
  onMount: 'functions',
  reauthOnEvent: 'boolean',
  rateLimit: 'rate',
  eventSecurity: 'security',
  maxMessageSize: 'bytes',
  hookNamespacing: 'hooks',
  cssFramework: 'css',
  allowedModelFields: 'names?',
  draftEnabled: 'boolean',
  draftKey: 'string',
  abstract: 'boolean',
}

/** Options of later versions. Writing one stops the start: nobody may rely on them yet. */
export const laterOptions: readonly string[] = [
  'apiAuthClasses',
  'apiName',
  'enableStateSnapshot',
  'jitSerialization',
  'presenceKey',
  'serializationMaxDepth',
  'sticky',
  'stickyId',
  'streamingRender',
  'suppressChecks',
  'timeTravelEnabled',
  'useActors',
]
