/** How the instances of one class are stored as data, and made of it again. */
export interface StateCodec {
  /** Names the class in what is stored. */
  readonly name: string
  readonly Class: abstract new (...args: never[]) => unknown
  toData(instance: unknown): unknown
  fromData(data: unknown): unknown
}

/**
 * Says how the instances of a class are stored when a page outlives its process.
 *
 * ```ts
 * class CartView extends LiveView {
 *   static codecs = [codec(Money, ({ cents }) => cents, (cents) => new Money(cents))]
 *   total = new Money(0)
 * }
 * ```
 *
 * @param Class its name is stored: who renames it loses what was stored under the old one
 * @param toData gives data: texts, numbers, lists, plain objects, Dates, Maps, instances with codecs of their own
 * @param fromData makes an instance of such data
 */
export function codec<T extends object, Data>(
  Class: abstract new (...args: never[]) => T,
  toData: (instance: T) => Data,
  fromData: (data: Data) => T,
): StateCodec {
  return {
    name: Class.name,
    Class,
    toData: (instance) => toData(instance as T),
    fromData: (data) => fromData(data as Data),
  }
}
