import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each([
  ['{% now "j n Y" %}', '1 1 1970'],
  ['{% now "" %}', 'Jan. 1, 1970'],
  ['{% now "SHORT_DATE_FORMAT" %}', '01/01/1970'],
  ['{% now \'j "n" Y\' %}', '1 "1" 1970'],
  [String.raw`{% now "\"j n" %}`, '"1 1'],
  ['{% now "Y" as year %}[{{ year }}]', '[1970]'],
  ['{% now "<b>" %}', '<jan>'],
  ['{% now "<b>" as b %}{{ b }}', '&lt;jan&gt;'],
])('%s shows %j', (text, shown) => {
  expect(draw(`<p>${text}</p>`)).toBe(`<p>${shown}</p>`)
})

it.each([
  '{% now %}',
  '{% now Y %}',
  '{% now "Y" "m" %}',
  '{% now "Y" as %}',
  '{% now "Y" at x %}',
])('is refused when written %s', (text) => {
  expect(refusal(text).code).toBe('tag_arguments')
})
