/** The same type written out as one object, so that editors show its members. */
export type Simplify<T> = { [K in keyof T]: T[K] } & {}

/** Whether two types are identical, `readonly` included. */
export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

export type AnyFunction = (...args: any[]) => unknown
