import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { FieldValue, FormFields } from './form-values.ts'

/**
 * The `params` of a handler that takes whatever fields a form has: `@eventHandler({ params: formFields })`. What they have
 * to be is said by the schema of the `form()` that is filled with them.
 */
export const formFields: StandardSchemaV1<FormFields, FormFields> = {
  '~standard': {
    version: 1,
    vendor: 'djust',
    validate(given) {
      const fields: FormFields = Object.create(null)
      for (const [name, value] of Object.entries(given as object)) {
        if (!isFieldValue(value))
          return { issues: [{ message: 'is no value of a field', path: [name] }] }
        fields[name] = value
      }
      return { value: fields }
    },
    // Says that any name will do.
    ...{ jsonSchema: { input: () => ({ type: 'object' }), output: () => ({ type: 'object' }) } },
  },
}

function isFieldValue(value: unknown): value is FieldValue {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string')
  return typeof value === 'string' || typeof value === 'boolean'
}
