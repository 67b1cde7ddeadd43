import { ConfigError, DjustError } from '../shared/errors.ts'
import type { User } from '../view/register.ts'

/** Tells whether a user has a permission, such as `app.change_item`. */
export type HasPerm = (user: NonNullable<User>, permission: string) => boolean | Promise<boolean>

/**
 * Whether a user has a permission. Nobody, who is null, has none.
 *
 * @throws {ConfigError} when the application cannot tell
 */
export function holds(
  hasPerm: HasPerm | null,
  user: User | null,
  permission: string,
): boolean | Promise<boolean> {
  if (hasPerm) return user !== null && hasPerm(user, permission)
  throw new ConfigError(
    'no_has_perm',
    `The permission "${permission}" is required, and nothing tells who may do what. ` +
      'Write djust({ auth: { getUser, hasPerm: (user, permission) => … } }).',
  )
}

/**
 * `perms` of a template, asked name by name: `{{ perms.app.change_item }}`, `{% if perms.app %}`,
 * `{% if 'app.change_item' in perms %}`. An application's name alone is asked like a permission.
 *
 * @param user nobody, who is null, has no permission
 * @throws {ConfigError} when the application cannot tell
 */
export function permissions(user: User | null, hasPerm: HasPerm | null): object {
  if (!hasPerm) {
    throw new ConfigError(
      'no_has_perm',
      'A template reads "perms", and nothing tells who may do what. ' +
        'Write djust({ auth: { getUser, hasPerm: (user, permission) => … } }).',
    )
  }
  const ask = (permission: string): boolean =>
    user !== null && asAnswer(permission, hasPerm(user, permission))
  return new Proxy(new Permissions(ask), handler)
}

type Ask = (permission: string) => boolean

/** A map, because `in` asks maps for a key. It holds nothing. */
class Permissions extends Map<string, unknown> {
  readonly #ask: Ask

  constructor(ask: Ask) {
    super()
    this.#ask = ask
  }

  override has(permission: string): boolean {
    return this.#ask(permission)
  }

  override get(app: string): AppPermissions {
    return new AppPermissions(this.#ask, app)
  }

  override toString(): string {
    return '<Permissions>'
  }
}

/** What stands behind `perms.app`. */
class AppPermissions extends Map<string, boolean> {
  readonly #ask: Ask
  readonly #app: string

  constructor(ask: Ask, app: string) {
    super()
    this.#ask = ask
    this.#app = app
  }

  override has(): boolean {
    return true
  }

  override get(permission: string): boolean {
    return this.#ask(`${this.#app}.${permission}`)
  }

  /** Maps with a size count as true. */
  override get size(): number {
    return this.#ask(this.#app) ? 1 : 0
  }

  override toString(): string {
    return `<Permissions of ${this.#app}>`
  }
}

/** Every name that no map has is that of an application, whether or not the user may do anything in it. */
const handler: ProxyHandler<Permissions> = {
  get(target, key) {
    if (typeof key === 'string' && !(key in target)) return target.get(key)
    const member: unknown = Reflect.get(target, key, target)
    return typeof member === 'function' ? member.bind(target) : member
  },

  getOwnPropertyDescriptor(target, key) {
    if (typeof key === 'symbol' || key in target) return undefined
    return { value: target.get(key), configurable: true, enumerable: false, writable: false }
  },
}

function asAnswer(permission: string, answer: unknown): boolean {
  if (typeof (answer as { then?: unknown } | null | undefined)?.then !== 'function') {
    return Boolean(answer)
  }
  throw new DjustError(
    'promise_in_template',
    `hasPerm gave a promise for "${permission}", and a template cannot wait. ` +
      'Load what it needs in getUser, and let it answer at once.',
  )
}
