import { inspect } from 'node:util'
import { fingerprint } from '../shared/fingerprint.ts'
import type { AnyUser, User } from '../view/register.ts'

/** As much of a user as tells them apart. */
export type UserKey = KeyOf<NonNullable<User>>

type KeyOf<U> = U extends { id: unknown }
  ? Pick<U, 'id'>
  : U extends { username: unknown }
    ? Pick<U, 'username'>
    : U

/**
 * A short text that tells users apart: by their `id`, else their `username`, else by everything that
 * is known of them. A page goes on for the one who opened it and for nobody else.
 *
 * @returns an empty text for nobody
 */
export function userName(user: User | UserKey | null): string {
  if (user === null) return ''
  const { id, username } = user as AnyUser
  return userNameOf(id ?? username ?? inspect(user))
}

/** The same, of what `userName` would find first. */
export function userNameOf(id: unknown): string {
  return fingerprint(String(id))
}
