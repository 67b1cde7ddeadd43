import { describe, expect, it } from 'vitest'
import { drawFor, refusalFor } from '../../../test/support/readers.ts'
import { markSafe } from '../values/safe-string.ts'

// The outputs are those of Django 5.2.
describe('{% translate %}', () => {
  it.each([
    ['{% translate "Hello" %}', 'Hallo'],
    ["{% trans 'Hello' %}", 'Hallo'],
    ['{% translate "unknown" %}', 'unknown'],
    ['{% translate "" %}', ''],
    ['{% translate "Hello"|upper %}', 'HALLO'],
    ['{% translate "File" %}', 'File'],
    ['{% translate "File" context "menu" %}', 'Datei'],
    ['{% translate "File" context kind %}', 'Ablegen'],
    ['{% translate "File" context missing %}', 'File'],
    ['{% translate "Hello" noop %}', 'Hello'],
    ['{% translate "Hello" as t %}[{{ t }}]', '[Hallo]'],
    ['{% translate "File" context "menu" as t %}[{{ t }}]', '[Datei]'],
    ['{% translate "Hello" noop as t %}[{{ t }}]', '[Hello]'],
    ['{% translate "50% off" %}', '50% Rabatt'],
    ['{% translate "70% off" %}', '70% off'],
    ['{% translate "70%% off" %}', '70%% off'],
    ['{% translate "<b>bold</b>" %}', '<b>fett</b>'],
    ['{% translate "<i>" %}', '<i>'],
    ['{% translate "it\'s" %}', "it's"],
    [String.raw`{% translate "a\\\\b" %}`, String.raw`a\b`],
    ['{% translate greeting %}', 'Hallo'],
    ['{% translate greeting|upper %}', 'HALLO'],
    ['{% translate markup %}', '&lt;b&gt;fett&lt;/b&gt;'],
    ['{% translate markup as t %}[{{ t }}]', '[&lt;b&gt;fett&lt;/b&gt;]'],
    ['{% translate safe %}', '<b>fett</b>'],
    ['{% translate percent %}', '50% Rabatt'],
    ['{% translate missing %}', ''],
    ['{% translate missing as t %}[{{ t }}]', '[]'],
    ['{% translate _("Hello") %}', 'Hallo'],
    ['{% autoescape off %}{% translate markup %}{% endautoescape %}', '<b>fett</b>'],
    [
      '{% autoescape off %}{% translate markup as t %}{% endautoescape %}{{ t }}',
      '&lt;b&gt;fett&lt;/b&gt;',
    ],
  ])('%s shows %j', (text, shown) => {
    const context = {
      kind: 'verb',
      greeting: 'Hello',
      markup: '<b>bold</b>',
      safe: markSafe('<b>bold</b>'),
      percent: '50% off',
    }
    expect(drawFor(text, context)).toBe(shown)
  })

  it('speaks the language of the reader', () => {
    expect(drawFor('{% translate "Hello" %}', {}, { env: { locale: 'fr' } })).toBe('Bonjour')
  })

  it.each([
    ['{% translate %}', '1:1'],
    ['{% translate "a" "b" %}', '1:18'],
    ['{% translate "a" noop noop %}', '1:23'],
    ['{% translate "a" context %}', '1:18'],
    ['{% translate "a" context noop %}', '1:18'],
    ['{% translate "a" as %}', '1:18'],
    ['{% translate "a" as b as c %}', '1:23'],
  ])('is refused when written %s', (text, at) => {
    expect(refusalFor(text)).toMatchObject({ code: 'tag_arguments', at })
  })

  it.each([5, null, ['a']])('is refused for %j, which is no text', (value) => {
    const found = refusalFor('{% translate value %}', { value })
    expect(found.code).toBe('tag_value')
    expect(found.message).toContain('{% translate %} needs a text')
  })
})

describe('_( )', () => {
  it.each([
    ['{{ _("Hello") }}', 'Hallo'],
    ["{{ _('Hello')|upper }}", 'HALLO'],
    ['{{ missing|default:_("Hello") }}', 'Hallo'],
    ['{{ _("50% off") }}', '50%% Rabatt'],
    ['{{ _("<b>bold</b>") }}', '<b>fett</b>'],
    ['{% with a=_("Hello") %}{{ a }}{% endwith %}', 'Hallo'],
  ])('%s shows %j', (text, shown) => expect(drawFor(text)).toBe(shown))
})
