import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/support/templates.ts'

const refused = (text: string) => refusal(`<div dj-root>${text}</div>`)

describe('dj-update', () => {
  it('is refused with what was probably meant', () => {
    expect(refused('<p id="x" dj-update="apend"></p>')).toMatchObject({
      code: 'bad_update',
      message: expect.stringContaining('Did you mean "append"?'),
    })
  })

  it('needs an id and a fixed value', () => {
    expect(refused('<p dj-update="ignore"></p>')).toMatchObject({
      code: 'update_without_id',
      message: expect.stringContaining('<p id="…" dj-update="ignore">'),
    })
    expect(refused('<p id="x" dj-update="{{ a }}"></p>').code).toBe('directive_not_fixed')
    expect(refused('<p id="x" {% if a %}dj-update="ignore"{% endif %}></p>').code).toBe(
      'directive_not_fixed',
    )
  })

  it.each([
    ['{% if a %}<b>{% endif %}', '{% if a %}</b>{% endif %}'],
    ['{% spaceless %}', '{% endspaceless %}'],
  ])('cannot keep rows in what is sent as one: %s', (start, end) => {
    const around = (content: string) => `<section>${start}${content}${end}</section>`
    expect(refused(around('<p id="x" dj-update="append"></p>')).code).toBe('directive_in_coarse')
    expect(refused(around('<p id="x" dj-update="apend"></p>')).code).toBe('bad_update')
    expect(refused(around('<p dj-ignore-attrs="*"></p>')).code).toBe('bad_ignore_attrs')
  })
})

it.each(['', '*', 'a=b', '*open'])('dj-ignore-attrs="%s" names no attributes', (names) => {
  expect(refused(`<p dj-ignore-attrs="${names}"></p>`).code).toBe('bad_ignore_attrs')
})
