// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'
import { refusal } from '../../../test/support/templates.ts'

it('follows the choices in a style sheet', () => {
  const text = '<style>{% if a %}p{}{% else %}b > i{}{% endif %}</style>{{ a }}'
  const page = livePage(text, { a: 1 })
  expect(page.root.querySelector('style')!.textContent).toBe('p{}')
  page.turn({ a: 0 })
  expect(page.root.querySelector('style')!.textContent).toBe('b > i{}')
})

it('follows values in relaxed style sheets, styles and handlers, as they would be drawn', () => {
  const text =
    '{% if b %}<style>a{{ a }}</style>{% endif %}<p style="{{ a }}" onclick="{{ a }}"></p>'
  const page = livePage(text, { a: 1, b: 0 }, {}, 'django')
  page.turn({ a: '<&', b: 1 })
  expect(page.html()).toBe('<style>a&lt;&amp;</style><p style="<&amp;" onclick="<&amp;"></p>')
})

it('draws a script and a comment once, and takes over the names that are set in them', () => {
  const text =
    '<script>{% url "x" as u %}a = "{{ a|escapejs }}"</script><!-- {{ a }} --><p>{{ u }} {{ a }}</p>'
  const page = livePage(text, { a: 1 }, {}, { comments: 'django' })
  page.turn({ a: 2 })
  expect(page.root.innerHTML).toContain('<!-- 1 -->')
  expect(page.html()).toBe('<script>a = "1"</script><p>/x 2</p>')
})

it('draws a script that is data once, and refuses one that would appear later', () => {
  const script = '<script type="text/x">"{{ a|escapejs }}"</script>'
  const page = livePage(script, { a: 1 })
  page.turn({ a: 2 })
  expect(page.html()).toBe('<script type="text/x">"1"</script>')
  expect(refusal(`{% if a %}${script}{% endif %}`).code).toBe('script_in_branch')
})
