import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { either, type Expr, namesIn } from '../expr/expression.ts'
import { BadExpression, parseExpr } from '../expr/parse.ts'
import { schemaNames } from './schema-names.ts'
import { carried } from './given-params.ts'
import { type HandlerOptions, isParamShape } from './handler-options.ts'
import type { HandlerEntry, HandlerTable } from './handler-table.ts'
import { assignmentsOf } from './method-assignments.ts'
import { predictionName } from './predicted-values.ts'
import type { Predictions } from './prediction.ts'

/** What the browser does by itself when a handler is called. */
export interface SharedHandler {
  /** Fields with what they are shown as until the answer comes, in order. */
  readonly set: readonly (readonly [field: string, value: Expr])[]
  /** Fields that it keeps, with what the parameters of their names make of them. */
  readonly keep: readonly (readonly [field: string, value: Expr])[]
  /** Whether the server is told of the call: not where the browser keeps all that the handler takes. */
  readonly isSent: boolean
}

/** What a class shares with the browser. */
export interface SharedHandlers {
  readonly handlers: ReadonlyMap<string, SharedHandler>
  /** Fields that the browser keeps. */
  readonly kept: ReadonlySet<string>
  /** Fields that it predicts, or that predictions are made of. */
  readonly predicted: ReadonlySet<string>
  /** What functions of the view predict: names that the browser reads, with those under which they are drawn. */
  readonly functions: ReadonlyMap<string, string>
}

const known = new WeakMap<HandlerTable, SharedHandlers | null>()

/**
 * What some handlers share with the browser; null where they share nothing, as most do.
 *
 * @throws {ConfigError} where a prediction cannot be read, or what the browser is to keep is no parameter
 */
export function sharedHandlers(table: HandlerTable): SharedHandlers | null {
  let shared = known.get(table)
  if (shared === undefined) known.set(table, (shared = collect(table)))
  return shared
}

function collect(table: HandlerTable): SharedHandlers | null {
  const handlers = new Map<string, SharedHandler>()
  for (const entry of table.values()) {
    const { options } = entry
    const set = options.optimistic ? predictions(entry, options.optimistic) : []
    if (options.loading !== undefined) set.push([options.loading, true])
    const keep = (options.clientState ?? []).map((key): readonly [string, Expr] => [
      key,
      paramExpr(entry, key),
    ])
    const names = options.params === undefined ? [] : paramNames(options)
    const isSent = keep.length === 0 || !names?.every((name) => options.clientState!.includes(name))
    if (set.length + keep.length > 0) handlers.set(entry.name, { set, keep, isSent })
  }
  if (handlers.size === 0) return null
  const all = [...handlers.values()]
  const kept = new Set(all.flatMap(({ keep }) => keep.map(([key]) => key)))
  const predicted = new Set(
    all.flatMap(({ set }) => set.flatMap(([field, value]) => [field, ...namesIn(value)])),
  )
  for (const name of predicted) if (/^[$_]/.test(name) || kept.has(name)) predicted.delete(name)
  const functions = new Map(
    [...table.values()].flatMap(({ name, options: { optimistic } }) =>
      Object.entries(optimistic === true ? {} : (optimistic ?? {}))
        .filter(([, value]) => typeof value === 'function')
        .map(([field]) => [`_${name}.${field}`, predictionName(name, field)] as const),
    ),
  )
  return { handlers, kept, predicted, functions }
}

function predictions(entry: HandlerEntry, said: true | Predictions): [string, Expr][] {
  return said === true ? ofSource(entry) : ofData(entry, said)
}

function ofSource(entry: HandlerEntry): [string, Expr][] {
  const { simple, unread } = assignmentsOf(entry.method)
  const shown = simple.filter(({ field }) => !/^[#_]/.test(field))
  const odd = unread.find((field) => !/^[#_]/.test(field))
  const of = `${entry.viewName}.${entry.name}`
  if (odd !== undefined || shown.length === 0) {
    const what =
      odd === undefined
        ? 'assigns no public field in a way that can be read'
        : `assigns "${odd}" in a way that cannot be read`
    throw new ConfigError(
      'unread_prediction',
      `@optimistic ${of}: its source ${what}. Say what to show until the answer comes: @optimistic({ ${odd ?? 'liked'}: 'not ${odd ?? 'liked'}' }).`,
    )
  }
  return shown.map(({ field, value }) => [field, value])
}

function ofData(entry: HandlerEntry, said: Predictions): [string, Expr][] {
  return Object.entries(said).map(([field, value]) => {
    if (typeof value === 'function') return [field, ofFunction(entry, field)]
    try {
      return [field, parseExpr(value, (name) => nameExpr(entry, name))]
    } catch (error) {
      if (!(error instanceof BadExpression)) throw error
      throw new ConfigError(
        'bad_prediction',
        `@optimistic ${entry.viewName}.${entry.name}: ${field}: ${JSON.stringify(value)} ${error.message}.`,
      )
    }
  })
}

/** The server works it out whenever it draws, so it may not hang on what the event brings. */
function ofFunction(entry: HandlerEntry, field: string): Expr {
  if (entry.options.params === undefined && entry.method.length === 0)
    return ['$', `_${entry.name}.${field}`]
  throw new ConfigError(
    'bad_prediction',
    `@optimistic ${entry.viewName}.${entry.name}: "${field}" is predicted by a function, which does not get the handler's parameters. Write an expression: '${field}|default:…'.`,
  )
}

/** A name is that of a parameter, where there is one, or of a field. */
function nameExpr(entry: HandlerEntry, name: string): Expr {
  const [first, ...steps] = name.split('.')
  if (first === 'params' && steps.length === 1) return paramExpr(entry, steps[0]!)
  if (steps.length > 0)
    throw new BadExpression(`reaches into "${first}": only texts, numbers and such are shared`)
  return paramNames(entry.options)?.includes(name) ? paramExpr(entry, name) : ['$', name]
}

/** The names that a handler may be given; null where a schema does not tell. */
function paramNames({ params }: HandlerOptions): readonly string[] | null {
  if (params === undefined) return Object.keys(carried)
  if (isParamShape(params)) return Object.keys(params)
  const names = schemaNames(params as StandardSchemaV1)
  return names instanceof Set ? [...names] : null
}

/** What a parameter is once it is converted: they come as texts. */
function paramExpr({ options, viewName, name: handler }: HandlerEntry, name: string): Expr {
  const names = paramNames(options)
  if (names && !names.includes(name)) {
    throw new ConfigError(
      'no_such_param',
      `${viewName}.${handler} names "${name}", which is no parameter of it.${didYouMean(name, names)} Write @eventHandler({ params: { ${name}: 'str' } }).`,
    )
  }
  const raw: Expr = ['$', `$${name}`]
  const { params } = options
  const word = isParamShape(params) ? params[name]!.replace('?', '') : 'str'
  if (word === 'int' || word === 'float') return ['-', raw, 0]
  if (word !== 'bool') return raw
  const no: Expr[] = [false, '', 'false', 'off', 'no', '0', 'False'].map((each) => [
    '==',
    raw,
    each,
  ])
  return ['!', no.reduce(either)]
}
