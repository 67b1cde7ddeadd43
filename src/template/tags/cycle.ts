import { TemplateError } from '../../shared/errors.ts'
import { didYouMean } from '../../shared/suggest.ts'
import type { Cycle, Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

const form = "{% cycle 'odd' 'even' as name silent %}"

/** `{% cycle a b c [as name [silent]] %}`, and `{% cycle name %}` for the next value of one that has a name. */
export function parseCycle(tag: Tag, parser: Parser): Node {
  const words = tag.args.map(({ text }) => text)
  if (words.length === 0) throw usage(tag, form)
  if (words.length === 1) {
    const cycle = named(tag, parser)
    return { kind: 'cycle', cycle, at: tag.at }
  }
  const isSilent = words.length > 3 && words.at(-3) === 'as' && words.at(-1) === 'silent'
  if (words.length > 3 && words.at(-3) === 'as' && !isSilent)
    throw usage(tag, form, tag.args.at(-1)!.at)
  const as = isSilent ? words.length - 3 : words.length - 2
  const hasName = as > 0 && words[as] === 'as'
  const values = (hasName ? tag.args.slice(0, as) : tag.args).map((bit) => parser.value(bit))
  const name = hasName ? words[as + 1]! : null
  const cycle: Cycle = { values, name, isSilent, isShared: false }
  if (name !== null) parser.namedCycles.set(name, cycle)
  parser.lastCycle = cycle
  return { kind: 'cycle', cycle, at: tag.at }
}

/** `{% resetcycle [name] %}` */
export function parseResetCycle(tag: Tag, parser: Parser): Node {
  if (tag.args.length > 1) throw usage(tag, '{% resetcycle name %}')
  if (tag.args.length === 1) return { kind: 'resetcycle', cycle: named(tag, parser), at: tag.at }
  const cycle = parser.lastCycle
  if (!cycle) {
    throw new TemplateError(
      'unknown_cycle',
      'There is no {% cycle %} before this {% resetcycle %}. Remove it, or write the cycle first.',
      tag.at,
    )
  }
  cycle.isShared = true
  return { kind: 'resetcycle', cycle, at: tag.at }
}

function named(tag: Tag, { namedCycles }: Parser): Cycle {
  const { text, at } = tag.args[0]!
  const cycle = namedCycles.get(text)
  if (!cycle) {
    throw new TemplateError(
      'unknown_cycle',
      `There is no {% cycle … as ${text} %} before this tag.${didYouMean(text, namedCycles.keys())}`,
      at,
    )
  }
  cycle.isShared = true
  return cycle
}
