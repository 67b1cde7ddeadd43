import { describe, expect, it } from 'vitest'
import { program, refusal } from '../../test/support/templates.ts'

describe('an attribute of djust', () => {
  it.each([
    ['<p dj-clik="x">', 'Did you mean "dj-click"?'],
    ['<p dj-click.prevent="x">', 'dj-click has no modifiers: ".prevent"'],
    ['<p dj-nothing-like-it="x">', 'Your own attributes begin with "data-".'],
    ['<p dj-target="#x">', 'a patch never touches more'],
    ['<p dj-loading.show="x">', 'does not act yet'],
    ['<p dj-keydown.enter="x">', 'does not act yet'],
    ['{% if a %}<p dj-clik="{{ b }}">{% endif %}', 'Did you mean "dj-click"?'],
  ])('that means nothing is refused: %s', (text, message) => {
    expect(refusal(`<main>${text}</main>`)).toMatchObject({
      code: 'unknown_directive',
      message: expect.stringContaining(message),
    })
  })

  it.each(['5', 'fast', '', '1.5', '300 max', '-300'])('of time holds a time: "%s"', (time) => {
    for (const name of ['dj-debounce', 'dj-throttle'])
      expect(refusal(`<p ${name}="${time}">`).code).toBe('bad_timing')
  })

  it.each([
    'dj-debounce="300"',
    'dj-debounce="300 max 1000"',
    'dj-debounce="blur"',
    'dj-throttle="{{ ms }}"',
  ])('of time loads what holds events back: %s', (attribute) => {
    expect(program(`<p ${attribute}>`).compiled.layout.features).toEqual(['timing'])
  })
})
