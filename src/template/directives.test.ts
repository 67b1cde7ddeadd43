import { describe, expect, it } from 'vitest'
import { draw, program, refusal } from '../../test/support/templates.ts'

describe('an attribute of djust', () => {
  it.each([
    ['<p dj-clik="x">', 'Did you mean "dj-click"?'],
    ['<p dj-click.prevent="x">', 'dj-click has no modifiers: ".prevent"'],
    ['<p dj-nothing-like-it="x">', 'Your own attributes begin with "data-".'],
    ['<p @click="x">', 'Write dj-click; for another library'],
    ['<p dj-target="#x">', 'a patch never touches more'],
    ['<p dj-loading.shw>', 'Did you mean "dj-loading.show"?'],
    ['<p dj-lazy>', 'does not act yet'],
    ['<p dj-value-id:integer="3">', 'Write dj-value-id, which gives text, or dj-value-id:int'],
    ['<p dj-value-id:int:bool="3">', '"int:bool" is no type'],
    ['{% if a %}<p dj-clik="{{ b }}">{% endif %}', 'Did you mean "dj-click"?'],
  ])('that means nothing is refused: %s', (text, message) => {
    expect(refusal(`<main>${text}</main>`)).toMatchObject({
      code: 'unknown_directive',
      message: expect.stringContaining(message),
    })
  })

  it.each([
    ['<p dj-loading.show="x">', 'bad_directive_value', 'nothing is written in it'],
    ['<p dj-loading.class="">', 'bad_directive_value', 'write the classes'],
    ['<p dj-loading.show dj-loading.target="spinner">', 'bad_directive_value', '"#spinner"'],
    ['<p dj-dialog="shut">', 'bad_directive_value', '"open" or "close"'],
    ['<p dj-remove="a b">', 'bad_directive_value', 'or three'],
    ['<p dj-transition-group="a">', 'bad_directive_value', 'fade-in | fade-out'],
    ['<p dj-no-submit>', 'bad_directive_value', 'write "enter"'],
    ['<p dj-confirm="">', 'bad_directive_value', 'write the question'],
    ['<p dj-form-pending="shown">', 'bad_directive_value', '"show", "hide" or "disable"'],
    ['<p dj-loading.for="save">', 'directive_alone', 'dj-loading.show, dj-loading.hide'],
    ['<p dj-loading.show hidden>', 'hidden_twice', 'Remove hidden'],
    ['<p {% if a %}dj-loading.show{% endif %}>', 'directive_not_fixed', 'Write it out'],
  ])('that holds what it cannot, or stands alone, is refused: %s', (text, code, message) => {
    expect(refusal(`<main>${text}</main>`)).toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
  })

  it('that shows something while an event waits hides it before', () => {
    const text = '<p dj-loading.show>1</p><p dj-form-pending="show">2</p><p dj-loading.hide>3</p>'
    const { compiled } = program(`<main dj-root>${text}</main>`)
    expect(compiled.layout.features).toEqual(['loading'])
    expect(draw(text)).toContain('<p dj-loading.show hidden="">1</p>')
    expect(draw(text)).toContain('<p dj-form-pending="show" hidden="">2</p>')
    expect(draw(text)).toContain('<p dj-loading.hide>3</p>')
  })

  it.each(['5', 'fast', '', '1.5', '300 max', '-300'])('of time holds a time: "%s"', (time) => {
    for (const name of ['dj-debounce', 'dj-throttle'])
      expect(refusal(`<p ${name}="${time}">`).code).toBe('bad_directive_value')
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
