import { parseArgs } from 'node:util'
import { didYouMean } from '../src/shared/suggest.ts'

/** What a task may be told by one option. */
export interface Option<Value> {
  readonly isFlag: boolean
  /** What it is where nothing is said. */
  fallback(): Value
  /** Reads what is said. @throws {UsageError} */
  read(said: string, name: string): Value
}

type Options = Readonly<Record<string, Option<unknown>>>
/** What the options of a task say. */
export type ValuesOf<Given extends Options> = {
  readonly [Name in keyof Given]: Given[Name] extends Option<infer Value> ? Value : never
}

interface TaskDescription<Given extends Options> {
  /** What `--help` prints. */
  readonly usage: string
  readonly options: Given
  /** Whether words without an option belong to it, such as names of files. */
  readonly takesWords?: boolean
}

/** Something was said that the task does not know. */
class UsageError extends Error {}

/**
 * Makes a task that reads its options from the command line, and refuses what it does not know.
 *
 * @param run does the task, and gives its exit code
 */
export function task<Given extends Options>(
  description: TaskDescription<Given>,
  run: (options: ValuesOf<Given>, words: readonly string[]) => Promise<number>,
): (args: readonly string[]) => Promise<number> {
  return async (args) => {
    if (args.includes('--help')) {
      console.log(description.usage)
      return 0
    }
    try {
      const { values, words } = read(args, description)
      return await run(values, words)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      console.error(`${error.message}\n\n${description.usage}`)
      return 1
    }
  }
}

function read<Given extends Options>(
  args: readonly string[],
  { options, takesWords = false }: TaskDescription<Given>,
): { values: ValuesOf<Given>; words: string[] } {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { isFlag }]) => [
        name,
        { type: isFlag ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
    strict: false,
    tokens: true,
  })
  const names = Object.keys(options).map((name) => `--${name}`)
  const values = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, option.fallback()]),
  )
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!takesWords)
        throw new UsageError(
          `"${token.value}" is no option.${didYouMean(`--${token.value}`, names)}`,
        )
      words.push(token.value)
    } else if (token.kind === 'option') {
      const { name, rawName, value } = token
      const option = Object.hasOwn(options, name) ? options[name] : undefined
      if (!option || rawName !== `--${name}`)
        throw new UsageError(`There is no option ${rawName}.${didYouMean(rawName, names)}`)
      values[name] = option.read(value ?? '', rawName)
    }
  }
  return { values: values as ValuesOf<Given>, words }
}

/** An option that is said or not. */
export const flag: Option<boolean> = {
  isFlag: true,
  fallback: () => false,
  read(said, name) {
    if (said !== '') throw new UsageError(`${name} takes no value.`)
    return true
  },
}

/** Any text. */
export function text(fallback: string): Option<string> {
  return { isFlag: false, fallback: () => fallback, read: needed }
}

/** A whole number. */
export function whole<Fallback extends number | null>(
  fallback: Fallback,
  { least = 0, most = Number.MAX_SAFE_INTEGER } = {},
): Option<number | Fallback> {
  return {
    isFlag: false,
    fallback: () => fallback,
    read(said, name) {
      const number = Number(needed(said, name))
      if (/^\d+$/.test(said) && number >= least && number <= most) return number
      const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`
      throw new UsageError(`${name} is a whole number ${range}, not "${said}".`)
    },
  }
}

/** What chance begins with; another one each time that none is said. */
export function seed(): Option<number> {
  return { ...whole(0), fallback: () => Math.floor(Math.random() * 1_000_000) }
}

/** One of some names. */
export function oneOf<Name extends string, Fallback extends Name | null>(
  names: readonly Name[],
  fallback: Fallback,
): Option<Name | Fallback> {
  return {
    isFlag: false,
    fallback: () => fallback,
    read(said, name) {
      const found = names.find((known) => known === needed(said, name))
      if (found) return found
      throw new UsageError(
        `${name} is one of ${names.join(', ')}, not "${said}".${didYouMean(said, names)}`,
      )
    },
  }
}

function needed(said: string, name: string): string {
  if (said === '' || said.startsWith('--')) throw new UsageError(`${name} needs a value.`)
  return said
}
