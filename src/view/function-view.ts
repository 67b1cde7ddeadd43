import { ConfigError } from '../shared/errors.ts'
import { checkFunctionViewOptions } from './check-options.ts'
import { checkFieldUses } from './field-uses.ts'
import {
  checkHandlerOptions,
  type HandlerOptions,
  isParamShape,
  isStandardSchema,
} from './handler-options.ts'
import { noteSetup, setupOf } from './function-view-setup.ts'
import { addHandlers, checkHandlerName, handlerEntry, type HandlerEntry } from './handler-table.ts'
import { happenings, isLifecycleName } from './lifecycle.ts'
import { LiveView } from './live-view.ts'
import { isPrivateName } from './own-names.ts'
import type { Given, ParamSchema, Params } from './params.ts'
import { isPlainObject } from './plain-object.ts'
import type { ViewRequest } from './register.ts'
import type { ViewOptions } from './view-options.ts'

/** What `liveView` takes: the options of a class, less those that only classes have. */
export type FunctionViewOptions = Partial<Omit<ViewOptions, 'handlers' | 'abstract'>>

/** The class that stands for a function view. Whatever takes a class of views takes it too. */
export interface FunctionView<Data, RouteParams> {
  new (): LiveView & Data & { mount(request: ViewRequest, params: RouteParams): any }
  prototype: LiveView
  asView(): FunctionView<Data, RouteParams>
  asLiveView(): FunctionView<Data, RouteParams>
}

/**
 * A view written as a function. What `setup` returns is its data and its handlers: functions may be
 * called by the browser, getters are read at each render, and in both `this` is the returned object
 * and the view.
 *
 * ```ts
 * liveView({ template: '<button dj-click="increment">{{ count }}</button>' }, () => ({
 *   count: 0,
 *   increment() {
 *     this.count += 1
 *   },
 * }))
 * ```
 *
 * @param setup runs once per page; may be async
 * @throws {ConfigError} for an unknown option
 */
export function liveView<Data extends object, RouteParams = {}>(
  options: FunctionViewOptions,
  setup: (
    request: ViewRequest,
    params: RouteParams,
  ) => (Data & ThisType<Data & LiveView>) | Promise<Data & ThisType<Data & LiveView>>,
): FunctionView<Data, RouteParams> {
  const viewName = setup.name || `liveView(${JSON.stringify(options.templateName) ?? ''})`
  checkFunctionViewOptions(options, viewName)
  checkFieldUses({ ...options, name: viewName })
  const View = class extends LiveView {
    override async mount(request: ViewRequest, params: RouteParams) {
      adopt(this, await setup(request, params), viewName)
    }
  }
  Object.defineProperty(View, 'name', { value: viewName })
  noteSetup(View, setup)
  return Object.assign(View, options) as never
}

/** Whether a class stands for a function view, whose handlers are known only once it is mounted. */
export function isFunctionView(View: object): boolean {
  return setupOf(View) !== undefined
}

/** A handler of a function view with parameters or options; the parameters are inferred. */
export function handler<const S extends ParamSchema>(
  params: S,
  run: (params: Params<S>) => unknown,
): (params: Params<S>) => void
export function handler<const S extends ParamSchema | undefined = undefined>(
  options: HandlerOptions<S>,
  run: (params: Given<S>) => unknown,
): (params: Given<S>) => void
export function handler(
  first: unknown,
  run: (params: any) => unknown,
): (params: unknown) => unknown {
  const isSchema = isStandardSchema(first) || isParamShape(first)
  const options = isSchema ? { params: first } : first
  checkHandlerOptions(options, 'handler(…)')
  function handle(this: unknown, params: unknown): unknown {
    return run.call(this, params)
  }
  stated.set(handle, { options, code: run })
  return handle
}

/** What `handler(…)` was given, by what it made of that. */
const stated = new WeakMap<object, { options: HandlerOptions; code: Run }>()
const adopted = new WeakSet<object>()

/** Moves what `setup` returned onto the view: data as fields, functions as handlers. */
function adopt(view: LiveView, returned: unknown, viewName: string): void {
  checkReturned(returned, viewName)
  adopted.add(returned)
  const entries: HandlerEntry[] = []
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(returned))) {
    const value: unknown = property.value
    if (typeof value === 'function') {
      Object.defineProperty(view, name, { value, configurable: true })
      if (isHandler(name, viewName)) entries.push(entryOf(value as Run, name, viewName))
      continue
    }
    checkDataName(name, viewName)
    if (property.get || property.set) {
      const isState = property.get !== undefined && property.set !== undefined
      Object.defineProperty(view, name, { ...property, enumerable: isState, configurable: true })
    } else {
      Object.defineProperty(view, name, { value, ...plainField })
      linkBack(returned, name, view)
    }
  }
  addHandlers(view, entries)
}

type Run = (params: unknown) => unknown

const plainField = { writable: true, enumerable: true, configurable: true }

/**
 * Lets functions that hold the returned object itself (`const state = { … }; return state`) go on
 * reading and writing the fields through it: they are the view's now.
 */
function linkBack(returned: object, name: string, view: LiveView): void {
  const fields = view as unknown as Record<string, unknown>
  Reflect.defineProperty(returned, name, {
    get: () => fields[name],
    set: (value) => {
      fields[name] = value
    },
  })
}

function entryOf(run: Run, name: string, viewName: string): HandlerEntry {
  const { options = {}, code = run } = stated.get(run) ?? {}
  return handlerEntry(viewName, name, options, code, (view, params) => run.call(view, params))
}

const calledByName: ReadonlySet<string> = new Set(happenings)

/** Whether a returned function is a handler, and not `_x` or a method that the framework calls. */
function isHandler(name: string, viewName: string): boolean {
  if (isPrivateName(name) || calledByName.has(name)) return false
  if (name === 'mount' || name === 'getContextData') {
    throw new ConfigError(
      'bad_function_view',
      `${viewName} returned a function ${name}(). In a function view, setup is mount, ` +
        'and the returned data is the context: move the code there.',
    )
  }
  checkHandlerName(name, viewName, LiveView.prototype)
  return true
}

function checkDataName(name: string, viewName: string): void {
  const member = Object.getOwnPropertyDescriptor(LiveView.prototype, name)
  if (!isLifecycleName(name) && typeof member?.value !== 'function') return
  throw new ConfigError(
    'bad_function_view',
    `${viewName} returned data named "${name}", which is a method of LiveView. Rename it.`,
  )
}

function checkReturned(returned: unknown, viewName: string): asserts returned is object {
  if (!isPlainObject(returned)) {
    throw new ConfigError(
      'bad_function_view',
      `The setup function of ${viewName} has to return a plain object of data and handlers: ` +
        'return { count: 0, increment() { … } }.',
    )
  }
  if (adopted.has(returned)) {
    throw new ConfigError(
      'bad_function_view',
      `The setup function of ${viewName} returned the same object for two pages, ` +
        'which would share their state. Make the object inside the function.',
    )
  }
}
