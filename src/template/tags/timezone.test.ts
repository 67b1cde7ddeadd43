import { expect, it } from 'vitest'
import { drawFor, refusalFor } from '../../../test/support/readers.ts'

const context = { moment: new Date('2026-01-02T15:04:05.678Z'), zone: 'Asia/Tokyo', text: 'x' }

// The outputs are those of Django 5.2.
it.each([
  ['{{ moment|date:"H:i e" }}', '16:04 CET'],
  ['{% localtime off %}{{ moment|date:"H:i e" }}{% endlocaltime %}', '15:04 UTC'],
  [
    '{% localtime off %}{% localtime %}{{ moment|date:"H:i" }}{% endlocaltime %}{% endlocaltime %}',
    '16:04',
  ],
  ['{% localtime off %}{{ moment|localtime|date:"H:i e" }}{% endlocaltime %}', '16:04 CET'],
  ['{{ moment|utc|date:"H:i e" }}', '15:04 UTC'],
  ['{{ moment|timezone:zone|date:"d H:i e" }}', '03 00:04 JST'],
  ['{{ moment|timezone:"Asia/Tokyo"|date:"c" }}', '2026-01-03T00:04:05.678000+09:00'],
  ['{{ moment|timezone:"Asia/Tokyo"|utc|date:"H:i" }}', '15:04'],
  ['[{{ moment|timezone:"Nowhere/Land" }}{{ moment|timezone:5 }}{{ text|utc }}]', '[]'],
  ['{% timezone "Asia/Tokyo" %}{{ moment|date:"H:i" }}{% endtimezone %}', '00:04'],
  ['{% timezone zone %}{{ moment|localtime|date:"H:i" }}{% endtimezone %}', '00:04'],
  ['{% timezone zone %}{{ moment|utc|date:"H:i" }}{% endtimezone %}', '15:04'],
  [
    '{% timezone zone %}{% timezone None %}{{ moment|date:"H:i" }}{% endtimezone %}{% endtimezone %}',
    '16:04',
  ],
  ['{% get_current_timezone as z %}{{ z }}', 'Europe/Paris'],
  ['{% timezone zone %}{% get_current_timezone as z %}{{ z }}{% endtimezone %}', 'Asia/Tokyo'],
])('%s shows %j', (text, shown) => expect(drawFor(text, context)).toBe(shown))

it.each([
  '{% timezone %}{% endtimezone %}',
  '{% timezone zone zone %}{% endtimezone %}',
  '{% get_current_timezone %}',
  '{% get_current_timezone x z %}',
])('is refused when written %s', (text) => {
  expect(refusalFor(text)).toMatchObject({ code: 'tag_arguments', at: '1:1' })
})

it.each(['"Nowhere/Land"', '"+01:00"', '""', 'missing', '5'])('there is no zone %s', (zone) => {
  const found = refusalFor(`{% timezone ${zone} %}{% endtimezone %}`)
  expect(found).toMatchObject({ code: 'unknown_time_zone' })
  expect(found.message).toContain('is not the name of a time zone')
})
