import type { RenderEnv } from '../values/env.ts'
import { refusePromise } from '../values/promise.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'

/** A filter, as templates apply it by `value|name:argument`. */
export interface Filter {
  readonly argument: 'none' | 'optional' | 'required'
  /** A safe input stays safe. */
  readonly isSafe?: boolean
  /** The value is turned into text first; a safe string stays one. */
  readonly takesText?: boolean
  /** Same input, same output; compiled code may then compare inputs instead of outputs. */
  readonly isPure: boolean
  /** Its result may be markup even when its input was not. */
  readonly makesSafe?: boolean
  /**
   * Whether, whatever the value, no text that it gives needs to be escaped: compiled code then does not look for what
   * would.
   *
   * @param argument as the template spells it out; undefined for none
   */
  isHarmless?(argument: unknown): boolean
  /**
   * Whether, of a text with nothing to escape, it makes one with nothing to escape. Compiled code then looks at the text
   * that goes in, which is whole: one that was just put together would have to be made whole to be looked at.
   */
  keepsHarmless?(env: RenderEnv): boolean
  run(value: unknown, argument: unknown, env: RenderEnv): unknown
  /** `run` for a value that is a text, where that is quicker. */
  runText?(text: string, argument: unknown, env: RenderEnv): unknown
}

/**
 * Applies a filter to a value: converts the value to text where the filter asks for it, and keeps
 * a safe input safe where the filter allows it. A missing value counts as empty text.
 *
 * @throws {TemplateError} when the filter cannot take the value or the argument
 */
export function applyFilter(
  filter: Filter,
  value: unknown,
  argument: unknown,
  env: RenderEnv,
): unknown {
  let input = value
  if (typeof value !== 'string') {
    refusePromise(value)
    if (value === undefined) input = ''
    else if (filter.takesText === true && !(value instanceof SafeString)) input = toStr(value)
  }
  const result = filter.run(input, argument, env)
  if (filter.isSafe === true && input instanceof SafeString && !(result instanceof SafeString)) {
    return markSafe(typeof result === 'string' ? result : toStr(result))
  }
  return result
}

type TextRun = (text: string, argument: unknown, env: RenderEnv) => unknown

/** Makes a filter that works on text and does not care whether the text is safe. */
export function textFilter(
  run: TextRun,
  options: Partial<Omit<Filter, 'run' | 'takesText'>> = {},
): Filter {
  return {
    argument: 'none',
    isPure: true,
    ...options,
    takesText: true,
    runText: run,
    run: (value, argument, env) =>
      run(typeof value === 'string' ? value : String(value), argument, env),
  }
}
