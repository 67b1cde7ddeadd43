import { type Parser, type Tag, usage } from '../parser.ts'

/** `{% colocated_hook "Chart" %}…{% endcolocated_hook %}`: a script beside its markup, which draws nothing. */
export function parseColocatedHook(tag: Tag, parser: Parser): null {
  const [name, word, ...more] = tag.args
  const isNamed = name !== undefined && /^(["'])[\w.:-]+\1$/.test(name.text)
  if (!isNamed || (word && word.text !== 'global') || more.length > 0)
    throw usage(tag, '{% colocated_hook "Chart" %}', (isNamed ? word : name)?.at)
  parser.skipUntil('endcolocated_hook', tag)
  return null
}
