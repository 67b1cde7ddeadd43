import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

function drawIn(text: string, context: Record<string, unknown> = {}): string {
  return draw(`<div>${text}</div>`, context).slice('<div>'.length, -'</div>'.length)
}

it('begins with the same passage everywhere', () => {
  const text = drawIn('{% lorem %}')
  expect(text).toMatch(/^Lorem ipsum dolor sit amet, .* Ut enim .* mollit anim id est laborum\.$/)
  expect(drawIn('{% lorem 1 p %}')).toBe(`<p>${text}</p>`)
  expect(drawIn('{% lorem n b %}', { n: 3 }).split('\n\n')[0]).toBe(text)
})

it.each([
  ['{% lorem 3 w %}', 'lorem ipsum dolor'],
  ['{% lorem w %}', 'lorem'],
  ['{% lorem n w %}', 'lorem ipsum'],
  ['{% lorem "many" w %}', 'lorem'],
  ['{% lorem missing w %}', 'lorem'],
  ['{% lorem -16 w %}', 'lorem ipsum dolor'],
  ['{% lorem 0 w %}', ''],
  ['{% lorem 0 p %}', ''],
])('%s shows %j', (text, shown) => {
  expect(drawIn(text, { n: 2.9 })).toBe(shown)
})

it('goes on with other words after the first nineteen', () => {
  const words = drawIn('{% lorem 300 w %}').split(' ')
  expect(words).toHaveLength(300)
  expect(words.slice(17, 19)).toEqual(['magna', 'aliqua'])
})

it('writes other text when it is asked for at random', () => {
  expect(drawIn('{% lorem 2 p random %}')).toMatch(
    /^<p>[A-Z][a-z ,]+[.?].*<\/p>\n\n<p>.*[.?]<\/p>$/,
  )
  expect(drawIn('{% lorem 30 w random %}')).not.toContain('lorem ipsum dolor')
})

it('writes no more than a page can bear', () => {
  expect(refusal('{% lorem n w %}', { n: 1e9 })).toMatchObject({ code: 'tag_value', at: '1:1' })
})

it.each(['{% lorem 1 2 %}', '{% lorem 1 w as x %}'])('is refused when written %s', (text) => {
  expect(refusal(text).code).toBe('tag_arguments')
})
