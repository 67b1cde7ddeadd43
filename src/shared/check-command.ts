import { ConfigError } from './errors.ts'
import type { JSCommands } from './js-commands.ts'
import { isRunByName } from './safe-address.ts'
import { didYouMean } from './suggest.ts'

/** What an argument of a command may be. */
interface Kind {
  /** Completes "has to be". */
  readonly is: string
  fits(value: unknown): boolean
}

/** Arguments in their order, and behind them the keys of an object of options. */
interface Shape {
  /** Those that may not be left out. */
  readonly needs?: readonly Kind[]
  readonly may?: readonly Kind[]
  readonly options?: Readonly<Record<string, Kind>>
}

/**
 * Makes sure that the browser can do a command, and that it sets nothing that would run.
 *
 * @throws {ConfigError} `bad_command`
 */
export function checkCommand(name: keyof JSCommands, args: readonly unknown[]): void {
  const { needs = [], may = [], options } = shapes[name]
  const kinds = [...needs, ...may]
  if (args.length > kinds.length + (options ? 1 : 0)) throw bad(name, 'gets more than it takes')
  for (const [i, kind] of kinds.entries()) {
    if (args[i] === undefined && i >= needs.length) continue
    if (!kind.fits(args[i])) throw bad(name, `${shown(args[i])} has to be ${kind.is}`)
  }
  const given = args[kinds.length]
  if (options && given !== undefined) checkOptions(name, given, options)
}

function checkOptions(name: string, given: unknown, options: Readonly<Record<string, Kind>>): void {
  if (!isRecord(given)) throw bad(name, `${shown(given)} has to be an object of options`)
  for (const [key, value] of Object.entries(given)) {
    const kind = Object.hasOwn(options, key) ? options[key] : undefined
    if (!kind) {
      const keys = Object.keys(options)
      throw bad(
        name,
        `has no option "${key}".${didYouMean(key, keys)} There are ${keys.join(', ')}`,
      )
    }
    if (value !== undefined && !kind.fits(value))
      throw bad(name, `${key}: ${shown(value)} has to be ${kind.is}`)
  }
}

const text: Kind = { is: 'a text', fits: (value) => typeof value === 'string' && value !== '' }

const anyText: Kind = { is: 'a text', fits: (value) => typeof value === 'string' }

const target: Kind = {
  is: "a selector such as '#menu', { inner: '.entry' } or { closest: 'nav' }",
  fits(value) {
    if (!isRecord(value)) return text.fits(value)
    const [key, ...more] = Object.keys(value)
    return more.length === 0 && /^(?:inner|closest)$/.test(key ?? '') && text.fits(value[key!])
  },
}

const milliseconds: Kind = {
  is: 'a number of milliseconds',
  fits: (value) => typeof value === 'number' && value >= 0 && value < 2 ** 31,
}

const flag: Kind = { is: 'true or false', fits: (value) => typeof value === 'boolean' }

const anything: Kind = { is: 'anything', fits: () => true }

const record: Kind = { is: 'an object of parameters', fits: isRecord }

const handler: Kind = {
  is: 'the name of a handler',
  fits: (value) => typeof value === 'string' && /^[\w$]+$/.test(value),
}

const directive: Kind = {
  is: "the name of a directive, such as 'dj-click'",
  fits: (value) => typeof value === 'string' && /^dj-[a-z][\w.+-]*$/.test(value),
}

const attribute: Kind = {
  is: 'the name of an attribute that runs nothing. Switch classes in place of styles, and dispatch events in place of handlers',
  fits: (value) =>
    typeof value === 'string' && /^[a-z][\w:.-]*$/i.test(value) && !isRunByName(value),
}

const toAndFro: Kind = {
  is: "a text, or two: ['true', 'false']",
  fits: (value) =>
    anyText.fits(value) ||
    (Array.isArray(value) && value.length === 2 && value.every(anyText.fits)),
}

const to = { to: target }
const shownBy: Shape = { may: [target], options: { transition: text, time: milliseconds } }
const classes: Shape = { needs: [text], options: to }
const address: Shape = { needs: [text], options: { replace: flag } }

const shapes: Readonly<Record<keyof JSCommands, Shape>> = {
  show: shownBy,
  hide: shownBy,
  toggle: shownBy,
  addClass: classes,
  removeClass: classes,
  toggleClass: classes,
  transition: { needs: [text], options: { ...to, time: milliseconds } },
  setAttr: { needs: [attribute, anyText], options: to },
  removeAttr: { needs: [attribute], options: to },
  toggleAttr: { needs: [attribute], may: [toAndFro], options: to },
  focus: { may: [target] },
  focusFirst: { may: [target] },
  pushFocus: { may: [target] },
  popFocus: {},
  dispatch: { needs: [text], options: { ...to, detail: anything } },
  push: { needs: [handler], may: [record] },
  exec: { needs: [directive], options: to },
  submit: { may: [target] },
  navigate: address,
  patch: address,
}

/** The names of all commands. */
export const commandNames = Object.keys(shapes) as readonly (keyof JSCommands)[]

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}

function bad(name: string, what: string): ConfigError {
  return new ConfigError('bad_command', `JS.${name}: ${what}.`)
}
