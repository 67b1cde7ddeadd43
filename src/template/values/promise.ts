import { TemplateError } from '../../shared/errors.ts'

/** Whether `await` would wait for a value: a promise, or an unexecuted query. */
export function isPromise(value: object): boolean {
  return value instanceof Promise || ('then' in value && typeof value.then === 'function')
}

/** @throws {TemplateError} when the value is a promise: templates cannot wait. */
export function refusePromise(value: unknown): void {
  if (typeof value === 'object' && value !== null && isPromise(value)) {
    throw new TemplateError(
      'promise_in_template',
      'A promise reached the template, which cannot wait for it. Await it in the view and keep ' +
        'the result in a field: `this.items = await loadItems()`.',
    )
  }
}
