/** How some instances are stored as data, and made of it again. */
export interface InstanceCodec {
  /** Names their kind in what is stored. */
  readonly name: string
  /** @returns data, or a `NotStorable` */
  toData(instance: unknown): unknown
  fromData(data: unknown): unknown
}

/** How the instances of one class are stored as data, and made of it again. */
export interface StateCodec extends InstanceCodec {
  readonly Class: abstract new (...args: never[]) => unknown
}

/** Why an instance cannot be stored, as the end of a sentence about its field. */
export class NotStorable {
  readonly why: string

  constructor(why: string) {
    this.why = why
  }
}

/** The codecs that a state is written and read with. */
export interface Codecs {
  codecFor(instance: object): InstanceCodec | undefined
  codecNamed(name: string): InstanceCodec | undefined
}

/** Codecs of classes; of two for one class the first counts. */
export function codecTable(codecs: readonly StateCodec[]): Codecs {
  return {
    codecFor: (instance) => codecs.find(({ Class }) => instance.constructor === Class),
    codecNamed: (name) => codecs.find((codec) => codec.name === name),
  }
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
