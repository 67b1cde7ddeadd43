import { describe, expect, it } from 'vitest'
import { drawFor, refusalFor } from '../../../test/support/readers.ts'

// The outputs are those of Django 5.2.
describe('{% language %}', () => {
  it.each([
    ['{% language "fr" %}{% translate "Hello" %}{% endlanguage %}', 'Bonjour'],
    ['{% language code %}{% translate "Hello" %}{% endlanguage %}', 'Bonjour'],
    ['{% language "fr" %}{% endlanguage %}{% translate "Hello" %}', 'Hallo'],
    ['{% language missing %}{% translate "Hello" %}{% endlanguage %}', 'Hallo'],
    ['{% language "" %}{% translate "Hello" %}{% endlanguage %}', 'Hallo'],
    ['{% language "xx" %}{% translate "Hello" %}{% endlanguage %}', 'Hello'],
    ['{% language "de_AT" %}{% get_current_language as l %}{{ l }}{% endlanguage %}', 'de-at'],
    [
      '{% language "fr" %}{% language "de" %}{% translate "Hello" %}{% endlanguage %}{% endlanguage %}',
      'Hallo',
    ],
  ])('%s shows %j', (text, shown) => expect(drawFor(text, { code: 'fr' })).toBe(shown))

  it('is refused with no language, several, or what is none', () => {
    expect(refusalFor('{% language %}{% endlanguage %}').code).toBe('tag_arguments')
    expect(refusalFor('{% language "de" "fr" %}{% endlanguage %}').code).toBe('tag_arguments')
    expect(refusalFor('{% language 5 %}{% endlanguage %}')).toMatchObject({ code: 'tag_value' })
    expect(refusalFor('{% language "de" %}').code).toBe('tag_not_closed')
  })
})

it.each([
  ['{% get_current_language as l %}{{ l }}', 'de'],
  ['{% get_current_language_bidi as b %}{{ b }}', 'False'],
  ['{% language "he" %}{% get_current_language_bidi as b %}{{ b }}{% endlanguage %}', 'True'],
  [
    '{% get_available_languages as all %}{% for code, name in all %}{{ code }}={{ name }};{% endfor %}',
    'en=Englisch;de=Deutsch;',
  ],
  [
    '{% get_language_info for "de" as l %}{{ l.code }}|{{ l.name }}|{{ l.name_local }}|{{ l.name_translated }}|{{ l.bidi }}',
    'de|German|Deutsch|Deutsch|False',
  ],
  ['{% get_language_info for "de-xx" as l %}{{ l.code }}', 'de'],
  [
    '{% get_language_info_list for codes as all %}{% for l in all %}{{ l.code }}:{{ l.name }};{% endfor %}',
    'fr:French;pt-br:Brazilian Portuguese;',
  ],
  ['{% get_language_info_list for missing as all %}{{ all }}', '[]'],
  ['{{ "fr"|language_name }}|{{ "fr"|language_name_local }}', 'French|français'],
  ['{{ "fr"|language_name_translated }}|{{ "ar"|language_bidi }}', 'Französisch|True'],
])('%s shows %j', (text, shown) => {
  expect(drawFor(text, { codes: ['fr', ['pt-br', 'Portuguese']] })).toBe(shown)
})

it.each([
  '{% get_current_language %}',
  '{% get_current_language x l %}',
  '{% get_current_language as l m %}',
  '{% get_current_language_bidi l %}',
  '{% get_available_languages for l %}',
  '{% get_language_info for "de" %}',
  '{% get_language_info "de" as l %}',
  '{% get_language_info for "de" as l m %}',
  '{% get_language_info_list for l %}',
])('is refused when written %s', (text) => {
  expect(refusalFor(text)).toMatchObject({ code: 'tag_arguments', at: '1:1' })
})

it.each([
  ['{% get_language_info for "xx" as l %}', '"xx" is not the code of a language'],
  ['{% get_language_info for missing as l %}', '"" is not the code of a language'],
  ['{% get_language_info for 5 as l %}', 'is not the code of a language'],
  ['{{ "xx"|language_name }}', '"xx" is not the code of a language'],
])('%s is refused: %s', (text, message) => {
  const found = refusalFor(text)
  expect(found.code).toBe('unknown_language')
  expect(found.message).toContain(message)
})
