import { isScalar } from '../expr/expression.ts'
import { checkParams } from './check-params.ts'
import { isParamShape, isStandardSchema } from './handler-options.ts'
import { type HandlerEntry, handlersOf } from './handler-table.ts'
import { paramError } from './param-error.ts'
import { readWord, type Word } from './words.ts'

/**
 * Puts fields that the browser has kept into those who have them: a view and its components. Each is checked as a parameter
 * of the handler that lets the browser keep it, and nothing is set where one is refused. A name that nobody has is passed
 * over: its component may be gone.
 *
 * @returns a promise where a schema takes its time
 * @throws {HandlerError} `bad_params`
 */
export function setKeptFields(
  owners: Iterable<object>,
  kept: Readonly<Record<string, unknown>>,
): Promise<void> | undefined {
  const found: { owner: object; key: string; value: unknown }[] = []
  // What a browser sends may be much, what classes declare is little.
  for (const owner of owners) {
    for (const [key, entry] of keepersOf(owner)) {
      if (key in kept) found.push({ owner, key, value: readKept(entry, owner, key, kept[key]) })
    }
  }
  const set = (values: readonly unknown[]): void =>
    found.forEach(({ owner, key }, i) => {
      ;(owner as Record<string, unknown>)[key] = values[i]
    })
  const values = found.map(({ value }) => value)
  if (values.some((value) => value instanceof Promise)) return Promise.all(values).then(set)
  set(values)
  return undefined
}

/** The fields that the browser keeps for somebody, with the handlers that let it. */
function keepersOf(owner: object): Map<string, HandlerEntry> {
  const entries = [...handlersOf(owner).values()]
  return new Map(
    entries.flatMap((entry) =>
      (entry.options.clientState ?? []).map((key) => [key, entry] as const),
    ),
  )
}

function readKept(entry: HandlerEntry, owner: object, key: string, value: unknown): unknown {
  const { params, clientState = [] } = entry.options
  const scalar = (read: unknown): unknown => {
    if (isScalar(read)) return read
    const expected = 'a text, a number, true, false or null'
    throw paramError(entry, [{ kind: 'unfit', name: key, expected, value: read }])
  }
  if (isParamShape(params)) {
    const word = params[key]!.replace('?', '') as Word
    if (params[key]!.endsWith('?') && (value === null || value === '')) return scalar(value)
    const read = readWord(word, value)
    if ('value' in read) return scalar(read.value)
    const expected = `${word}, ${read.expected}`
    throw paramError(entry, [{ kind: 'unfit', name: key, expected, value }])
  }
  const fields = owner as Record<string, unknown>
  const all = Object.fromEntries(clientState.map((name) => [name, fields[name]]))
  const given = isStandardSchema(params) ? { ...all, [key]: value } : { [key]: value }
  const checked = checkParams(entry, given, {})
  const pick = (done: unknown): unknown => scalar((done as Record<string, unknown>)[key])
  return checked instanceof Promise ? checked.then(pick) : pick(checked)
}
