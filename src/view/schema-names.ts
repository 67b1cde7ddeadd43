import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'

/**
 * The names that a schema knows. `any`: it takes whatever comes, as a record does.
 * `unknown`: it does not tell.
 */
export type SchemaNames = ReadonlySet<string> | 'any' | 'unknown'

const namesBySchema = new WeakMap<object, SchemaNames>()

/** The names that the object which a schema accepts may have. */
export function schemaNames(schema: StandardSchemaV1): SchemaNames {
  let names = namesBySchema.get(schema)
  if (!names) namesBySchema.set(schema, (names = findNames(schema)))
  return names
}

function findNames(schema: StandardSchemaV1): SchemaNames {
  // Objects of zod have a `shape`, those of valibot `entries`; others may describe themselves as
  // JSON Schema.
  const { shape, entries } = schema as { shape?: unknown; entries?: unknown }
  for (const fields of [shape, entries]) {
    if (typeof fields === 'object' && fields !== null) return new Set(Object.keys(fields))
  }
  const described = jsonSchemaOf(schema)
  if (described?.type !== 'object') return 'unknown'
  if (described.properties) return new Set(Object.keys(described.properties))
  return 'any'
}

/** What a schema says of itself, where it does. */
export function jsonSchemaOf(
  schema: StandardSchemaV1,
): { type?: unknown; properties?: object } | undefined {
  const { jsonSchema } = schema['~standard'] as Partial<StandardJSONSchemaV1.Props>
  try {
    return jsonSchema?.input({ target: 'draft-2020-12' })
  } catch {
    // Not every schema can be described; the caller then does without.
    return undefined
  }
}
