import type { Part } from '../shared/part.ts'
import type { LiveComponent } from './component.ts'
import type { KeepsState } from './kept-state.ts'
import type { LaterLifecycleName } from './lifecycle.ts'
import type { LiveView } from './live-view.ts'
import type { FlashMessage } from './messages.ts'
import type { OwnContext } from './own-names.ts'
import type { User } from './register.ts'
import type { TemplateRequest } from './template-request.ts'
import type { AnyFunction, Same, Simplify } from './type-tools.ts'

/** Names that no handler may have: those of the framework, and those that stay on the server. */
export type ReservedName = keyof LiveView | LaterLifecycleName | `_${string}`

/** A view's own public members, methods included. By name alone, so that no type is circular. */
export type PublicName<V> = Exclude<keyof V, ReservedName | symbol>

/** What components have and views have not. */
type ComponentMember = Exclude<keyof LiveComponent, keyof LiveView>

/** Names of the methods that could be handlers. */
export type HandlerName<V> = {
  [K in Exclude<PublicName<V>, ComponentMember>]: V[K] extends AnyFunction
    ? Parameters<V[K]>['length'] extends 0 | 1
      ? K
      : never
    : never
}[Exclude<PublicName<V>, ComponentMember>]

/** What a handler method takes, or undefined if nothing. */
export type HandlerParams<M> = M extends (...args: infer Args) => unknown
  ? Args extends []
    ? undefined
    : Args[0]
  : never

/** The public fields of a view: what is kept between events. Getters are context, not state; components, forms and uploads have their own. */
export type State<V> = Simplify<{
  -readonly [K in PublicName<V> as V[K] extends AnyFunction | Part | KeepsState
    ? never
    : IsWritable<V, K> extends true
      ? K
      : never]: V[K]
}>

type IsWritable<V, K extends keyof V> = Same<{ [P in K]: V[P] }, { -readonly [P in K]: V[P] }>

/** What a template of this view may read. */
export type Context<V> = Simplify<Readonly<WithGlobals<ViewContext<V>>>>

type WithGlobals<C> = C & Omit<GlobalContext, keyof C>

type ViewContext<V> = V extends { getContextData(): infer Returned }
  ? GivenContext<V, Awaited<Returned>>
  : Fields<V>

type GivenContext<V, Given> = object & OwnContext extends Given
  ? Fields<V>
  : keyof OwnContext extends keyof Given
    ? Omit<Fields<V>, keyof Given> & Omit<Given, keyof OwnContext>
    : Given

type Fields<V> = {
  [K in PublicName<V> as V[K] extends AnyFunction ? never : K]: V[K]
}

/** Names that every template has, unless the view has one of the same name. */
export interface GlobalContext {
  request: TemplateRequest
  user: User | null
  perms: TemplatePermissions
  params: Readonly<Record<string, unknown>>
  messages: readonly FlashMessage[]
  csrf_token: string
  dj_view_id: string
}

/** `perms.app.change_item`: whether the user has the permission `app.change_item`. */
export type TemplatePermissions = Readonly<Record<string, Readonly<Record<string, boolean>>>>
