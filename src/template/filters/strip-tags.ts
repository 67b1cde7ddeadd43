import { TemplateError } from '../../shared/errors.ts'
import { HtmlReader } from './html-reader.ts'

const maxRounds = 50
const longTagLength = 1000
const maxTagsInTag = 50

/**
 * Removes what looks like tags, again and again until nothing does: `<<b>script>` leaves nothing.
 * The result is not safe to print unescaped.
 *
 * @throws {TemplateError} when there is no end to it, as in text made to keep a server busy
 */
export function stripTags(text: string): string {
  let rest = text
  if (hasTagOfTags(rest)) throw endless()
  for (let round = 0; rest.includes('<') && rest.includes('>'); round++) {
    if (round === maxRounds) throw endless()
    const next = withoutTags(rest)
    if (count('<', next) === count('<', rest)) break
    rest = next
  }
  return rest
}

function withoutTags(html: string): string {
  let out = ''
  const reader = new HtmlReader(
    html,
    {
      text: (text) => (out += text),
      reference: (name) => (out += `&${name};`),
      open: () => undefined,
      close: () => undefined,
    },
    false,
  )
  reader.read(false)
  reader.read(true)
  return out
}

/** Whether a tag goes on and on without its `>`, and begins many others on the way. */
function hasTagOfTags(html: string): boolean {
  for (const part of html.split('>')) {
    if (part.length <= longTagLength) continue
    const start = part.search(/<[a-zA-Z]/)
    if (start < 0 || part.length - start - 2 < longTagLength) continue
    if (count('<', part.slice(start)) >= maxTagsInTag) return true
  }
  return false
}

function count(character: string, text: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}

function endless(): TemplateError {
  return new TemplateError(
    'suspicious_markup',
    'The filter "striptags" got text with tags inside of tags, nested too deep to be meant as ' +
      'such. Print it escaped, without the filter.',
  )
}
