import { aimsFirst } from '../shared/aims-first.ts'
import { ConfigError } from '../shared/errors.ts'
import { escapeHtml } from '../shared/html.ts'
import type { JSChain } from '../shared/js.ts'
import { filtered, inSelector, insideText, inText } from './call-values.ts'
import type { Flat } from './nodes.ts'
import { readChain } from './read-chain.ts'
import { readAttribute } from './read-html.ts'

/** Stands for a value in a text: nobody writes these characters, which are no letters of any language. */
const place = /\u{F0000}(\d+)\u{F0001}/gu

/**
 * Reads a chain of commands with values in its texts: `JS.show('#menu-{{ id }}')`. A value stays within the text in which it
 * stands, and in a selector it stays a part of a name.
 *
 * @throws {ConfigError} `bad_command`, also for a value outside of a text
 */
export function chainParts(parts: readonly Flat[]): { chain: JSChain; written: Flat[] } {
  const text = parts
    .map((part, i) => (part.kind === 'text' ? readAttribute(part.text) : `\u{F0000}${i}\u{F0001}`))
    .join('')
  // What stands in quotes is known only where the rest is right.
  if (hasPlace(text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs, ''))) {
    throw new ConfigError(
      'bad_command',
      "Values stand in texts of commands: JS.show('#menu-{{ id }}')",
    )
  }
  const chain = readChain(text)
  const inSelectors = new Set(chain.commands.flatMap(placesInSelectors))
  const written: Flat[] = []
  const add = (json: string): void => {
    if (json !== '') written.push({ kind: 'text', text: escapeHtml(json), at: parts[0]!.at })
  }
  const json = String(chain)
  let from = 0
  for (const { index, 0: found, 1: number } of json.matchAll(place)) {
    add(json.slice(from, index))
    written.push(
      inSelectors.has(number!)
        ? withTexts(filtered(parts[Number(number)]!, inSelector, 'selector'))
        : withTexts(filtered(parts[Number(number)]!, inText, 'text')),
    )
    from = index + found.length
  }
  add(json.slice(from))
  return { chain, written }
}

/** The places within what a command reads as a selector. */
function placesInSelectors([name, ...args]: JSChain['commands'][number]): string[] {
  const last = args.at(-1)
  const aims = aimsFirst.test(name) ? args[0] : (last as { to?: unknown } | undefined)?.to
  const isParams = name === 'push'
  return isParams
    ? []
    : [...JSON.stringify(aims ?? '').matchAll(place)].map(([, number]) => number!)
}

function hasPlace(text: string): boolean {
  return text.search(place) >= 0
}

/** Texts that conditions choose stand within a text of JSON, too. */
function withTexts(part: Flat): Flat {
  switch (part.kind) {
    case 'text':
      return { ...part, text: escapeHtml(insideText(readAttribute(part.text))) }
    case 'if':
      return {
        ...part,
        branches: part.branches.map((each) => ({ ...each, body: each.body.map(withTexts) })),
      }
    case 'for':
      return {
        ...part,
        body: part.body.map(withTexts),
        empty: part.empty?.map(withTexts) ?? null,
      }
    default:
      return part
  }
}
