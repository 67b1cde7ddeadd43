import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it('writes the signs of templates', () => {
  const names = ['openblock', 'closeblock', 'openvariable', 'closevariable', 'openbrace']
  const more = ['closebrace', 'opencomment', 'closecomment']
  const text = [...names, ...more].map((name) => `{% templatetag ${name} %}`).join(' ')
  expect(draw(`<p>${text}</p>`)).toBe('<p>{% %} {{ }} { } {# #}</p>')
})

it('names the nearest sign when there is none of a name', () => {
  const found = refusal('{% templatetag openblok %}')
  expect(found).toMatchObject({ code: 'tag_arguments', at: '1:16' })
  expect(found.message).toContain('Did you mean "openblock"?')
})

it.each(['{% templatetag %}', '{% templatetag openblock x %}'])('refuses %s', (text) => {
  expect(refusal(text).code).toBe('tag_arguments')
})
