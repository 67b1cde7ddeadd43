/** What a render takes from outside: the engine itself reads neither clock nor settings. */
export interface RenderEnv {
  /** The IANA name of the zone in which dates are shown, such as `Europe/Paris`. */
  readonly timeZone: string
  /** The language tag of the reader, such as `en-us`. */
  readonly locale: string
  now(): Date
}

/** The part of the environment that showing a value needs. */
export type ZoneEnv = Pick<RenderEnv, 'timeZone'>

/** Used where no environment was given: dates are shown in UTC. */
export const utcZone: ZoneEnv = { timeZone: 'UTC' }
