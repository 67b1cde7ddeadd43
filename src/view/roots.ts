/** The prototypes above which everything is the framework's: those of `LiveView` and of the classes of components. */
const roots = new Set<object>()

/** Says of a class that its members are the framework's. */
export function addRoot(prototype: object): void {
  roots.add(prototype)
}

/** The framework's prototype that an object or a prototype has nearest above it; that of all objects where it has none. */
export function rootOf(object: object): object {
  for (let at = object; at; at = Object.getPrototypeOf(at)) if (roots.has(at)) return at
  return Object.prototype
}
