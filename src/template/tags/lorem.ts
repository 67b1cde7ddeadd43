import { TemplateError } from '../../shared/errors.ts'
import type { Expression, Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { toInteger } from '../values/numbers.ts'
import { markSafe } from '../values/safe-string.ts'

/** `{% lorem %}`, `{% lorem 3 p %}`, `{% lorem 5 w random %}`: Latin to fill a page that has no text yet. */
export function parseLorem(tag: Tag, parser: Parser): Node {
  const rest = [...tag.args]
  const isRandom = rest.at(-1)?.text === 'random'
  if (isRandom) rest.pop()
  const unit = /^[wpb]$/.test(rest.at(-1)?.text ?? '') ? (rest.pop()!.text as Unit) : 'b'
  if (rest.length > 1) {
    throw usage(
      tag,
      '{% lorem count unit random %}, where the unit is w for words, p for paragraphs in <p>, or b for plain ones',
      rest[1]!.at,
    )
  }
  const { at } = tag
  const count: Expression = rest[0] ? parser.value(rest[0]) : { kind: 'literal', value: 1, at }
  const value: Expression = {
    kind: 'tag',
    tag: latin(unit, isRandom),
    args: [count],
    named: [],
    takesContext: false,
    at,
  }
  return { kind: 'output', value, at }
}

/** Words, paragraphs in `<p>`, or plain paragraphs. */
type Unit = 'w' | 'p' | 'b'

const mostPieces = 10_000

/** The passage that all the others begin with. */
const opening =
  'Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt ut labore ' +
  'et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut ' +
  'aliquip ex ea commodo consequat. Duis aute irure dolor in reprehenderit in voluptate velit esse cillum ' +
  'dolore eu fugiat nulla pariatur. Excepteur sint occaecat cupidatat non proident, sunt in culpa qui ' +
  'officia deserunt mollit anim id est laborum.'

/** Cicero, De finibus bonorum et malorum, I 33: where other words come from. */
const passage =
  'at vero eos et accusamus et iusto odio dignissimos ducimus qui blanditiis praesentium voluptatum ' +
  'deleniti atque corrupti quos dolores et quas molestias excepturi sint occaecati cupiditate non ' +
  'provident similique sunt in culpa qui officia deserunt mollitia animi id est laborum et dolorum fuga ' +
  'et harum quidem rerum facilis est et expedita distinctio nam libero tempore cum soluta nobis est ' +
  'eligendi optio cumque nihil impedit quo minus id quod maxime placeat facere possimus omnis voluptas ' +
  'assumenda est omnis dolor repellendus temporibus autem quibusdam et aut officiis debitis aut rerum ' +
  'necessitatibus saepe eveniet ut et voluptates repudiandae sint et molestiae non recusandae itaque ' +
  'earum rerum hic tenetur a sapiente delectus ut aut reiciendis voluptatibus maiores alias consequatur ' +
  'aut perferendis doloribus asperiores repellat'

const openingWords = opening
  .slice(0, opening.indexOf('.'))
  .toLowerCase()
  .replaceAll(',', '')
  .split(' ')
const otherWords: readonly string[] = [...new Set(passage.split(' '))]

type Random = () => number

function latin(unit: Unit, isRandom: boolean): TagFunction {
  return {
    name: 'lorem',
    dependsOn: [],
    run([given], _named, { env }) {
      const random = (): number => env.random()
      const count = Number(toInteger(given) ?? 1)
      if (count > mostPieces) {
        throw new TemplateError(
          'tag_value',
          `{% lorem %} writes up to ${mostPieces} words or paragraphs, not ${count}. Ask for fewer.`,
        )
      }
      if (unit === 'w') return words(count, isRandom, random)
      const texts = paragraphs(count, isRandom, random)
      if (unit === 'b') return texts.join('\n\n')
      return markSafe(texts.map((text) => `<p>${text}</p>`).join('\n\n'))
    },
  }
}

/** A number below zero leaves out so many of the words that every text begins with. */
function words(count: number, isRandom: boolean, random: Random): string {
  const found = isRandom ? [] : openingWords.slice(0, count)
  while (found.length < count) found.push(...someOf(otherWords, count - found.length, random))
  return found.join(' ')
}

function paragraphs(count: number, isRandom: boolean, random: Random): string[] {
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    i === 0 && !isRandom ? opening : paragraph(random),
  )
}

function paragraph(random: Random): string {
  return many(between(1, 4, random), () => sentence(random)).join(' ')
}

function sentence(random: Random): string {
  const parts = many(between(1, 5, random), () =>
    someOf(otherWords, between(3, 12, random), random).join(' '),
  )
  const text = parts.join(', ')
  return text[0]!.toUpperCase() + text.slice(1) + (random() < 0.5 ? '?' : '.')
}

/** Up to `count` items in random order, each once. */
function someOf(items: readonly string[], count: number, random: Random): string[] {
  const left = [...items]
  return many(Math.min(count, items.length), () => {
    const [item] = left.splice(between(0, left.length - 1, random), 1)
    return item!
  })
}

function many<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}

function between(least: number, most: number, random: Random): number {
  return least + Math.floor(random() * (most - least + 1))
}
