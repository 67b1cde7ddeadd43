import { DjustError } from '../shared/errors.ts'
import { visible } from '../shared/visible.ts'
import { didYouMean } from '../shared/suggest.ts'

/** Where an owner keeps what it provides: a private field, so that it is stored with the others. */
const providedKey = '_provided'

type Provided = ReadonlyMap<string, unknown>

/** Lets what an owner holds consume a value by its name. */
export function provide(owner: object, name: string, value: unknown): void {
  const values = new Map(providedBy(owner)).set(name, value)
  Object.defineProperty(owner, providedKey, {
    value: values,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}

/**
 * The value of a name that the nearest of some owners provides.
 *
 * @param owners those around who asks, the nearest first
 * @param otherwise what it is where nobody does; empty where that is a mistake
 * @throws {DjustError} `context_not_provided`
 */
export function consume(
  asking: object,
  owners: readonly object[],
  name: string,
  otherwise: readonly unknown[],
): unknown {
  for (const owner of owners) {
    const values = providedBy(owner)
    if (values?.has(name)) return values.get(name)
  }
  if (otherwise.length > 0) return otherwise[0]
  const known = owners.flatMap((owner) => [...(providedBy(owner)?.keys() ?? [])])
  throw new DjustError(
    'context_not_provided',
    `${asking.constructor.name} consumes "${visible(name)}", which nobody around it provides.${didYouMean(name, known)} ` +
      `Call this.provideContext('${visible(name)}', …) in what holds it, or give a value for that case: ` +
      `this.consumeContext('${visible(name)}', null).`,
  )
}

function providedBy(owner: object): Provided | undefined {
  return (owner as Record<string, Provided | undefined>)[providedKey]
}
