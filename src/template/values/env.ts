import { noTranslations, type Translations } from './translations.ts'

/** What a render takes from outside: the engine itself reads neither clock nor settings. */
export interface RenderEnv {
  /** The IANA name of the zone in which dates are shown, such as `Europe/Paris`. */
  readonly timeZone: string
  /** The zone of clocks that come without one: of the page, also inside `{% timezone %}` (default: `timeZone`). */
  readonly homeZone?: string
  /** The language tag of the reader, such as `en-us`. */
  readonly locale: string
  /** Whether values are escaped: false inside `{% autoescape off %}`. */
  readonly autoescape: boolean
  /** Whether numbers and dates follow the locale: false inside `{% localize off %}`. */
  readonly localizes: boolean
  /** Whether instants are shown in `timeZone`: false inside `{% localtime off %}`, which shows them in UTC. */
  readonly usesLocalTime: boolean
  /** Whether numbers are grouped, as in `1,234`. */
  readonly groupsDigits: boolean
  readonly translations: Translations
  now(): Date
  /** A number from 0 up to 1, without 1. */
  random(): number
}

/** The part of the environment that showing a value needs. */
export type ZoneEnv = Pick<RenderEnv, 'timeZone'> & Partial<RenderEnv>

/** Used where no environment was given: dates are shown in UTC. */
export const utcZone: ZoneEnv = { timeZone: 'UTC' }

/** An environment in which what is not given is as in a new Django project. */
export function environment(given: Partial<RenderEnv> = {}): RenderEnv {
  return {
    timeZone: 'UTC',
    locale: 'en-us',
    autoescape: true,
    localizes: true,
    usesLocalTime: true,
    groupsDigits: false,
    translations: noTranslations,
    now: () => new Date(),
    random: Math.random,
    ...given,
  }
}

/** The zone of a clock that comes without one. */
export function homeZoneOf({ homeZone, timeZone }: ZoneEnv): string {
  return homeZone ?? timeZone
}
