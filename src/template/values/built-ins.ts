/** The prototypes that belong to the language: their methods are not for templates. */
export const builtInPrototypes: ReadonlySet<object> = new Set(collectPrototypes())

/**
 * Data of built-in prototypes that a template may read: they name errors and functions, and are
 * far too common as field names (`item.name`) to leave the fast path.
 */
export const readableMembers: ReadonlySet<string> = new Set(['name', 'message'])

const valueMembers = collectValueMembers()
const plainName = /^[\p{ID_Start}$][\p{ID_Continue}$]*$/u

/** Whether templates may not read a name from anything. */
export function isDeniedName(name: string): boolean {
  const first = name.charCodeAt(0)
  return first === 95 || first === 35 || name === 'constructor' || name === 'prototype'
}

/**
 * Whether `owner.name` may be read directly: when that gives anything but undefined or a function,
 * `lookup(owner, name)` gives the same. Built-in methods do no harm, as they are functions.
 */
export function isPlainName(name: string): boolean {
  return plainName.test(name) && !isDeniedName(name) && !valueMembers.has(name)
}

function collectPrototypes(): object[] {
  const constructors: { readonly prototype: object }[] = [
    Object,
    Function,
    Array,
    String,
    Number,
    Boolean,
    BigInt,
    Symbol,
    Date,
    RegExp,
    Error,
    Map,
    Set,
    WeakMap,
    WeakSet,
    WeakRef,
    Promise,
    ArrayBuffer,
    SharedArrayBuffer,
    DataView,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
    AggregateError,
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  ]
  const iterators: object[] = [
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ''[Symbol.iterator](),
    ''.matchAll(/x/g),
    (function* () {})(),
    (async function* () {})(),
  ]
  const prototypes = constructors.map((each) => each.prototype)
  for (const start of [Int8Array.prototype, ...iterators]) {
    for (let at = parentOf(start); at !== null; at = parentOf(at)) prototypes.push(at)
  }
  return prototypes
}

/** Names under which a built-in prototype holds something else than a method. */
function collectValueMembers(): ReadonlySet<string> {
  const names = new Set<string>()
  for (const prototype of builtInPrototypes) {
    if (prototype === Symbol.prototype) continue
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof member.value !== 'function' && !readableMembers.has(name)) names.add(name)
    }
  }
  return names
}

function parentOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null
}
