import { HandlerError } from '../shared/errors.ts'
import { carried, type GivenParams, isCarried } from './given-params.ts'
import type { HandlerEntry } from './handler-table.ts'
import { type ParamProblem, paramError } from './param-error.ts'
import { readWord } from './words.ts'

/**
 * What a handler without `params` gets: what events carry, and nothing else. Reading another name
 * throws, because it would be silently undefined whenever the template misspells it.
 */
export function readCarried(entry: HandlerEntry, given: GivenParams): object {
  const problems: ParamProblem[] = []
  const taken: Record<string, unknown> = { ...carried }

  for (const name of Object.keys(carried)) {
    const raw = given.params[name] ?? (name === 'componentId' ? given.data[name] : undefined)
    if (raw === undefined) continue
    const word = name === 'checked' ? 'bool' : 'str'
    const read = readWord(word, name === 'value' ? toText(raw) : raw)
    if ('value' in read) taken[name] = read.value
    else problems.push({ kind: 'unfit', name, expected: read.expected, value: raw })
  }
  if (problems.length > 0) throw paramError(entry, problems)

  return new Proxy(taken, { get: (target, name) => readOrExplain(entry, target, name) })
}

/** `value` is always text, also when markup gave it a type. */
function toText(raw: unknown): unknown {
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw
}

function readOrExplain(entry: HandlerEntry, target: object, name: string | symbol): unknown {
  const isAsked = typeof name === 'string' && !isCarried(name) && !isProbe(name)
  if (!isAsked) return Reflect.get(target, name)
  throw new HandlerError(
    'bad_params',
    `${entry.viewName}.${entry.name} reads the parameter "${name}" and declares no params. ` +
      `Without them it gets only ${Object.keys(carried).join(', ')}.\n` +
      `Write @eventHandler({ params: { ${name}: 'str' } }).`,
  )
}

/** Names that the language and its tools ask any object for. */
function isProbe(name: string): boolean {
  return name === 'then' || name === 'toJSON' || name in Object.prototype
}
