import { ConfigError, HandlerError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { markedOptions } from './event-handler.ts'
import { modifiersOf, withOptions } from './handler-modifiers.ts'
import { eventSecurityOf } from './event-security.ts'
import { checkHandlerOptions, type HandlerOptions, permissionList } from './handler-options.ts'
import { isLifecycleName } from './lifecycle.ts'
import { isPrivateName } from './own-names.ts'
import { rootOf } from './roots.ts'
import { noteActions } from './action-state.ts'
import { runWith } from './handler-run.ts'
import { notePredictions, predictionName } from './predicted-values.ts'

/** One thing that the browser may call. */
export interface HandlerEntry {
  readonly name: string
  /** The view or component that declares it, for messages. */
  readonly viewName: string
  readonly options: HandlerOptions
  /** Whether it is no declared handler, but a method that `eventSecurity` lets the browser call. */
  readonly isUndeclared: boolean
  /** Whether anything is asked before it may be called. */
  readonly isGuarded: boolean
  /** Whoever calls it must have all of them. */
  readonly permissions: readonly string[]
  /** Its code, whose source may be read. */
  readonly method: Function
  /** Runs it on a view or component, with parameters that `checkParams` has accepted. */
  run(owner: object, params: unknown): unknown
}

/** A class of views or of components: what may have handlers. */
export interface HandlerClass {
  readonly name: string
  readonly prototype: object
}

export type HandlerTable = ReadonlyMap<string, HandlerEntry>

/**
 * The handlers of a class, its parents' included. Worked out once per class.
 *
 * @throws {ConfigError} when something is declared a handler that cannot be one
 */
export function handlerTable(Class: HandlerClass): HandlerTable {
  let table = classTables.get(Class)
  if (!table) classTables.set(Class, (table = buildTable(Class)))
  return table
}

/** The handlers of one view or component: those of its class, and what a function view returned. */
export function handlersOf(owner: object): HandlerTable {
  return ownTables.get(owner) ?? handlerTable(classOf(owner))
}

/** Gives one view handlers beside those of its class. */
export function addHandlers(view: object, entries: readonly HandlerEntry[]): void {
  const added = entries.map((entry) => [entry.name, entry] as const)
  ownTables.set(view, new Map([...handlersOf(view), ...added]))
  noteRead(view, entries)
}

/** Makes known what templates read of handlers. */
function noteRead(owner: object, entries: readonly HandlerEntry[]): void {
  noteActions(
    owner,
    entries.filter(({ options }) => options.action).map(({ name }) => name),
  )
  const predictions = entries.flatMap(({ name, options: { optimistic } }) =>
    Object.entries(optimistic === true ? {} : (optimistic ?? {})).flatMap(([field, value]) =>
      typeof value === 'function' ? [[predictionName(name, field), value] as const] : [],
    ),
  )
  notePredictions(owner, new Map(predictions))
}

/**
 * Finds what an event may run.
 *
 * @throws {HandlerError} `not_callable`, whatever the reason; the message tells the developer which
 */
export function handlerFor(owner: object, name: string): HandlerEntry {
  const table = handlersOf(owner)
  const entry = table.get(name)
  if (entry) return entry

  const Class = classOf(owner)
  const advice =
    methodNames(Class).includes(name) && !isReserved(name, rootOf(owner))
      ? ' It is a method: write @eventHandler above it if the browser may call it.'
      : didYouMean(name, table.keys()) ||
        ` Its handlers: ${[...table.keys()].join(', ') || 'none'}.`
  throw new HandlerError('not_callable', `${Class.name} has no handler "${name}".${advice}`)
}

/** Refuses names that belong to the framework or stay on the server. */
export function checkHandlerName(name: string, viewName: string, root: object): void {
  if (!isReserved(name, root)) return
  const reason = isPrivateName(name)
    ? 'names that begin with "_" stay on the server'
    : isLifecycleName(name)
      ? 'the framework calls methods of this name'
      : `it is a member of ${root.constructor.name}`
  throw new ConfigError('bad_handler_name', `${viewName}.${name} cannot be a handler: ${reason}.`)
}

const classTables = new WeakMap<HandlerClass, HandlerTable>()
const ownTables = new WeakMap<object, HandlerTable>()

function buildTable(Class: HandlerClass): HandlerTable {
  const Parent: HandlerClass = Object.getPrototypeOf(Class)
  const isRoot = Parent === rootOf(Class.prototype).constructor
  const inherited = isRoot ? [] : [...handlerTable(Parent)]
  const table = new Map(inherited.filter(([, { isUndeclared }]) => !isUndeclared))
  addMethods(table, Class)
  if (Object.hasOwn(Class, 'handlers')) addListed(table, Class)
  if (eventSecurityOf(Class) !== 'strict') addUndeclared(table, Class)
  noteRead(Class, [...table.values()])
  return table
}

/** Adds what is decorated. A method that overrides a handler is one, with the parent's options. */
function addMethods(table: Map<string, HandlerEntry>, Class: HandlerClass): void {
  for (const [name, property] of Object.entries(
    Object.getOwnPropertyDescriptors(Class.prototype),
  )) {
    const options = markedOptions(property.value)
    const modifiers = modifiersOf(property.value)
    const inherited = table.get(name)
    if (!options && !inherited) {
      if (!modifiers) continue
      throw new ConfigError(
        'not_a_handler',
        `${Class.name}.${name} has decorators of a handler, but is none: write @eventHandler below them.`,
      )
    }
    if (typeof property.value !== 'function') {
      throw new ConfigError(
        'not_a_handler',
        `${Class.name}.${name} is no method, but ${inherited?.viewName} declares a handler of it.`,
      )
    }
    checkHandlerName(name, Class.name, rootOf(Class.prototype))
    // A subclass may write a handler anew, but takes no protection from it.
    const below = options ? protectionOf(inherited?.options) : inherited?.options
    const own = withOptions(withOptions(below, modifiers), options)
    table.set(name, methodEntry(Class, name, own))
  }
}

/** Adds public methods that nobody declared, where the class does not mind. */
function addUndeclared(table: Map<string, HandlerEntry>, Class: HandlerClass): void {
  const root = rootOf(Class.prototype)
  for (const name of methodNames(Class)) {
    if (table.has(name) || isReserved(name, root)) continue
    table.set(name, { ...methodEntry(Class, name, {}), isUndeclared: true })
  }
}

/** Adds what `static handlers` says. */
function addListed(table: Map<string, HandlerEntry>, Class: HandlerClass): void {
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
    checkHandlerName(name, Class.name, rootOf(Class.prototype))
    checkHandlerOptions(said, of, ['run'])
    const { run, ...options } = said as HandlerOptions & { run?: unknown }
    const own = withOptions(protectionOf(table.get(name)?.options), options)
    table.set(name, listedEntry(Class, name, own, run))
  }
}

function listedEntry(
  Class: HandlerClass,
  name: string,
  options: HandlerOptions,
  run: unknown,
): HandlerEntry {
  const method: unknown = Object.hasOwn(rootOf(Class.prototype), name)
    ? undefined
    : (Class.prototype as Record<string, unknown>)[name]
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
  return handlerEntry(Class.name, name, options, run, (owner, params) => run.call(owner, params))
}

function methodEntry(Class: HandlerClass, name: string, options: HandlerOptions): HandlerEntry {
  const method = (Class.prototype as Record<string, unknown>)[name] as Function
  return handlerEntry(Class.name, name, options, method, (owner, params) =>
    (owner as any)[name](params),
  )
}

/**
 * What is known of a handler.
 *
 * @param method its code, whose source may be read
 * @param run runs it
 */
export function handlerEntry(
  viewName: string,
  name: string,
  options: HandlerOptions,
  method: Function,
  run: HandlerEntry['run'],
): HandlerEntry {
  const permissions = permissionList(options)
  const { rateLimit, onlyWhenRendered = false } = options
  const isGuarded = permissions.length > 0 || rateLimit !== undefined || onlyWhenRendered
  const of = `${viewName}.${name}`
  return {
    name,
    viewName,
    options,
    isUndeclared: false,
    isGuarded,
    permissions,
    method,
    run: runWith(name, of, options, method, run),
  }
}

/** What protects a handler, of all its options. */
function protectionOf(options: HandlerOptions = {}): HandlerOptions {
  const { permissionRequired, rateLimit, onlyWhenRendered } = options
  return {
    ...(permissionRequired !== undefined && { permissionRequired }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...(onlyWhenRendered !== undefined && { onlyWhenRendered }),
  }
}

/** Public methods of a class and its parents, below those of the framework. */
export function methodNames(Class: HandlerClass): string[] {
  const names = new Set<string>()
  const root = rootOf(Class.prototype)
  for (let at = Class.prototype; at !== root; at = Object.getPrototypeOf(at)) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      const isMethod = typeof property.value === 'function' && name !== 'constructor'
      if (isMethod && !isPrivateName(name)) names.add(name)
    }
  }
  return [...names]
}

function isReserved(name: string, root: object): boolean {
  return isPrivateName(name) || isLifecycleName(name) || name in root
}

function classOf(owner: object): HandlerClass {
  return Object.getPrototypeOf(owner).constructor
}
