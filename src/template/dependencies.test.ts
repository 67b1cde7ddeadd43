import { expect, it } from 'vitest'
import { program } from '../../test/support/templates.ts'

/** What the values, conditions and loops of a page hang on, in order. */
function paths(text: string, others = {}): string[] {
  const { dependencies } = program(`<div dj-root>${text}</div>`, others).compiled
  return dependencies
    .filter(({ at }) => at.file !== 'djust')
    .map(({ kind, paths }) => `${kind} ${paths.join(' ')}`)
}

it.each<[string, string[]]>([
  ['{{ book.author.name }}', ['value book.author.name']],
  ['{{ a|default:b.c }}', ['value a b.c']],
  ['{% if a.b == c %}x{% endif %}', ['condition a.b c']],
  [
    '{% for book in shelf.books %}{{ book.title }}{{ forloop.counter }}{% endfor %}',
    ['loop shelf.books', 'value shelf.books.*.title', 'value '],
  ],
  ['{% with writer=book.author %}{{ writer.name }}{% endwith %}', ['value book.author.name']],
  [
    '{% for key, value in pairs.items %}{{ value.n }}{% endfor %}',
    ['loop pairs.items', 'value pairs.items.*.n'],
  ],
  [
    '{% regroup people by city as groups %}{% for g in groups %}{{ g.grouper }}{% endfor %}',
    ['loop people people.*.city', 'value people.*.city.*.grouper people.*.grouper'],
  ],
  ["{% url 'item' book.id as u %}{{ u }}", ['value book.id']],
  ['{% if a %}{% firstof b c as d %}{% endif %}{{ d }}', ['condition a', 'value b c d']],
])('%s', (text, expected) => {
  expect(paths(text)).toEqual(expected)
})

it('follows includes, and those that include themselves once', () => {
  const others = {
    'node.html': '{{ n.name }}{% for c in n.list %}{% include "node.html" with n=c %}{% endfor %}',
  }
  expect(paths('{% include "node.html" with n=tree %}', others)).toEqual([
    'value tree.name',
    'loop tree.list',
    'value tree.list.*.name',
    'loop tree.list.*.list',
  ])
})
