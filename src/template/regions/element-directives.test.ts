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

  it('cannot hold in what is sent as one', () => {
    const coarse =
      '{% if a %}<b>{% endif %}<p id="x" dj-update="ignore"></p>{% if a %}</b>{% endif %}'
    expect(refused(`<section>${coarse}</section>`).code).toBe('directive_in_coarse')
  })
})

it.each(['', '*', 'a=b', '*open'])('dj-ignore-attrs="%s" names no attributes', (names) => {
  expect(refused(`<p dj-ignore-attrs="${names}"></p>`).code).toBe('bad_ignore_attrs')
})
