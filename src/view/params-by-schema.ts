import { csrfField } from '../shared/csrf-field.ts'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type GivenParams, isUncounted } from './given-params.ts'
import type { HandlerEntry } from './handler-table.ts'
import { type ParamProblem, paramError } from './param-error.ts'
import { isPlainObject } from './plain-object.ts'
import { type SchemaNames, schemaNames } from './schema-names.ts'

/**
 * Reads parameters through a Standard Schema, which may be asynchronous.
 *
 * @throws {HandlerError} when the schema refuses them, or strips one in silence
 */
export function readBySchema(
  entry: HandlerEntry,
  schema: StandardSchemaV1,
  given: GivenParams,
): unknown {
  const names = schemaNames(schema)
  const input = inputFor(entry, names, given)
  const result = schema['~standard'].validate(input)
  const finish = (done: StandardSchemaV1.Result<unknown>) =>
    outcome(entry, names, given, input, done)
  return result instanceof Promise ? result.then(finish) : finish(result)
}

function outcome(
  entry: HandlerEntry,
  names: SchemaNames,
  given: GivenParams,
  input: object,
  result: StandardSchemaV1.Result<unknown>,
): unknown {
  const known = names instanceof Set ? names : []
  if (result.issues) throw paramError(entry, result.issues.map(toProblem), known)
  const stripped = strippedNames(names, given, input, result.value)
  if (stripped.length === 0) return result.value
  const problems = stripped.map((name) => extra(name, given.params[name]))
  throw paramError(entry, problems, known)
}

/** What the schema is asked to validate. */
function inputFor(entry: HandlerEntry, names: SchemaNames, given: GivenParams): object {
  const isNamed = (name: string) => names instanceof Set && names.has(name)
  const input: Record<string, unknown> = {}

  for (const [name, value] of Object.entries(given.data)) {
    if (isNamed(name) || (names === 'unknown' && !isDangerous(name))) input[name] = value
  }
  for (const [name, value] of Object.entries(given.params)) {
    if (!isNamed(name) && isAside(names, given, name)) continue
    if (!isNamed(name) && isDangerous(name)) throw paramError(entry, [extra(name, value)])
    input[name] = value
  }
  return input
}

/** Whether an event brings the name by itself, and the schema need not see it. */
function isAside(names: SchemaNames, given: GivenParams, name: string): boolean {
  if (names instanceof Set) return isUncounted(given, name)
  return name === csrfField || (names === 'any' && name === '_target')
}

/** Names under which every object has something already. */
function isDangerous(name: string): boolean {
  return name === 'constructor' || name === 'prototype'
}

/** Parameters that went in and that the schema dropped without a word. */
function strippedNames(
  names: SchemaNames,
  given: GivenParams,
  input: object,
  output: unknown,
): string[] {
  if (!isPlainObject(output)) return []
  const isReshaped = Object.keys(output).some((name) => !Object.hasOwn(input, name))
  if (isReshaped && !(names instanceof Set)) return []
  return Object.keys(input).filter(
    (name) =>
      name in given.params &&
      !(names instanceof Set && names.has(name)) &&
      !Object.hasOwn(output, name) &&
      !isUncounted(given, name),
  )
}

function toProblem(issue: StandardSchemaV1.Issue): ParamProblem {
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step))
  return {
    kind: 'other',
    text: path.length > 0 ? `"${path.join('.')}": ${issue.message}` : issue.message,
  }
}

function extra(name: string, value: unknown): ParamProblem {
  return { kind: 'extra', name, value }
}
