export { djust } from './server/app.ts'
export { config } from './server/config.ts'
export type { AppOptions, Config } from './server/config.ts'
export type { App } from './server/app-interface.ts'
export { strictCsp } from './server/headers.ts'
export { checkPassword, hashPassword } from './server/password.ts'
export type { Choose, Language } from './server/settings.ts'
export { publish } from './session/bus.ts'
export { disconnectUser } from './session/disconnect-user.ts'
export { login, logout, sessionUser } from './session/login.ts'
export type { Durability } from './session/vault.ts'
export type { HasPerm } from './session/permissions.ts'
export type { ContextProcessor } from './session/template-names.ts'
export type { Escaping } from './template/place/escaping.ts'
export type { RenderLimits } from './render/budget.ts'
export { codec, type StateCodec } from './state/codec.ts'
export { form, type FormOptions } from './forms/form.ts'
export type { Form } from './forms/form.ts'
export { formFields } from './forms/form-fields.ts'
export { fileWriter, type WrittenFile } from './uploads/file-writer.ts'
export { type Upload, upload, type UploadOptions } from './uploads/upload.ts'
export type { UploadEntry, UploadErrorCode } from './uploads/upload-entry.ts'
export type { UploadFile, UploadSink, UploadWriter } from './uploads/upload-writer.ts'
export {
  type Wizard,
  wizard,
  type WizardData,
  type WizardOptions,
  type WizardStep,
} from './forms/wizard.ts'
export { type WizardHandlers, WizardMixin } from './forms/wizard-mixin.ts'
export type { FieldOptions } from './forms/field-kind.ts'
export type { FieldValue, FormFields, FormValues } from './forms/form-values.ts'
export { memory } from './store/memory-store.ts'
export { postgres } from './store/postgres-store.ts'
export { redis } from './store/redis-store.ts'
export type { SessionStore, SessionWrite, StoredSession } from './store/session-store.ts'
export { sqlite } from './store/sqlite-store.ts'
export { library } from './template/library.ts'
export { SafeString, markSafe } from './template/values/safe-string.ts'
export type { AsyncValue } from './view/async-value.ts'
export { action } from './view/action.ts'
export { background } from './view/background.ts'
export { cache } from './view/cache.ts'
export { clientState } from './view/client-state.ts'
export { optimistic } from './view/optimistic.ts'
export type { CacheOptions } from './view/cached-run.ts'
export { computed } from './view/computed.ts'
export { loading } from './view/loading.ts'
export { reactive } from './view/reactive.ts'
export { Component, LiveComponent } from './view/component.ts'
export { debounce, throttle } from './view/timing-decorators.ts'
export type { DebounceOptions, ThrottleOptions } from './view/timing.ts'
export { eventHandler } from './view/event-handler.ts'
export { type FunctionView, handler, liveView } from './view/function-view.ts'
export type { HandlerOptions } from './view/handler-options.ts'
export { LoginRequiredMixin, PermissionRequiredMixin } from './view/guard-mixins.ts'
export { safeSetattr } from './view/safe-setattr.ts'
export { permissionRequired } from './view/handler-modifiers.ts'
export { rateLimit } from './view/rate-limit.ts'
export { handlers } from './view/handlers.ts'
export { DraftModeMixin, type WithDrafts } from './view/draft-mixin.ts'
export { LiveView } from './view/live-view.ts'
export type { FlashLevel, FlashMessage } from './view/messages.ts'
export { NavigationMixin } from './view/navigation-mixin.ts'
export { onMount, type OnMountHook } from './view/on-mount.ts'
export type { Params, ParamsWithoutSchema } from './view/params.ts'
export type { PatternParams } from './view/pattern-types.ts'
export type {
  ClientEvents,
  Register,
  SessionData,
  SessionRequest,
  User,
  ViewRequest,
} from './view/register.ts'
export {
  type ComponentName,
  createComponent,
  registerComponent,
} from './view/register-component.ts'
export { notFound, redirect } from './view/responses.ts'
export { defineUrls, include, liveSession, path, url } from './view/routes.ts'
export type { FetchHandler, Route } from './view/route-types.ts'
export type { StreamInsertOptions, StreamOptions } from './view/streams.ts'
export type { TemplateRequest } from './view/template-request.ts'
export type { UrlPath } from './view/url-path.ts'
export type { AsyncTask, LivePatchTarget, LiveRedirectOptions } from './view/view-host.ts'
export type { ViewOptions } from './view/view-options.ts'
export type { Context, HandlerName, State } from './view/view-types.ts'
export {
  ConfigError,
  DjustError,
  HandlerError,
  ProtocolError,
  StateError,
  TemplateError,
} from './shared/errors.ts'
export { safeUrl } from './shared/own-address.ts'
export { sanitizeForLog } from './shared/visible.ts'
