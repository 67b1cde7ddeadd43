import { expect, it } from 'vitest'
import { translations } from '../../../test/support/readers.ts'
import { input } from '../../../test/support/templates.ts'
import { compileProgram } from '../../render/program.ts'
import { environment } from '../values/env.ts'
import { makeVocabulary } from '../vocabulary.ts'

const vocabulary = makeVocabulary({ builtins: ['i18n', 'l10n', 'tz', 'cache'] })

/** Draws a live element, and then what is sent after changes. */
function show(text: string, context: Record<string, unknown>) {
  const file = 'page.html'
  const source = { name: file, file, text: `<div dj-root>${text}</div>` }
  const page = compileProgram(source, {
    vocabulary,
    load: () => source,
    nameParent: () => file,
    title: 'A title',
  })
  const given = {
    ...input(context),
    env: environment({ locale: 'de', timeZone: 'Europe/Paris', translations }),
  }
  const { html, rendered } = page.paint(given)
  const turn = (changes: Record<string, unknown>) => {
    Object.assign(context, changes)
    const update = page.diff(given, rendered)
    update.commit()
    return update.patch
  }
  return { html, turn }
}

it('sends a message anew when one of its values changes', () => {
  const text =
    '<p>{% blocktranslate with name=who %}Hello {{ name }}{% endblocktranslate %}</p>{{ x }}'
  const { html, turn } = show(text, { who: 'Ada', x: 1 })
  expect(html).toContain('<p>Hallo, Ada!</p>')
  expect(turn({ x: 2 })).toEqual([1, '2'])
  expect(turn({ who: '<Bo>' })).toEqual([0, 'Hallo, <Bo>!'])
})

it('sends the plural when the number changes', () => {
  const text =
    '<p title="{% translate "Hello" %}">{% blocktranslate count n=books|length %}{{ n }} book{% plural %}{{ n }} books{% endblocktranslate %}</p>'
  const { html, turn } = show(text, { books: ['a'] })
  expect(html).toContain('<p title="Hallo">1 Buch</p>')
  expect(turn({ books: ['a', 'b'] })).toEqual([1, '2 Bücher'])
})

it('sends what stands in another language or zone, and nothing that stays', () => {
  const text =
    '{% language code %}<p>{% translate "Hello" %}</p>{% endlanguage %}{% timezone zone %}<i>{{ moment|date:"H:i" }}</i>{% endtimezone %}'
  const moment = new Date('2026-01-02T15:04:05Z')
  const { html, turn } = show(text, { code: 'fr', zone: 'UTC', moment })
  expect(html).toMatch(/<p>Bonjour<\/p>.*<i>15:04<\/i>/)
  expect(turn({})).toBeNull()
  expect(turn({ code: 'de' })).toEqual([0, 'Hallo'])
  expect(turn({ zone: 'Asia/Tokyo' })).toEqual([1, '00:04'])
})

it('keeps a fragment over the changes of what it shows', () => {
  const text = '{% cache 60 side %}<p>{{ v }}</p>{% endcache %}<i>{{ v }}</i>'
  const { html, turn } = show(text, { v: 1 })
  expect(html).toContain('<p>1</p>')
  expect(turn({ v: 2 })).toEqual([1, '2'])
})
