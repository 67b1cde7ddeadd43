import { ConfigError, HandlerError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { markedOptions } from './event-handler.ts'
import { checkHandlerOptions, type HandlerOptions } from './handler-options.ts'
import { isLifecycleName } from './lifecycle.ts'
import { isViewClass, LiveView, type ViewClass } from './live-view.ts'
import { isPrivateName } from './own-names.ts'

/** One thing that the browser may call. */
export interface HandlerEntry {
  readonly name: string
  /** The view that declares it, for messages. */
  readonly viewName: string
  readonly options: HandlerOptions
  /** Runs it with parameters that `checkParams` has accepted. */
  run(view: LiveView, params: unknown): unknown
}

export type HandlerTable = ReadonlyMap<string, HandlerEntry>

/**
 * The handlers of a class, its parents' included. Worked out once per class.
 *
 * @throws {ConfigError} when something is declared a handler that cannot be one
 */
export function handlerTable(Class: ViewClass): HandlerTable {
  let table = classTables.get(Class)
  if (!table) classTables.set(Class, (table = buildTable(Class)))
  return table
}

/** The handlers of one view: those of its class, and what a function view returned. */
export function handlersOf(view: LiveView): HandlerTable {
  return viewTables.get(view) ?? handlerTable(classOf(view))
}

/** Gives one view handlers beside those of its class. */
export function addHandlers(view: LiveView, entries: readonly HandlerEntry[]): void {
  const added = entries.map((entry) => [entry.name, entry] as const)
  viewTables.set(view, new Map([...handlersOf(view), ...added]))
}

/**
 * Finds what an event may run.
 *
 * @throws {HandlerError} `not_callable`, whatever the reason; the message tells the developer which
 */
export function handlerFor(view: LiveView, name: string): HandlerEntry {
  const table = handlersOf(view)
  const entry = table.get(name)
  if (entry) return entry

  const Class = classOf(view)
  const advice =
    methodNames(Class).includes(name) && !isReserved(name)
      ? ' It is a method: write @eventHandler above it if the browser may call it.'
      : didYouMean(name, table.keys()) ||
        ` Its handlers: ${[...table.keys()].join(', ') || 'none'}.`
  throw new HandlerError('not_callable', `${Class.name} has no handler "${name}".${advice}`)
}

/** Refuses names that belong to the framework or stay on the server. */
export function checkHandlerName(name: string, viewName: string): void {
  if (!isReserved(name)) return
  const reason = isPrivateName(name)
    ? 'names that begin with "_" stay on the server'
    : isLifecycleName(name)
      ? 'the framework calls methods of this name'
      : 'it is a member of LiveView'
  throw new ConfigError('bad_handler_name', `${viewName}.${name} cannot be a handler: ${reason}.`)
}

const classTables = new WeakMap<ViewClass, HandlerTable>()
const viewTables = new WeakMap<LiveView, HandlerTable>()

function buildTable(Class: ViewClass): HandlerTable {
  const Parent: unknown = Object.getPrototypeOf(Class)
  const table = new Map(isViewClass(Parent) ? handlerTable(Parent) : [])
  addMethods(table, Class)
  if (Object.hasOwn(Class, 'handlers')) addListed(table, Class)
  return table
}

/** Adds what is decorated. A method that overrides a handler is one, with the parent's options. */
function addMethods(table: Map<string, HandlerEntry>, Class: ViewClass): void {
  for (const [name, property] of Object.entries(
    Object.getOwnPropertyDescriptors(Class.prototype),
  )) {
    const options = markedOptions(property.value)
    const inherited = table.get(name)
    if (!options && !inherited) continue
    if (typeof property.value !== 'function') {
      throw new ConfigError(
        'not_a_handler',
        `${Class.name}.${name} is no method, but ${inherited?.viewName} declares a handler of it.`,
      )
    }
    checkHandlerName(name, Class.name)
    table.set(name, methodEntry(Class, name, options ?? inherited?.options ?? {}))
  }
}

/** Adds what `static handlers` says. */
function addListed(table: Map<string, HandlerEntry>, Class: ViewClass): void {
  const listed = (Class as { handlers?: unknown }).handlers
  if (typeof listed !== 'object' || listed === null) {
    throw new ConfigError(
      'bad_option',
      `static handlers of ${Class.name} has to be an object: ` +
        `static handlers = handlers<${Class.name}>()({ … }).`,
    )
  }
  for (const [name, said] of Object.entries(listed)) {
    const of = `static handlers.${name} of ${Class.name}`
    checkHandlerName(name, Class.name)
    checkHandlerOptions(said, of, ['run'])
    const { run, ...options } = said as HandlerOptions & { run?: unknown }
    table.set(name, listedEntry(Class, name, options, run))
  }
}

function listedEntry(
  Class: ViewClass,
  name: string,
  options: HandlerOptions,
  run: unknown,
): HandlerEntry {
  const method: unknown = Object.hasOwn(LiveView.prototype, name)
    ? undefined
    : Class.prototype[name as keyof LiveView]
  const of = `static handlers.${name} of ${Class.name}`
  if (run === undefined) {
    if (typeof method === 'function') return methodEntry(Class, name, options)
    throw new ConfigError(
      'not_a_handler',
      `${of} names no method.${didYouMean(name, methodNames(Class))} ` +
        'Write a method of that name, or the code into the entry: run(params) { … }.',
    )
  }
  if (typeof run !== 'function') {
    throw new ConfigError('not_a_handler', `${of}: run has to be a function.`)
  }
  if (typeof method === 'function' && Object.hasOwn(Class.prototype, name)) {
    throw new ConfigError(
      'handler_said_twice',
      `${of} has code in run, and ${Class.name} a method of the same name. Keep one.`,
    )
  }
  return { name, viewName: Class.name, options, run: (view, params) => run.call(view, params) }
}

function methodEntry(Class: ViewClass, name: string, options: HandlerOptions): HandlerEntry {
  return {
    name,
    viewName: Class.name,
    options,
    run: (view, params) => (view as any)[name](params),
  }
}

/** Public methods of a class and its parents, below LiveView. */
export function methodNames(Class: ViewClass): string[] {
  const names = new Set<string>()
  for (let at = Class.prototype; at !== LiveView.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      const isMethod = typeof property.value === 'function' && name !== 'constructor'
      if (isMethod && !isPrivateName(name)) names.add(name)
    }
  }
  return [...names]
}

function isReserved(name: string): boolean {
  return isPrivateName(name) || isLifecycleName(name) || name in LiveView.prototype
}

function classOf(view: LiveView): ViewClass {
  return Object.getPrototypeOf(view).constructor
}
