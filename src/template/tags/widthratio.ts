import { TemplateError } from '../../shared/errors.ts'
import type { Expression, Node } from '../nodes.ts'
import { outputOrAssign, type Parser, splitAs, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { describe } from '../values/iterate.ts'
import { toFloat, toInteger } from '../values/numbers.ts'
import { tagValue } from '../tag-value.ts'

/** `{% widthratio value max 100 %}`, `{% widthratio value max 100 as width %}` */
export function parseWidthRatio(tag: Tag, parser: Parser): Node {
  const { args, name } = splitAs(tag)
  if (args.length !== 3) throw usage(tag, '{% widthratio value max 100 %}')
  const value: Expression = tagValue(
    widthRatio,
    args.map((bit) => parser.value(bit)),
    tag.at,
  )
  return outputOrAssign(tag, value, name)
}

const widthRatio: TagFunction = {
  name: 'widthratio',
  dependsOn: [],
  isPure: true,
  isLazy: true,
  maySetNothing: true,
  run(args) {
    const values = evaluate(args as readonly (() => unknown)[])
    if (values === null) return undefined
    const [value, max, width] = values
    const whole = toInteger(width)
    if (whole === null || whole === undefined) {
      throw new TemplateError(
        'tag_value',
        `{% widthratio %} needs a whole number as its third argument, but it is ${describe(width)}. ` +
          'Write the width in full, as in {% widthratio value max 100 %}.',
      )
    }
    return ratioText(toFinite(value), toFinite(max), toFinite(whole))
  },
}

/** The arguments; null where a filter of theirs misses its own. */
function evaluate(args: readonly (() => unknown)[]): unknown[] | null {
  try {
    return args.map((value) => value())
  } catch (error) {
    if (error instanceof TemplateError && error.code === 'missing_argument') return null
    throw error
  }
}

/** Empty where there is nothing to show, such as for a value that is no number. */
function ratioText(
  value: number | undefined,
  max: number | undefined,
  width: number | undefined,
): string {
  if (value === undefined || max === undefined) return ''
  if (max === 0) return '0'
  const ratio = width === undefined ? Number.NaN : (value / max) * width
  return Number.isFinite(ratio) ? String(BigInt(roundHalfEven(ratio))) : ''
}

/** A number as a float; undefined for what is none, or too large. */
function toFinite(value: unknown): number | undefined {
  const number = toFloat(value)
  if (number === null || number === undefined) return undefined
  return typeof value === 'bigint' && !Number.isFinite(number) ? undefined : number
}

/** The nearest whole number; of two as near, the even one. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value)
  const distance = value - below
  if (distance !== 0.5) return distance < 0.5 ? below : below + 1
  return below % 2 === 0 ? below : below + 1
}
